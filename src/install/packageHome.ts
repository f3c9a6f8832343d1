import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Failure } from '../model/failure.ts'

/**
 * The root of the installed package: the nearest directory above this file that has the gate in it, which is
 * the same question in the sources and in the bundle.
 * @throws Failure when the package is not whole.
 */
export function packageHome(from: string = fileURLToPath(import.meta.url)): string {
  for (let dir = dirname(from); ; dir = dirname(dir)) {
    if (existsSync(join(dir, 'hooks', 'gate', 'commit-msg'))) return dir
    if (dir === dirname(dir))
      throw new Failure(`the package above ${from} has no hooks/gate: it is not whole`, [
        { run: ['npm', 'install', '--save-dev', 'git-improver'], where: 'here' },
      ])
  }
}
