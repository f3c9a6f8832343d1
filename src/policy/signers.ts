import { emailProblem, normalEmail } from './emailAddress.ts'
import { oddCharacter, shown } from './oddCharacter.ts'
import { personKeyProblem, readPersonKey } from './personKey.ts'
import { canSign, readPublicKey } from './publicKey.ts'
import { all, exactly, takesWhole } from './wildcards.ts'

const FINGERPRINT = /^SHA256:[A-Za-z0-9+/]{43}$/
const SERIAL = /^(\d{1,20})(?:-(\d{1,20}))?$/
const DURATION = /^(\d{1,3})([dh])$/
const HIGHEST_SERIAL = 2n ** 64n - 1n

/** What is wrong with the key of a certificate authority, in words, or null. */
export function authorityKeyProblem(line: string): string | null {
  const read = readPublicKey(line)
  if (typeof read === 'string') return read
  return canSign(read.key) ? null : `keys of type ${read.type} can't sign certificates that are read here`
}

/**
 * What is wrong with a pattern of addresses, in words, or null: `*@example.org`, `*.ops@example.org`. The
 * domain stands there whole, since an authority that could speak for any domain could speak for anybody.
 */
export function emailPatternProblem(pattern: string): string | null {
  const odd = oddCharacter(pattern, 'ascii')
  if (odd) return `a pattern must be ASCII, and this one contains ${odd.name}`
  const domain = pattern.slice(pattern.lastIndexOf('@'))
  if (
    /[*?[\]{}]/.test(domain) ||
    pattern.includes('?') ||
    emailProblem(pattern.replaceAll('*', 'x')) !== null
  )
    return `must be an address in which * stands for part of the name, such as *@example.org, not "${shown(pattern)}"`
  return null
}

/** Whether one of an authority's patterns covers this address. Something that is no address is never covered. */
export function coversEmail(patterns: readonly string[], email: string): boolean {
  if (emailProblem(email) !== null) return false
  const text = normalEmail(email)
  return patterns.some(pattern => {
    const at = pattern.lastIndexOf('@')
    const name = [...pattern.slice(0, at)].map(char => (char === '*' ? all : exactly(char)))
    const cut = text.lastIndexOf('@')
    return text.slice(cut) === pattern.slice(at) && takesWhole(name, text.slice(0, cut))
  })
}

/** What is wrong with a key or fingerprint that is revoked, in words, or null. */
export function revokedKeyProblem(text: string): string | null {
  if (FINGERPRINT.test(text)) return null
  if (/^(?:SHA256|MD5):/i.test(text))
    return `must be a whole fingerprint as ssh-keygen -l prints it (SHA256: and 43 characters), not "${shown(text)}"`
  return personKeyProblem(text)
}

/** A revoked key in the one spelling that it is compared in. Takes only what has no problem. */
export function revokedKey(text: string): string {
  const read = FINGERPRINT.test(text) ? { key: text } : readPersonKey(text)
  if (typeof read === 'string') throw new TypeError(`an unchecked key: ${read}`)
  return read.key
}

/** What is wrong with a serial number or a range of them, in words, or null. */
export function serialProblem(text: string): string | null {
  const [, first, last = first] = SERIAL.exec(text) ?? []
  if (
    first !== undefined &&
    last !== undefined &&
    BigInt(first) <= BigInt(last) &&
    BigInt(last) <= HIGHEST_SERIAL
  )
    return null
  return `must be a serial number (42) or a range of them (40-49), not "${shown(text)}"`
}

/** Whether a serial number or range as `serialProblem` allows it holds the number `serial`. */
export function holdsSerial(range: string, serial: string): boolean {
  const [, first = '', last = first] = SERIAL.exec(range) ?? []
  return first !== '' && BigInt(first) <= BigInt(serial) && BigInt(serial) <= BigInt(last)
}

/** What is wrong with a length of time, in words, or null. */
export function durationProblem(text: string): string | null {
  return DURATION.test(text) ? null : `must be days or hours, such as 14d or 36h, not "${shown(text)}"`
}

/** In seconds. Takes only what has no problem; a number is seconds already. */
export function durationOf(duration: string | number): number {
  if (typeof duration === 'number') return duration
  const [, count = '0', unit] = DURATION.exec(duration) ?? []
  return Number(count) * (unit === 'h' ? 3600 : 86_400)
}
