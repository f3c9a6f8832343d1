import type { Candidate, CheckResult } from '../model/check.ts'
import type { CheckName } from '../model/policy.ts'
import type { Limits, Sandbox } from '../sandbox/sandbox.ts'
import type { CheckCache } from './checkCache.ts'
import type { KeptRuns } from './testing/keptRuns.ts'

/** What the checks of one candidate share. */
export type CheckContext = {
  sandbox: Sandbox
  settings: { tests: string | null; audit?: boolean; coverage?: boolean; noticed?: number }
  /** For each command that a check runs. */
  limits: Limits
  /** What the sandbox lends beside the trees: the user's installed dependencies. */
  readable: string[]
  /** The user's work tree, or null. Its place shows the exported tree inside the sandbox. */
  workTree: string | null
  /** Where the built probes stand: what runs inside of the sandbox beside the repository's code. */
  probes: string
  cache: CheckCache
  /** Where runs of the tests are kept between checks; nowhere when it is left out. */
  kept?: KeptRuns
  /** Names the base's content, so that what was found out about it serves the next candidate too. */
  baseKey: string
}

/** One proof. `cost` orders them: cheap ones run first, so that a bad candidate costs little. */
export type Check = {
  name: CheckName
  cost: number
  run(candidate: Candidate, context: CheckContext): Promise<CheckResult>
}
