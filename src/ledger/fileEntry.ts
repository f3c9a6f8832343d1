import type { Repository } from '../git/repository.ts'
import type { Entry, Filed } from '../model/entry.ts'
import { Failure } from '../model/failure.ts'
import { entryLine } from './canonical.ts'
import { isFiled, parseEntry } from './parseEntry.ts'

/** An entry with its line, as text. */
export type FiledLine = { filed: Filed; line: string }

/**
 * The entry as it will be read back, which is the only kind that is worth writing.
 * @throws Failure that says what is wrong with it.
 */
export function fileEntry(entry: Entry, format: Repository['objectFormat']): FiledLine {
  let line: string
  try {
    line = entryLine(entry)
  } catch (error) {
    throw new Failure(`this is no ledger entry: ${(error as Error).message}`)
  }
  const read = parseEntry(line, entry.commit)
  if (!isFiled(read)) throw new Failure(`this is no ledger entry: ${read.why}`)
  if (entry.commit.length !== (format === 'sha256' ? 64 : 40))
    throw new Failure(`${entry.commit} is no object name in this repository, whose names are ${format}`)
  return { filed: read, line }
}
