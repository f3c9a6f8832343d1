import { appendFileSync } from 'node:fs'
import { CALLS_FILE, type RecordedCall, TRIAL_GLOBALS } from '../../model/trial.ts'
import { freeze } from '../values/freeze.ts'

/**
 * Loaded into every process that the repository's tests start: writes down with what instrumented functions are called.
 * It must never disturb them: what can't be written down is left out, and nothing is thrown.
 */
const MOST_A_SITE = 3_000
const MOST_OBJECTS = 1_500
const MOST_AN_OBJECT = 16
const MOST_TEXT = 4_000

const file = process.env[CALLS_FILE]
const seen = new Map<string, Set<string>>()
const objects = new WeakMap<object, { name: string; calls: number }>()
let named = 0
let busy = false

if (file)
  Object.defineProperty(globalThis, TRIAL_GLOBALS.called, {
    enumerable: false,
    value(module: string, site: number, args: ArrayLike<unknown>, self?: unknown): void {
      // Freezing looks at the arguments, which may be what is instrumented.
      if (busy) return
      busy = true
      try {
        note(module, site, args, self)
      } catch {
        // A recording is a gift; its absence is told by its being short.
      } finally {
        busy = false
      }
    },
  })

function note(module: string, site: number, args: ArrayLike<unknown>, self: unknown): void {
  const on = isObject(self) ? nameOf(self) : null
  const known = seen.get(`${module}:${site}`) ?? new Set()
  seen.set(`${module}:${site}`, known)
  if (on === '' || (on === null && known.size >= MOST_A_SITE)) return
  const frozen = Array.from(args, freeze)
  if (frozen.includes(null)) return
  const call: RecordedCall = { module, site, args: frozen.map(one => one!.frozen), on }
  const line = JSON.stringify(call)
  if (line.length > MOST_TEXT || (on === null && known.has(line))) return
  if (on === null) known.add(line)
  appendFileSync(file as string, `${line}\n`)
}

const isObject = (one: unknown): one is object =>
  typeof one === 'object' &&
  one !== null &&
  one !== globalThis &&
  Object.getPrototypeOf(one) !== Object.prototype

/** The object's name, by which its calls belong together; empty when it has had enough of them. */
function nameOf(one: object): string {
  const known = objects.get(one) ?? {
    name: named < MOST_OBJECTS ? `${process.pid}:${named++}` : '',
    calls: 0,
  }
  objects.set(one, known)
  return ++known.calls > MOST_AN_OBJECT ? '' : known.name
}
