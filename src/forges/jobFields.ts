import type { Oid } from '../model/change.ts'
import { EXIT, Failure } from '../model/failure.ts'
import type { JobEnvironment } from './job.ts'

const OID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/

/** A value somewhere in an event, or undefined: events are other people's JSON. */
export function fieldOf(event: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, key)
          ? (value as Record<string, unknown>)[key]
          : undefined,
      event,
    )
}

/** @throws Failure when it is not there or no object name in full. */
export function oidOf(value: unknown, what: string): Oid {
  if (typeof value === 'string' && OID.test(value) && !/^0+$/.test(value)) return value
  throw malformed(what)
}

/**
 * The head that a forge's interface names.
 * @throws Failure (125) where it has none yet: a new proposal is prepared for a while.
 */
export function headOf(value: unknown, number: number): Oid {
  if (typeof value === 'string' && OID.test(value)) return value
  throw new Failure(`the forge names no head for ${number} yet; nothing is decided`, [], EXIT.inconclusive)
}

/** The same, where git's zeros, and nothing else, stand for none. */
export function oidOrNull(value: unknown, what: string): Oid | null {
  return typeof value === 'string' && OID.test(value) && /^0+$/.test(value) ? null : oidOf(value, what)
}

/** @throws Failure when it is no whole number above zero. */
export function numberOf(value: unknown, what: string): number {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value
  if (typeof number === 'number' && Number.isSafeInteger(number) && number > 0) return number
  throw malformed(what)
}

/** A branch or tag in full that can stand in a refspec. @throws Failure for everything else. */
export function refOf(value: unknown, what: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what git forbids in names
  const odd = /[\u0000-\u0020\u007f~^:?*[\\]|\.\.|@\{|\/\/|\/$|\.$|\.lock(?:\/|$)|\/\./
  if (typeof value === 'string' && /^refs\/[^/]+\/./.test(value) && !odd.test(value)) return value
  throw malformed(what)
}

/** A variable that the job must have. @throws Failure that says where it comes from. */
export function variable(env: JobEnvironment, name: string): string {
  const value = env[name]
  if (value) return value
  throw new Failure(`${name} is not set: verify --forge runs inside a CI job of the forge, which sets it`)
}

export function malformed(what: string): Failure {
  return new Failure(`the event of this job cannot be read: ${what} is missing or has another form`)
}
