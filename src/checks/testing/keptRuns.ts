import { hash } from 'node:crypto'
import { join } from 'node:path'
import type { SandboxKind } from '../../model/check.ts'
import { readKeptFile, writeKeptFile } from '../keptFile.ts'
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
  const known = readKeptFile(file)
  if (known !== null) return known as T
  const found = await find()
  const { ended, code } = runOf(found)
  if (ended === 'exit' && code !== null) writeKeptFile(file, found, MOST)
  return found
}
