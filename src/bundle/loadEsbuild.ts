import { Failure } from '../model/failure.ts'

/**
 * esbuild, an optional companion: what runs code of the repository in a hundred fresh processes makes one file of it first.
 * @param does what it is needed for, as the rest of "esbuild, which ...".
 * @throws Failure with the command that installs it.
 */
export async function loadEsbuild(does: string): Promise<typeof import('esbuild')> {
  try {
    return await import('esbuild')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error
    throw new Failure(`esbuild, which ${does}, is not installed`, [
      { run: ['npm', 'install', '--save-dev', 'esbuild'], where: 'here' },
    ])
  }
}
