import { chmodSync, mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Makes a folder in the git directory, one name below the other. What is made here has the mode of `objects`: several
 * users can push to one repository (core.sharedRepository), and whoever may write objects may write this.
 * @returns its path, and the mode for files in it.
 * @throws the system's error.
 */
export function makeSharedFolder(commonDir: string, ...names: string[]): { path: string; fileMode: number } {
  const mode = statSync(join(commonDir, 'objects')).mode & 0o7777
  let path = commonDir
  for (const name of names) {
    path = join(path, name)
    try {
      mkdirSync(path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue
      throw error
    }
    chmodSync(path, mode)
  }
  return { path, fileMode: mode & 0o666 }
}
