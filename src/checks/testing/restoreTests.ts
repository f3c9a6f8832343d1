import { cp, mkdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Path } from '../../model/change.ts'
import type { Candidate } from '../../model/check.ts'
import { kindOf } from '../../sandbox/readTreeFile.ts'
import { restoreScripts } from '../restoreScripts.ts'
import { isManifest } from './steersTests.ts'

/**
 * Makes a copy of the head into the head's program under the base's tests: each of the paths is what it was in the
 * base, or nothing where the base has none. Of a package.json only scripts and the settings of runners are.
 */
export async function restoreTests(candidate: Candidate, copy: string, steering: Path[]): Promise<void> {
  await restoreScripts(candidate, copy, 'settings')
  for (const path of steering) {
    if (isManifest(path)) continue
    await rm(join(copy, path), { recursive: true, force: true })
    if (kindOf(candidate.base, path) === null) continue
    await mkdir(dirname(join(copy, path)), { recursive: true })
    await cp(join(candidate.base, path), join(copy, path), { verbatimSymlinks: true })
  }
}
