import type { Frozen } from './frozen.ts'
import type { TrialStep } from './trial.ts'

/** An error that came. `engine` where JavaScript itself threw it, in words that are nobody's choice. */
export type ErrorSeen = { name: string; message: string; engine: boolean }

/** What the last step of a script came to, as data that a test can state; `untold` for what cannot be written down. */
export type Outcome =
  | { how: 'gives' | 'settles'; value: Frozen }
  | { how: 'throws' | 'refuses'; error: ErrorSeen }
  | { how: 'untold' }

/** A little program over a module, of which the last step is what is tested, and what that step came to. */
export type TestCase = { steps: TrialStep[]; outcome: Exclude<Outcome, { how: 'untold' }> }
