import { commitOf } from '../../git/refs.ts'
import type { Repository } from '../../git/repository.ts'
import { Failure } from '../../model/failure.ts'
import { type ListedImprovement, listImprovements } from './listImprovements.ts'

/**
 * The improvement that a person means: its id or the beginning of it, its branch, or a commit.
 * @throws Failure when there is none, or more than one.
 */
export async function findImprovement(repo: Repository, name: string): Promise<ListedImprovement> {
  const all = await listImprovements(repo)
  const commit = await commitOf(repo, name)
  const exact = all.filter(one => one.id === name || one.branch === name || (commit && one.commit === commit))
  const found = exact.length ? exact : all.filter(one => name.length >= 4 && one.id.startsWith(name))
  if (found.length === 1) return found[0]!
  const next = [{ run: ['git', 'improver', 'list'], where: 'here' as const }]
  if (found.length === 0) throw new Failure(`no improvement is known as ${name}`, next)
  throw new Failure(`${name} could be ${found.map(one => one.id.slice(0, 12)).join(' or ')}`, next)
}
