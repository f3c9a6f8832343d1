import { pipeline } from 'node:stream/promises'

/**
 * Prints pieces of text as fast as they are read, and holds none of them: a ledger may be longer than any text can be.
 * @throws what the system says when they cannot be written. A reader that has enough (`| head`) is no such thing.
 */
export async function printAll(pieces: AsyncIterable<string>): Promise<void> {
  try {
    await pipeline(pieces, process.stdout, { end: false })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error
  }
}
