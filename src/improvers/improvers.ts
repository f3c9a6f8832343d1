import type { Digest } from '../model/change.ts'
import type { Improver } from '../model/finding.ts'
import { createDocs } from './docs.ts'
import { createLint } from './lint.ts'
import { createTests } from './tests.ts'
import { createTypes } from './types.ts'

/** Every improver, in the order of trust. `digest` gives the `sha256:` digest of a text. */
export function createImprovers(digest: (text: string) => Digest): Improver[] {
  return [createDocs(digest), createTypes(digest), createLint(digest), createTests(digest)]
}
