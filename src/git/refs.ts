import type { Oid } from '../model/change.ts'
import { Failure } from '../model/failure.ts'
import type { Repository } from './repository.ts'
import { GitError } from './run.ts'

/** The commit that a name stands for, or null. Tags are followed to what they tag. */
export async function commitOf(repo: Repository, name: string): Promise<Oid | null> {
  if (name.startsWith('-')) return null
  const { code, stdout } = await repo.run(['rev-parse', '--verify', '--quiet', `${name}^{commit}`], {
    accept: [1, 128],
  })
  return code === 0 ? stdout.toString('utf8').trim() : null
}

/**
 * The same, for a name that a person typed.
 * @throws Failure when nothing in the repository has that name.
 */
export async function requireCommit(repo: Repository, name: string): Promise<Oid> {
  const oid = await commitOf(repo, name)
  if (oid) return oid
  throw new Failure(`${name} names no commit in ${repo.dir}`, [
    { run: ['git', 'log', '--oneline', '--all', '-20'], where: 'here' },
  ])
}

/** The branch that HEAD is on (`refs/heads/main`), born or not; null when HEAD is detached. */
export async function headBranch(repo: Repository): Promise<string | null> {
  const { code, stdout } = await repo.run(['symbolic-ref', '--quiet', 'HEAD'], { accept: [1] })
  return code === 0 ? stdout.toString('utf8').trim() : null
}

/** What stands at a ref, or null. */
export async function readRef(repo: Repository, ref: string): Promise<Oid | null> {
  const { code, stdout } = await repo.run(['rev-parse', '--verify', '--quiet', ref], { accept: [1, 128] })
  return code === 0 ? stdout.toString('utf8').trim() : null
}

export type Ref = { ref: string; oid: Oid }

/** All refs below the prefixes, in git's order. */
export async function listRefs(repo: Repository, ...prefixes: string[]): Promise<Ref[]> {
  const text = await repo.text(['for-each-ref', '--format=%(objectname) %(refname)', ...prefixes])
  return text
    .split('\n')
    .filter(line => line)
    .map(line => ({ oid: line.slice(0, line.indexOf(' ')), ref: line.slice(line.indexOf(' ') + 1) }))
}

/**
 * Moves a ref only when it still stands where the caller saw it.
 * @param from null when the ref must not exist yet.
 * @returns false when somebody else was there first.
 */
export async function moveRef(
  repo: Repository,
  ref: string,
  to: Oid,
  from: Oid | null,
  why: string,
): Promise<boolean> {
  const args = ['update-ref', '-m', why, '--create-reflog', ref, to, from ?? '0'.repeat(to.length)]
  const { code, stderr } = await repo.run(args, { accept: [1, 128] })
  if (code === 0) return true
  if (/but expected|reference already exists/.test(stderr)) return false
  throw new GitError(args, repo.dir, code, stderr)
}

/**
 * The best common ancestors of a commit and another one, or a merge of several others that need not exist yet:
 * none for unrelated histories, several for crossed ones.
 */
export async function mergeBases(repo: Repository, a: Oid, ...others: Oid[]): Promise<Oid[]> {
  const { stdout } = await repo.run(['merge-base', '--all', a, ...others], { accept: [1] })
  return stdout
    .toString('utf8')
    .split('\n')
    .filter(line => line)
}

/** Whether `ancestor` is reachable from `commit` (a commit reaches itself). */
export async function isAncestor(repo: Repository, ancestor: Oid, commit: Oid): Promise<boolean> {
  const { code } = await repo.run(['merge-base', '--is-ancestor', ancestor, commit], { accept: [1] })
  return code === 0
}
