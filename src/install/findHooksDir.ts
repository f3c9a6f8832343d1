import { realpathSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import type { Repository } from '../git/repository.ts'
import type { HooksDir } from './installFacts.ts'

/** Where git really looks for this repository's hooks, and who said so. */
export async function findHooksDir(repo: Repository): Promise<HooksDir> {
  const args = ['config', '-z', '--show-scope', '--type=path', '--get', 'core.hooksPath']
  const { code, stdout } = await repo.run(args, { accept: [1] })
  const [scope = 'default', value] = code === 0 ? stdout.toString('utf8').split('\0') : []
  // git takes a relative path from where hooks run: the top of the work tree, or the bare repository.
  const path = value ? resolve(repo.dir, value) : join(repo.commonDir, 'hooks')
  const stat = statSync(path, { throwIfNoEntry: false })
  return {
    path,
    scope: value ? (scope as HooksDir['scope']) : 'default',
    place: placeOf(repo, path),
    kind: stat ? (stat.isDirectory() ? 'directory' : 'other') : 'absent',
  }
}

/** By real paths, so that a symlink out of the repository is seen for what it is. */
function placeOf(repo: Repository, path: string): HooksDir['place'] {
  const at = real(path)
  if (within(real(repo.commonDir), at)) return 'repository'
  return !repo.bare && within(real(repo.dir), at) ? 'tree' : 'outside'
}

function within(parent: string, child: string): boolean {
  const path = relative(parent, child)
  return !path.startsWith('..') && !path.startsWith('/')
}

/** The real path of something that may not be there yet. */
function real(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path === dirname(path) ? path : join(real(dirname(path)), relative(dirname(path), path))
  }
}
