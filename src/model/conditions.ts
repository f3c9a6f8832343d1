import type { Digest, Oid, Path } from './change.ts'
import type { CheckName } from './policy.ts'

/** Everything that a verdict hangs on beside the code of the checks: with the same conditions the same should come out. */
export type Conditions = {
  /** The two trees that were compared. */
  baseTree: Oid
  tree: Oid
  /** What the head's lock files say, by their digests. */
  locks: { [path: Path]: Digest }
  required: CheckName[]
  /** `checks.tests` of the policy. */
  tests: string | null
  /** For each command that a check runs. */
  limits: {
    timeoutMs: number
    memoryBytes: number
    processes: number
    outputBytes: number
    diskBytes: number
  }
  /** What everything that is drawn by chance begins with. */
  seed: number
  node: string
  system: string
  git: string
  version: string
}
