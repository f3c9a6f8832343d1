import { once } from 'node:events'
import type { Writable } from 'node:stream'
import type { Repository } from '../git/repository.ts'
import { startGit } from '../git/run.ts'
import type { Oid } from '../model/change.ts'
import { MAX_NOTE } from './parseEntry.ts'

/** One answer: the bytes, or why there are none. */
export type BlobRead = { bytes: Buffer } | { why: string }

/**
 * The content of these objects in the order asked, through one `cat-file`. What is over 16 MB is passed
 * over and never held.
 */
export async function* readBlobs(repo: Repository, oids: readonly Oid[]): AsyncGenerator<BlobRead> {
  if (oids.length === 0) return
  const child = startGit(['cat-file', '--batch', '--buffer'], { cwd: repo.dir, inHook: repo.inHook })
  const closed = once(child, 'close')
  closed.catch(() => {})
  child.stderr.resume()
  child.stdin.on('error', () => {})
  const fed = feed(child.stdin, oids)
  let answered = 0
  try {
    const parser = newParser()
    for await (const chunk of child.stdout) {
      for (const one of parser(chunk as Buffer)) {
        answered += 1
        yield one
      }
    }
    await fed
    await closed
  } finally {
    child.kill()
  }
  if (answered !== oids.length)
    throw new Error(`git cat-file answered ${answered} of ${oids.length} questions`)
}

async function feed(stdin: Writable, oids: readonly Oid[]): Promise<void> {
  const step = 2_000
  for (let at = 0; at < oids.length && !stdin.destroyed; at += step) {
    const more = stdin.write(`${oids.slice(at, at + step).join('\n')}\n`)
    if (!more) await Promise.race([once(stdin, 'drain'), once(stdin, 'close')]).catch(() => {})
  }
  stdin.end()
}

/** Cuts the stream of `<oid> <type> <size>\n<bytes>\n` into answers; holds at most one of them. */
function newParser(): (chunk: Buffer) => BlobRead[] {
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
    let buffer = rest.length === 1 ? rest[0]! : Buffer.concat(rest)
    const answers: BlobRead[] = []
    need = 1
    while (buffer.length > 0) {
      const end = buffer.indexOf(10)
      if (end < 0) break
      const head = buffer.toString('latin1', 0, end)
      const [, type, digits] = /^[0-9a-f]+ (\w+) (\d+)$/.exec(head) ?? []
      if (type === undefined) {
        answers.push({ why: 'the note is missing from this repository' })
        buffer = buffer.subarray(end + 1)
        continue
      }
      const size = Number(digits)
      const length = end + 1 + size + 1
      if (size > MAX_NOTE) {
        answers.push({ why: `a note of ${size} bytes; the limit is ${MAX_NOTE}` })
        skip = Math.max(0, length - buffer.length)
        buffer = buffer.subarray(Math.min(length, buffer.length))
        continue
      }
      if (buffer.length < length) {
        need = length
        break
      }
      answers.push(
        type === 'blob' ? { bytes: buffer.subarray(end + 1, length - 1) } : { why: `the note is a ${type}` },
      )
      buffer = buffer.subarray(length)
    }
    rest = buffer.length > 0 ? [buffer] : []
    held = buffer.length
    return answers
  }
}
