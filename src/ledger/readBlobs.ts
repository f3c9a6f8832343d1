import { once } from 'node:events'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Repository } from '../git/repository.ts'
import { startGit } from '../git/run.ts'
import type { Oid } from '../model/change.ts'
import { MAX_NOTE } from './parseEntry.ts'

/**
 * One answer: the bytes, or why there are none. `missing` says that they may stand elsewhere; else nobody can read what
 * is there as a note.
 */
export type BlobRead = { bytes: Buffer } | { why: string; missing: boolean }

/**
 * The content of these objects in the order asked, through one `cat-file`, as many at a time as came in
 * one piece (one by one would cost more in promises than in reading). What is over 16 MB is passed over
 * and never held.
 */
export async function* readBlobs(repo: Repository, oids: readonly Oid[]): AsyncGenerator<BlobRead[]> {
  if (oids.length === 0) return
  const child = startGit(['cat-file', '--batch', '--buffer'], { cwd: repo.dir, inHook: repo.inHook })
  const closed = once(child, 'close')
  closed.catch(() => {})
  child.stderr.resume()
  // Ends early when the reader does; what git then says on its way out is no news.
  const fed = pipeline(Readable.from(questions(oids)), child.stdin).catch(() => {})
  let answered = 0
  try {
    const parser = newParser(oids[0]!.length)
    for await (const chunk of child.stdout) {
      const reads = parser(chunk as Buffer)
      answered += reads.length
      if (reads.length > 0) yield reads
    }
    await fed
    await closed
  } finally {
    child.kill()
  }
  if (answered !== oids.length)
    throw new Error(`git cat-file answered ${answered} of ${oids.length} questions`)
}

function* questions(oids: readonly Oid[]): Generator<string> {
  const step = 2_000
  for (let at = 0; at < oids.length; at += step) yield `${oids.slice(at, at + step).join('\n')}\n`
}

/** Cuts the stream of `<oid> <type> <size>\n<bytes>\n` into answers; holds at most one of them. */
function newParser(digits: number): (chunk: Buffer) => BlobRead[] {
  let rest: Buffer[] = []
  let held = 0
  let need = 1
  let skip = 0
  return chunk => {
    const dropped = Math.min(skip, chunk.length)
    skip -= dropped
    if (dropped === chunk.length) return []
    rest.push(chunk.subarray(dropped))
    held += chunk.length - dropped
    if (held < need) return []
    const buffer = rest.length === 1 ? rest[0]! : Buffer.concat(rest)
    const answers: BlobRead[] = []
    need = 1
    let at = 0
    while (at < buffer.length) {
      const end = buffer.indexOf(10, at)
      if (end < 0) break
      const { size, why } = readHead(buffer, at, end, digits)
      const length = size === null ? end + 1 - at : end + 1 + size + 1 - at
      if (size !== null && size <= MAX_NOTE && at + length > buffer.length) {
        need = length
        break
      }
      answers.push(
        why === null ? { bytes: buffer.subarray(end + 1, at + length - 1) } : { why, missing: size === null },
      )
      skip = Math.max(0, at + length - buffer.length)
      at += length
    }
    rest = at < buffer.length ? [buffer.subarray(at)] : []
    held = Math.max(0, buffer.length - at)
    return answers
  }
}

/** How many bytes follow (null: none, the object is missing) and what speaks against reading them. */
function readHead(buffer: Buffer, at: number, end: number, digits: number) {
  const [type = '', size] = buffer.toString('latin1', at + digits + 1, end).split(' ')
  if (size === undefined) return { size: null, why: 'the note is missing from this repository' }
  if (type !== 'blob') return { size: Number(size), why: `the note is a ${type}` }
  if (Number(size) > MAX_NOTE)
    return { size: Number(size), why: `a note of ${size} bytes; the limit is ${MAX_NOTE}` }
  return { size: Number(size), why: null }
}
