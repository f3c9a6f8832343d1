import { createWriteStream } from 'node:fs'
import { chmod, open, realpath, rename, rm, stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'

/**
 * Writes a file beside its name and puts it there when it is whole: a full disk or a signal must not leave half of a
 * backup in the place of the last whole one. What is no plain file (a pipe, a device) is written to as it is.
 * @throws what the file system says, or whoever makes the lines.
 */
export async function writeWhole(file: string, lines: AsyncIterable<string>): Promise<void> {
  const there = await stat(file).catch(() => null)
  if (there && !there.isFile()) {
    await pipeline(lines, createWriteStream(file))
    return
  }
  // A link stays one.
  const place = there ? await realpath(file) : file
  const part = `${place}.${process.pid}.part`
  const handle = await open(part, 'wx')
  try {
    await pipeline(lines, handle.createWriteStream())
    if (there) await chmod(part, there.mode & 0o777)
    await rename(part, place)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}
