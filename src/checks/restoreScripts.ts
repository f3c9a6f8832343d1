import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Path } from '../model/change.ts'
import type { Candidate } from '../model/check.ts'
import { readTreeFile } from '../sandbox/readTreeFile.ts'
import { isManifest } from './testing/steersTests.ts'

type Manifest = { [key: string]: unknown }

/** Where runners, and what measures them, are set up inside of a package.json. */
export const RUNNER_KEYS = [
  'ava',
  'jest',
  'mocha',
  'tap',
  'nyc',
  'c8',
  'vitest',
  'babel',
  'tsd',
  'xo',
  'wireit',
  'config',
]

/**
 * Gives each changed package.json of a copy of the head the scripts of its base again, since `npm run
 * test` reads them where it runs, and no candidate may choose how it is judged.
 * @param what `settings` restores those of the runners too.
 */
export async function restoreScripts(
  candidate: Candidate,
  copy: string,
  what: 'scripts' | 'settings' = 'scripts',
): Promise<void> {
  for (const path of candidate.changed.filter(isManifest)) {
    const [before, after] = [manifestOf(candidate.base, path), manifestOf(candidate.head, path)]
    if (before === null || after === null) continue
    const restored: Manifest = { ...after, scripts: before.scripts ?? {} }
    if (what === 'settings')
      for (const key of RUNNER_KEYS) {
        delete restored[key]
        if (before[key] !== undefined) restored[key] = before[key]
      }
    await writeFile(join(copy, path), `${JSON.stringify(restored, null, 2)}\n`)
  }
}

export function manifestOf(tree: string, path: Path): Manifest | null {
  try {
    const value: unknown = JSON.parse(readTreeFile(tree, path) ?? 'null')
    return typeof value === 'object' ? (value as Manifest | null) : null
  } catch {
    return null
  }
}
