import { makeChange, readChange } from '../../git/changes.ts'
import { readCommits } from '../../git/history.ts'
import { openObjects } from '../../git/objects.ts'
import { readRangeChanges } from '../../git/rangeChanges.ts'
import { listRefs, mergeBases, readRef } from '../../git/refs.ts'
import type { Repository } from '../../git/repository.ts'
import { runGit } from '../../git/run.ts'
import { markLines } from '../../git/trailers.ts'
import { changeKey, type ReceiptKey } from '../../ledger/receipts.ts'
import type { Change, Oid } from '../../model/change.ts'
import type { Policy } from '../../model/policy.ts'
import { firstProtectedBranch } from '../../policy/refPatterns.ts'
import { isSubstantial } from './substantial.ts'

/** Above this only commits are kept: to look into every change of a push takes time that grows with it. */
const MOST_CHANGES = 2_000

/** A squash is looked for of so many branches. */
const MOST_SQUASHES = 20

/**
 * What these tips bring that no branch and no tag had, as the keys of receipts: every commit, and the changes that
 * could be committed again under another name, one by one or squashed onto the protected branch.
 *
 * Kept by commit only: changes too small to be anybody's in particular, changes of git-improver's own rewriters (any
 * formatter makes the same), and all of a push that is seen when its objects are no longer apart (`update`).
 */
export async function firstReceived(repo: Repository, tips: Oid[], policy: Policy): Promise<ReceiptKey[]> {
  const refs = await listRefs(repo, 'refs/heads', 'refs/tags')
  const range = [...tips, ...new Set(refs.map(({ oid }) => `^${oid}`))]
  const commits: Oid[] = []
  const rewritten = new Set<Oid>()
  for await (const { oid, message } of readCommits(repo, range)) {
    commits.push(oid)
    if (markLines(message).some(line => /^improver\s*:/i.test(line))) rewritten.add(oid)
  }
  if (!commits.length || commits.length > MOST_CHANGES || !process.env.GIT_QUARANTINE_PATH) return commits
  const changes: Change[] = []
  for await (const { commit, files } of readRangeChanges(repo, range)) {
    if (rewritten.has(commit) || files.some(({ olds }) => olds.length > 1)) continue
    changes.push(
      makeChange(files.map(({ path, olds, new: now }) => ({ path, old: olds[0] ?? null, new: now }))),
    )
  }
  if (rewritten.size === 0 && commits.length > 1) changes.push(...(await squashes(repo, tips, policy)))
  return [...commits, ...(await keysOf(repo, changes))]
}

/** What `git merge --squash` onto the protected branch would commit. */
async function squashes(repo: Repository, tips: Oid[], policy: Policy): Promise<Change[]> {
  const main = firstProtectedBranch(policy)
  const onto = main ? await readRef(repo, main) : null
  const changes: Change[] = []
  for (const tip of onto ? tips.slice(0, MOST_SQUASHES) : []) {
    const [base] = await mergeBases(repo, onto!, tip)
    if (base) changes.push(await readChange(repo, base, tip))
  }
  return changes
}

async function keysOf(repo: Repository, changes: Change[]): Promise<ReceiptKey[]> {
  const fresh = await absent(repo, [
    ...new Set(changes.flatMap(({ files }) => files.flatMap(file => (file.new ? [file.new.oid] : [])))),
  ])
  const objects = openObjects(repo)
  try {
    const keys: ReceiptKey[] = []
    for (const change of changes)
      if (await isSubstantial(objects, change, blob => fresh.has(blob)))
        keys.push(changeKey(change.digest, repo))
    return keys
  } finally {
    objects.close()
  }
}

/** Those of these objects that the repository itself has not: they lie in the quarantine of this push. */
async function absent(repo: Repository, oids: Oid[]): Promise<Set<Oid>> {
  const { stdout } = await runGit(['cat-file', '--batch-check=%(objectname)', '--buffer'], {
    cwd: repo.gitDir,
    inHook: false,
    env: { GIT_DIR: repo.gitDir },
    input: oids.map(oid => `${oid}\n`).join(''),
  })
  return new Set(
    stdout
      .toString('latin1')
      .split('\n')
      .flatMap(line => (line.endsWith(' missing') ? [line.slice(0, line.indexOf(' '))] : [])),
  )
}
