import type { Oid, Path } from '../model/change.ts'
import { RAW } from './changes.ts'
import { pipeGit } from './pipe.ts'
import type { Repository } from './repository.ts'

/** Each parent of a merge by itself: one that takes a side as a whole differs from the other side only. */
const FLAGS = [...RAW.filter(flag => flag !== '--no-commit-id'), '-m', '--root', '--stdin']

/**
 * The commits of a range at which one of some paths is otherwise than in one of the parents. Two processes whatever
 * the length. git's own `rev-list -- path` leaves out a merge that brings a side's old version back.
 * @param revisions as `git rev-list` takes them.
 * @param paths files, taken as git's pathspecs: without wildcards.
 * @throws GitError when a revision does not exist or an object is missing.
 */
export async function touching(repo: Repository, revisions: string[], paths: Path[]): Promise<Set<Oid>> {
  const pipe = pipeGit(
    repo,
    ['rev-list', '--stdin'],
    ['diff-tree', ...FLAGS, '--', ...paths],
    `${revisions.join('\n')}\n`,
  )
  const found = new Set<Oid>()
  try {
    const chunks: Buffer[] = []
    for await (const chunk of pipe.output) chunks.push(chunk)
    for (const field of Buffer.concat(chunks).toString('latin1').split('\0'))
      if (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(field)) found.add(field)
    await pipe.ended()
  } finally {
    pipe.stop()
  }
  return found
}
