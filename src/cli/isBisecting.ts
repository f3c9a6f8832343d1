import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { openRepository } from '../git/repository.ts'

/** Whether `git bisect` is at work in the repository that holds `dir`. */
export async function isBisecting(dir: string): Promise<boolean> {
  try {
    const { gitDir } = await openRepository(dir)
    return existsSync(join(gitDir, 'BISECT_LOG'))
  } catch {
    return false
  }
}
