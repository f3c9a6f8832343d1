import { hash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SandboxKind } from '../../model/check.ts'
import type { TestRun } from './runTests.ts'

/**
 * Where what a run of the tests gave is kept, so that a check that was broken off goes on where it stopped. The keys name
 * all that a run hangs on: trees, node, dependencies, limits.
 */
export type KeptRuns = { folder: string; base: string; both: string }

/** Files in the folder; each may be some hundred kB. */
const MOST = 40

/**
 * The kept answer, or the one found now, which is kept. A run that came to its limits is never kept, since that may be
 * the machine's doing; nor is anything where no walls stand between the repository's code and the folder.
 */
export async function keepRun<T>(
  kept: KeptRuns | undefined,
  sandbox: SandboxKind,
  [side, ...what]: ['base' | 'both', ...string[]],
  find: () => Promise<T>,
  runOf: (found: T) => TestRun,
): Promise<T> {
  if (!kept || sandbox === 'none') return find()
  const file = join(
    kept.folder,
    `${hash('sha256', JSON.stringify([kept[side], sandbox, side, ...what]), 'hex')}.json`,
  )
  const known = read<T>(file)
  if (known !== null) return known
  const found = await find()
  const { ended, code } = runOf(found)
  if (ended === 'exit' && code !== null) write(kept.folder, file, found)
  return found
}

function read<T>(file: string): T | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8'), (_, value) =>
      Array.isArray(value?.aSet) ? new Set(value.aSet) : value,
    ) as T
  } catch {
    return null
  }
}

/** Under another name first: a file that is there is whole. That nothing can be kept spoils no check. */
function write(folder: string, file: string, value: unknown): void {
  try {
    mkdirSync(folder, { recursive: true })
    const text = JSON.stringify(value, (_, one) => (one instanceof Set ? { aSet: [...one] } : one))
    writeFileSync(`${file}.${process.pid}`, text)
    renameSync(`${file}.${process.pid}`, file)
    const all = readdirSync(folder).map(name => ({ name, at: statSync(join(folder, name)).mtimeMs }))
    for (const { name } of all.sort((a, b) => b.at - a.at).slice(MOST))
      rmSync(join(folder, name), { force: true })
  } catch {
    // A full disk or a folder of another user's.
  }
}
