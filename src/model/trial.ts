import type { Path } from './change.ts'
import type { Frozen } from './frozen.ts'
import type { Outcome } from './testCase.ts'

/** One thing done to a module. `of` is the earlier step whose result it is done to, or null for the module itself. */
export type TrialStep = {
  of: number | null
  /** Names of properties, from there on: the last one is read, called or constructed; none means the result itself. */
  path: string[]
  does: 'read' | 'call' | 'new' | 'set'
  args: Frozen[]
  /** The object that a function is called on, as `call` does it. Without it, that is what the function was found in. */
  on?: Frozen
}

/** A little program over a module's exports. */
export type Script = {
  steps: TrialStep[]
  /** Whether a promise is waited for before the next step, or all of them at the end. */
  waits: boolean
}

/** What one script showed, in canonical words; equal texts mean that nothing different was seen. */
export type Observation =
  /** `hits` are the marks of statements that it passed, where the module has such marks, and `times` how often it did each. */
  | { seen: string; hits?: number[]; times?: number[]; kept?: Kept }
  /** The process was still busy when its time was over. */
  | { hangs: true }
  /** The process ended by itself, or could not load the module. */
  | { ends: string }

/**
 * What the last step of a script came to, as data. `altered` are the places of its arguments that are another value afterwards, and
 * `waited` how far the clock was moved, in milliseconds.
 */
export type Kept = { outcome: Outcome; altered: number[]; waited: number }

/** What puts bundles of a module through scripts, each bundle in a process of its own. */
export type TrialPlan = {
  /** The exported tree; its name is taken out of what is seen. */
  tree: string
  scripts: Script[]
  /** `runs` are the places of its scripts, in the order in which to run them. */
  bundles: { file: Path; runs: number[] }[]
  /** What each script is to show: a bundle is given up at the first that shows anything else. null: all are run. */
  until: (string | null)[] | null
  /** How long one script may take, in milliseconds. */
  patienceMs: number
  /** After how many scripts that hung or ended the process all that come behind are given up. */
  mostLost: number
  /**
   * What no caller may look at: `_name` of anything, `Class.name` of a class and its objects, `Class.name()` for that they can do
   * it, and `instanceof Name` for that something is of that exported class.
   */
  hidden: string[]
  /** Whether what scripts come to is kept as data too, and in which of two surroundings: another day, place and language. */
  keeps?: 'here' | 'elsewhere'
}

/** A line of what the umpire prints. `bundle` and `script` are places in the plan. */
export type TrialLine =
  | { bundle: number; script: number; shows: Observation }
  /** The marks that were passed while the bundle was loaded, and what was to be seen of that. */
  | { bundle: number; loading: number[]; seen: string }
  | { failed: string }

/**
 * One call of an instrumented function, noted while the repository's tests ran. `site` is its offset in the module; `on` names
 * the object whose method or constructor it was.
 */
export type RecordedCall = { module: Path; site: number; args: Frozen[]; on: string | null }

/** What is asked of a value, each of which a test can state: the value itself, or something that is told of it. */
export type Asked =
  | 'itself'
  | 'items'
  | 'own'
  | 'keys'
  | 'text'
  | 'type'
  | 'isPromise'
  | 'isFrozen'
  | `is ${string}`
  | `of ${string}`

/**
 * An answer, by the name that the value has in a test: `r0` is what step 0 came to, `p0` its promise, `a0_1` an argument of it, `on0` what it
 * was called on; `calls` are the arguments with which functions that were handed over were called, and `selves` on what. `is` names another
 * value that is the same one, `of` an exported class. null for what cannot be written down.
 */
export type Answer = { at: number; name: string; asked: Asked; answer: Frozen | null }

/** How a step ended. Of an error the words are left out where they are the engine's, and `more` are its own other properties. */
export type Ended =
  | { how: 'gives' | 'settles' }
  | { how: 'throws' | 'refuses'; error: { name: string; message: string | null; more: [string, Frozen][] } }
  | { how: 'throws' | 'refuses'; thrown: Frozen | null }

/** What a script came to by the machine's own clock and without a stage, as data that a test could state. */
export type Witness = {
  steps: Ended[]
  /** `at` is the step behind which it was asked; behind all steps it is their number, and a turn later one more. */
  answers: Answer[]
  /** What functions that choose their answer were asked, by their numbers, and which answer they chose. */
  chosen: { by: number; args: Frozen | null; answer: number }[]
}

/** What instrumented code calls, by names that no program has. */
export const TRIAL_GLOBALS = {
  /** A marked statement is passed: (mark). */
  passed: '__gitImproverPassed',
  /** An instrumented function is called: (module, site, arguments, object). */
  called: '__gitImproverCalled',
} as const

/** The variable of the environment that names the file to write calls to. */
export const CALLS_FILE = 'GIT_IMPROVER_CALLS'
