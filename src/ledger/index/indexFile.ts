import { createHash, randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Oid } from '../../model/change.ts'

/**
 * A file below the git directory that holds the lines of one notes commit, so that reading them all again does not ask git
 * for each note. First a line that names the commit; then a record a line; last a line with the digest of everything
 * before it. A file that does not end so is no index: it is made anew.
 */
export type OpenIndex = {
  commit: Oid
  /** As they were written, some at a time. */
  records(): AsyncGenerator<string[]>
  close(): Promise<void>
}

/** Takes records and puts them in the index's place at the end; what is dropped before that leaves nothing. */
export type IndexWriter = {
  add(record: string): Promise<void>
  finish(): Promise<void>
  drop(): Promise<void>
}

/** Names the format; another version of this program that writes another one does not read this. */
const TITLE = 'git-improver index 1 '
const TRAILER = 'sha256 '
const TRAILER_BYTES = TRAILER.length + 64 + 1
const CHUNK = 1 << 20

/** Opens an index and checks it; null where there is none that holds. Never throws. */
export async function openIndex(file: string): Promise<OpenIndex | null> {
  const handle = await open(file).catch(() => null)
  if (!handle) return null
  const head = await check(handle).catch(() => null)
  if (head) return { ...head, records: () => recordsOf(handle, head), close: () => handle.close() }
  await handle.close().catch(() => {})
  return null
}

type Head = { commit: Oid; begin: number; end: number }

async function check(handle: FileHandle): Promise<Head | null> {
  const end = (await handle.stat()).size - TRAILER_BYTES
  if (end <= 0) return null
  const hash = createHash('sha256')
  let first = ''
  for await (const chunk of chunksOf(handle, 0, end)) {
    if (!first) first = chunk.toString('latin1', 0, 200).split('\n')[0] ?? ''
    hash.update(chunk)
  }
  let trailer = ''
  for await (const chunk of chunksOf(handle, end, end + TRAILER_BYTES)) trailer += chunk.toString('latin1')
  if (trailer !== `${TRAILER}${hash.digest('hex')}\n` || !first.startsWith(TITLE)) return null
  return { commit: first.slice(TITLE.length), begin: first.length + 1, end }
}

async function* recordsOf(handle: FileHandle, { begin, end }: Head): AsyncGenerator<string[]> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of chunksOf(handle, begin, end)) {
    const bytes: Buffer = rest.length ? Buffer.concat([rest, chunk]) : chunk
    const last = bytes.lastIndexOf(10) + 1
    if (last) yield bytes.toString('utf8', 0, last - 1).split('\n')
    // The buffer is used again for the next piece.
    rest = Buffer.from(bytes.subarray(last))
  }
}

async function* chunksOf(handle: FileHandle, begin: number, end: number): AsyncGenerator<Buffer> {
  const buffer = Buffer.allocUnsafe(CHUNK)
  for (let at = begin; at < end; ) {
    const { bytesRead } = await handle.read(buffer, 0, Math.min(CHUNK, end - at), at)
    if (!bytesRead) return
    at += bytesRead
    yield buffer.subarray(0, bytesRead)
  }
}

/**
 * Begins an index beside the one that there is.
 * @throws what the file system says.
 */
export async function writeIndex(file: string, commit: Oid): Promise<IndexWriter> {
  await mkdir(dirname(file), { recursive: true })
  const part = `${file}.${process.pid}-${randomUUID().slice(0, 8)}`
  const handle = await open(part, 'wx')
  const hash = createHash('sha256')
  let pending = [`${TITLE}${commit}`]
  let size = 0
  const flush = async () => {
    const bytes = Buffer.from(`${pending.join('\n')}\n`)
    pending = []
    size = 0
    hash.update(bytes)
    await handle.writeFile(bytes)
  }
  const drop = async () => {
    await handle.close().catch(() => {})
    await rm(part, { force: true })
  }
  return {
    async add(record) {
      pending.push(record)
      size += record.length
      if (size > CHUNK) await flush()
    },
    async finish() {
      try {
        if (pending.length) await flush()
        await handle.writeFile(`${TRAILER}${hash.digest('hex')}\n`)
        await handle.close()
        await rename(part, file)
      } catch (error) {
        await drop()
        throw error
      }
    },
    drop,
  }
}
