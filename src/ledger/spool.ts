import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { splitLines } from './splitLines.ts'

/** Lines that are put aside in a file that nobody else sees, to be read again in the same order. */
export type Spool = {
  add(line: string): Promise<void>
  /** After the last `add`. */
  lines(): AsyncGenerator<string>
  close(): Promise<void>
}

const CHUNK = 1 << 20

/**
 * Opens an empty one.
 * @throws what the file system says.
 */
export async function openSpool(): Promise<Spool> {
  const dir = await mkdtemp(join(tmpdir(), `git-improver-${process.pid}-spool-`))
  const file = await open(join(dir, 'lines'), 'wx+', 0o600)
  // Open, it needs no name, and nothing of it is left after a kill. Windows keeps the name until it is closed.
  const remove = () => rm(dir, { recursive: true, force: true })
  await remove().catch(() => {})
  let pending: string[] = []
  let size = 0
  const flush = async () => {
    const bytes = Buffer.from(pending.map(line => `${line}\n`).join(''))
    pending = []
    size = 0
    await file.appendFile(bytes)
  }
  return {
    async add(line) {
      pending.push(line)
      size += line.length
      if (size > CHUNK) await flush()
    },
    async *lines() {
      await flush()
      for await (const line of splitLines(bytesOf(file), Number.POSITIVE_INFINITY))
        if ('text' in line) yield line.text
    },
    async close() {
      await file.close()
      await remove()
    },
  }
}

async function* bytesOf(file: FileHandle): AsyncGenerator<Uint8Array> {
  for (let at = 0; ; ) {
    const buffer = Buffer.allocUnsafe(CHUNK)
    const { bytesRead } = await file.read(buffer, 0, CHUNK, at)
    if (!bytesRead) return
    at += bytesRead
    yield buffer.subarray(0, bytesRead)
  }
}
