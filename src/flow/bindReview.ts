import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { bindingLine } from '../gate/reviews/readReviews.ts'
import { readStaged } from '../git/changes.ts'
import { readCommit } from '../git/history.ts'
import { openObjects } from '../git/objects.ts'
import { commitOf, headBranch, mergeBases } from '../git/refs.ts'
import type { Repository } from '../git/repository.ts'
import type { Change, Oid } from '../model/change.ts'
import type { Commit } from '../model/commit.ts'
import type { Policy } from '../model/policy.ts'
import { firstProtectedBranch, isProtected } from '../policy/refPatterns.ts'

/** What a commit in the making is: told from the git directory and from what git exports to its hooks. */
export type Pending = {
  kind: 'commit' | 'amend' | 'merge' | 'replay'
  /** HEAD, or null before the first commit. */
  head: Commit | null
  /** What will be the first parent. */
  parents: Oid[]
  branch: string | null
}

/** While one of these exists, git is replaying somebody's commits: nobody reviews anything then. */
const REPLAYING = ['rebase-merge', 'rebase-apply', 'CHERRY_PICK_HEAD', 'REVERT_HEAD']

/**
 * Reads what kind of commit is being made. git tells a commit-msg hook nothing of `--amend`, but it
 * exports the author, and only an amend has the very author and author date of HEAD.
 */
export async function readPending(repo: Repository, env: NodeJS.ProcessEnv): Promise<Pending> {
  const branch = await headBranch(repo)
  const oid = await commitOf(repo, 'HEAD')
  const head = oid ? await readHead(repo, oid) : null
  const here = (name: string) => existsSync(join(repo.gitDir, name))
  const parents = head ? [head.oid] : []
  if (REPLAYING.some(here)) return { kind: 'replay', head, parents, branch }
  if (here('MERGE_HEAD')) {
    const others = (await readFile(join(repo.gitDir, 'MERGE_HEAD'), 'utf8')).split('\n').filter(line => line)
    return { kind: 'merge', head, parents: [...parents, ...others], branch }
  }
  if (head && isAuthorOf(head, env)) return { kind: 'amend', head, parents: head.parents, branch }
  return { kind: 'commit', head, parents, branch }
}

async function readHead(repo: Repository, oid: Oid): Promise<Commit> {
  const objects = openObjects(repo)
  try {
    return await readCommit(objects, oid)
  } finally {
    objects.close()
  }
}

function isAuthorOf(head: Commit, env: NodeJS.ProcessEnv): boolean {
  const [, at] = /^@?(\d+)\b/.exec(env.GIT_AUTHOR_DATE ?? '') ?? []
  return (
    env.GIT_AUTHOR_EMAIL === head.author.email &&
    env.GIT_AUTHOR_NAME === head.author.name &&
    Number(at) === head.author.at
  )
}

/** What the pending commit changes against its first parent. */
export async function pendingChange(repo: Repository, pending: Pending): Promise<Change> {
  return readStaged(repo, pending.parents[0] ?? null)
}

/** The ref that a review made here is for: the protected branch that we stand on, else the first one there is. */
export async function reviewTarget(
  repo: Repository,
  policy: Policy,
  branch: string | null,
): Promise<string | null> {
  const { stdout } = await repo.run(['config', '--get', 'improver.target'], { accept: [1] })
  const configured = stdout.toString('utf8').trim()
  if (configured) return configured.startsWith('refs/') ? configured : `refs/heads/${configured}`
  if (branch && isProtected(policy, branch)) return branch
  return firstProtectedBranch(policy)
}

/**
 * Writes the binding under each `Reviewed-by` that was newly typed. Only in an amend, a merge or an empty
 * sign-off: a rebase or cherry-pick carries old words over content that nobody saw.
 * @returns the lines that were added, for the person to see; empty when there was nothing to bind.
 */
export async function bindReviews(
  repo: Repository,
  file: string,
  pending: Pending,
  target: string,
  repository: string | null,
): Promise<{ by: string; line: string }[]> {
  if (pending.kind === 'replay') return []
  const lines = (await readFile(file, 'utf8')).split('\n')
  const scissors = lines.findIndex(line => /^\S+ -+ >8 -+$/.test(line))
  const body = lines.slice(0, scissors < 0 ? lines.length : scissors)
  const old = pending.kind === 'amend' && pending.head ? pending.head.message.split('\n') : []
  const fresh = freshReviews(body, old)
  if (!fresh.size) return []
  const binding = bindingLine(target, (await reviewedChange(repo, pending, target)).digest, repository)
  const added: { by: string; line: string }[] = []
  const written = lines.flatMap((line, index) => {
    if (!fresh.has(index)) return [line]
    added.push({ by: line.replace(/^[^:]*:\s*/, ''), line: binding })
    return [line, binding]
  })
  await writeFile(file, written.join('\n'))
  return added
}

/**
 * Which lines are reviews that were typed just now: those without a binding, less as many of the same words as
 * the amended commit had without one. The same person may sign again, for another branch.
 */
function freshReviews(lines: string[], old: string[]): Set<number> {
  const stale = unboundReviews(old).map(index => old[index]?.trim())
  const fresh = new Set<number>()
  for (const index of unboundReviews(lines)) {
    const known = stale.indexOf(lines[index]?.trim())
    if (known < 0) fresh.add(index)
    else stale.splice(known, 1)
  }
  return fresh
}

function unboundReviews(lines: string[]): number[] {
  return lines.flatMap((line, index) =>
    /^reviewed-by:/i.test(line) && !/^reviewed-change:/i.test(lines[index + 1] ?? '') ? [index] : [],
  )
}

/**
 * The change that a reviewer sees when signing here: for an amend the commit's own; for a merge or an
 * empty sign-off everything since the work left the target.
 */
export async function reviewedChange(repo: Repository, pending: Pending, target: string): Promise<Change> {
  const own = await pendingChange(repo, pending)
  if (pending.kind === 'amend' && own.files.length && pending.parents.length < 2) return own
  if (pending.kind === 'commit' && own.files.length) return own
  const onTarget = pending.branch === target
  const first = pending.parents[0]
  // On the target itself a merge is measured from where the target stood before it.
  if (onTarget && pending.parents.length > 1 && first) return readStaged(repo, first)
  const at = (await publishedTarget(repo, target)) ?? null
  // With all parents, as if the merge were there: after it, what the target holds is no part of the review.
  const bases = at && first ? await mergeBases(repo, at, ...pending.parents) : []
  return readStaged(repo, bases[0] ?? first ?? null)
}

/** Where the target stands as far as this clone knows: the remote's, else its own. */
async function publishedTarget(repo: Repository, target: string): Promise<Oid | null> {
  const branch = target.replace(/^refs\/heads\//, '')
  return (await commitOf(repo, `refs/remotes/origin/${branch}`)) ?? (await commitOf(repo, target))
}
