import { Failure } from '../model/failure.ts'

/**
 * Loads an official client, which is an optional peer: who asks no forge need not install it.
 * @throws Failure with the command that installs it.
 */
export async function loadPeer<T>(name: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') throw error
    throw new Failure(`${name}, the official client of this forge, is not installed`, [
      { run: ['npm', 'install', '--save-dev', name], where: 'here' },
    ])
  }
}
