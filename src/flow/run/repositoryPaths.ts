import { existsSync, realpathSync } from 'node:fs'
import { relative, resolve, sep } from 'node:path'
import type { Repository } from '../../git/repository.ts'
import { Failure } from '../../model/failure.ts'

/**
 * Paths as a person typed them, seen from `from`, as the repository knows them.
 * @throws Failure for one that lies outside or does not exist.
 */
export async function repositoryPaths(repo: Repository, from: string, paths: string[]): Promise<string[]> {
  const top = realpathSync(repo.dir)
  return paths.map(path => {
    const full = resolve(from, path)
    if (!existsSync(full))
      throw new Failure(`${path} does not exist`, [{ run: ['git', 'ls-files'], where: 'here' }])
    const inside = relative(top, realpathSync(full))
    if (inside === '..' || inside.startsWith(`..${sep}`)) throw new Failure(`${path} lies outside ${top}`)
    return inside.split(sep).join('/')
  })
}
