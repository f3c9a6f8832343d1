import type { Digest } from '../model/change.ts'
import type { Improver } from '../model/finding.ts'
import { createDocs } from './docs.ts'
import { createForeign, foreignName } from './foreign.ts'
import { createLint } from './lint.ts'
import { createPatterns } from './patterns.ts'
import { createPerformance } from './performance.ts'
import { createRepair } from './repair.ts'
import { createTests } from './tests.ts'
import { createTypes } from './types.ts'

/**
 * Every improver: what is broken first, then in the order of trust, then the repository's own.
 * @param digest gives the `sha256:` digest of a text. @param own the files of the repository's own.
 */
export function createImprovers(digest: (text: string) => Digest, own: string[] = []): Improver[] {
  const ours = [
    createRepair,
    createDocs,
    createTypes,
    createLint,
    createPatterns,
    createTests,
    createPerformance,
  ].map(create => create(digest))
  return [...ours, ...own.map(path => createForeign(foreignName(path), digest))]
}
