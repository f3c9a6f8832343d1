import { types } from 'node:util'
import type { Frozen } from '../../model/frozen.ts'
import type { ErrorSeen, Outcome } from '../../model/testCase.ts'
import type { Kept } from '../../model/trial.ts'
import { freeze } from '../values/freeze.ts'
import { isOwnError } from '../values/ownErrors.ts'

/** Keeps what the last step of a script comes to as data, at the moment in which it comes. */
export type Keeper = {
  begin(at: number, args: unknown[]): void
  gives(at: number, value: unknown): void
  settles(at: number, value: unknown): void
  throws(at: number, error: unknown): void
  refuses(at: number, error: unknown): void
  end(): void
  take(): Kept
}

/** @param last the number of the step. @param clock one that stands until it is moved. */
export function createKeeper(last: number, clock: { now: number }): Keeper {
  const started = clock.now
  let outcome: Outcome = { how: 'untold' }
  let waited = 0
  let altered: number[] = []
  let given: { value: unknown; before: string }[] = []
  const isSteps: boolean[] = []
  const note = (at: number, found: Outcome) => {
    if (at !== last) return
    outcome = found
    waited = clock.now - started
  }
  return {
    begin(at, args) {
      if (at === last) given = args.map(value => ({ value, before: wordsOf(value) }))
    },
    gives(at, value) {
      // Of an earlier step a test would have to know that it is to be waited for.
      if (at !== last) isSteps.push(isThenable(value))
      else if (!isThenable(value)) note(at, told('gives', value))
    },
    settles: (at, value) => note(at, told('settles', value)),
    throws(at, error) {
      if (at !== last) isSteps.push(true)
      note(at, failed('throws', error))
    },
    refuses: (at, error) => note(at, failed('refuses', error)),
    end() {
      altered = given.flatMap(({ value, before }, at) => (wordsOf(value) === before ? [] : [at]))
    },
    take: () => ({ outcome: isSteps.includes(true) ? { how: 'untold' } : outcome, altered, waited }),
  }
}

function told(how: 'gives' | 'settles', value: unknown): Outcome {
  const frozen = freeze(value)
  return frozen === null || holdsCode(frozen.frozen) ? { how: 'untold' } : { how, value: frozen.frozen }
}

function failed(how: 'throws' | 'refuses', error: unknown): Outcome {
  const seen = errorSeen(error)
  return seen === null ? { how: 'untold' } : { how, error: seen }
}

const NATIVE = [TypeError, RangeError, ReferenceError, SyntaxError, URIError].map(kind => kind.prototype)

function errorSeen(error: unknown): ErrorSeen | null {
  if (!types.isNativeError(error)) return null
  try {
    // The system's own: which file there is or is not says nothing of the code.
    if (typeof (error as NodeJS.ErrnoException).syscall === 'string') return null
    // Of SyntaxError and URIError it is not known who made them; their words are the engine's nearly always.
    const engine = NATIVE.includes(Object.getPrototypeOf(error)) && !isOwnError(error)
    const [name, message] = [String(error.name), String(error.message)]
    return { name, message: engine ? '' : message, engine }
  } catch {
    return null
  }
}

/** A function is kept as another one: nothing that could be stated of a result. */
function holdsCode(value: Frozen): boolean {
  return /"\$":"(?:function|same|symbol)"/.test(JSON.stringify(value))
}

function wordsOf(value: unknown): string {
  return JSON.stringify(freeze(value))
}

function isThenable(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
  )
}
