import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What a file keeps, as `writeKeptFile` wrote it; null where there is none that can be read. Sets come back as such. */
export function readKeptFile(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'), (_, value) =>
      Array.isArray(value?.aSet) ? new Set(value.aSet) : value,
    )
  } catch {
    return null
  }
}

/**
 * Keeps something that can be found again when it is gone: that it can't be kept spoils nothing. It is written under another name
 * first, so that a file that is there is whole.
 * @param most files of its folder: the oldest go.
 */
export function writeKeptFile(file: string, value: unknown, most: number): void {
  const folder = dirname(file)
  try {
    mkdirSync(folder, { recursive: true })
    const text = JSON.stringify(value, (_, one) => (one instanceof Set ? { aSet: [...one] } : one))
    writeFileSync(`${file}.${process.pid}`, text)
    renameSync(`${file}.${process.pid}`, file)
    const all = readdirSync(folder, { withFileTypes: true })
      .filter(one => one.isFile())
      .map(({ name }) => ({ name, at: statSync(join(folder, name)).mtimeMs }))
    for (const { name } of all.sort((a, b) => b.at - a.at).slice(most))
      rmSync(join(folder, name), { force: true })
  } catch {
    // A full disk or a folder of another user's.
  }
}
