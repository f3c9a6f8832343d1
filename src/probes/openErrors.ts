import { closeSync, fstatSync, openSync, readSync, unlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const MOST = 1_000
let count = 0

/**
 * A file without a name for what a process prints as its errors: unlike a pipe, nobody has to read it while something is
 * measured.
 * @returns its descriptor, and what closes it and gives the end of what was printed.
 */
export function openErrors(): { descriptor: number; end(): string } {
  const path = join(tmpdir(), `errors-${process.pid}-${count++}`)
  const descriptor = openSync(path, 'wx+')
  unlinkSync(path)
  return {
    descriptor,
    end() {
      const { size } = fstatSync(descriptor)
      const bytes = Buffer.alloc(Math.min(size, MOST))
      readSync(descriptor, bytes, 0, bytes.length, size - bytes.length)
      closeSync(descriptor)
      return bytes.toString('utf8').trim()
    },
  }
}
