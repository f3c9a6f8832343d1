import { hostname, userInfo } from 'node:os'
import { readChange } from '../git/changes.ts'
import { commitOf, isAncestor, readRef, requireCommit } from '../git/refs.ts'
import type { Repository } from '../git/repository.ts'
import { openPen } from '../ledger/pen.ts'
import type { Digest, Oid } from '../model/change.ts'
import type { Entry } from '../model/entry.ts'
import { Failure } from '../model/failure.ts'
import { cloneName } from './cloneNames.ts'
import { LEDGER_PREFIX, policyProblem } from './judgeUpdate.ts'
import { reviewRepository } from './reviewRepository.ts'

/** A ref that the server's own shell moved past every rule. */
export type BrokenGlass = {
  ref: string
  old: Oid | null
  new: Oid
  reason: string
  by: string
  entry: Digest
  /** The new value does not contain the old one. */
  rewinds: boolean
  /** Why the policy that the ref has then is none, or null. */
  policyProblem: string | null
}

/** What git, a web server or sshd sets for what a push or a hook starts, and nobody's own shell has. */
const REACHED = [
  'GIT_QUARANTINE_PATH',
  'GIT_DIR',
  'GIT_OBJECT_DIRECTORY',
  'GIT_INDEX_FILE',
  'GIT_PUSH_OPTION_COUNT',
  'GIT_PUSH_CERT',
  'GIT_PROTOCOL',
  'SSH_ORIGINAL_COMMAND',
  'GATEWAY_INTERFACE',
  'REMOTE_USER',
]

/**
 * Moves a ref of a server by hand, whatever the rules say, and tells the ledger in the same transaction of refs: both
 * or neither. It is for whoever has a shell there and could as well use `git update-ref`, after which the ledger would
 * know nothing.
 * @param env the environment of the process: what a push or a hook started is refused.
 * @param name a branch or a full ref; `to` a commit that the repository has.
 * @throws Failure outside of a bare repository, for the ledger itself, or when somebody moves the ref meanwhile.
 */
export async function breakGlass(
  repo: Repository,
  name: string,
  to: string,
  reason: string,
  env: NodeJS.ProcessEnv,
): Promise<BrokenGlass> {
  const reached = REACHED.find(one => env[one] !== undefined)
  if (reached)
    throw new Failure(
      `break-glass is for the server's own shell, and ${reached} is set: a hook or a push started this`,
      [{ ask: 'log in on the server and use git -C /path/to/repository.git improver break-glass' }],
    )
  if (!repo.bare)
    throw new Failure('break-glass is for a bare repository on its server; in a clone git moves refs', [
      { run: ['git', 'improver', 'override', '--reason', reason], where: 'here' },
    ])
  const ref = name.startsWith('refs/') ? name : `refs/heads/${name}`
  if (!/^refs\/(heads|tags)\//.test(ref) || ref.startsWith(LEDGER_PREFIX))
    throw new Failure(`break-glass moves branches and tags, and ${ref} is none`)
  const { code } = await repo.run(['check-ref-format', ref], { accept: [1] })
  if (code !== 0) throw new Failure(`${ref} is no name that a ref can have`)
  const now = await requireCommit(repo, to)
  const old = await readRef(repo, ref)
  if (old === now) throw new Failure(`${ref} is ${now.slice(0, 12)} already`)
  const by = `git-improver break-glass <${shellUser()}@${hostname()}>`
  const before = old ? await commitOf(repo, old) : null
  const rewinds = before !== null && !(await isAncestor(repo, before, now))
  const entry: Entry = {
    v: 1,
    kind: 'incident',
    at: new Date().toISOString(),
    by,
    clone: await cloneName(repo),
    repo: (await reviewRepository(repo)) ?? 'unknown',
    commit: now,
    change: before ? (await readChange(repo, before, now)).digest : null,
    tree: await repo.text(['rev-parse', `${now}^{tree}`]),
    ref,
    data: { what: 'break-glass', old, reason, rewinds },
  }
  const pen = await openPen(repo, { signs: true })
  const { entry: written } = await pen.prepare(entry)
  const [filed] = await pen.append([written], {
    message: `chore(ledger): break-glass on ${ref}`,
    alongside: [{ ref, to: now, old }],
    reflog: `break-glass: ${reason.replace(/\s+/g, ' ').slice(0, 200)}`,
  })
  return {
    ref,
    old,
    new: now,
    reason,
    by,
    entry: filed!.id,
    rewinds,
    policyProblem: await policyProblem(repo, before, now),
  }
}

/** A container may run as a user without a name. */
function shellUser(): string {
  try {
    return userInfo().username.replace(/[<> ]/g, '_')
  } catch {
    return `uid-${process.getuid?.() ?? 'unknown'}`
  }
}
