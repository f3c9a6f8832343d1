import { shown } from './oddCharacter.ts'

/** A public key in its one spelling: type and canonical base64, without a comment. */
export type PublicKey = { type: string; key: string }

type Kind = {
  /** Lengths of the fields after the type; 0 means any, `text:` what the field must say. */
  fields: (number | `text:${string}`)[]
  /** The security key's own flag says whether it was touched. */
  touch: boolean
}

const POINTS = { nistp256: 65, nistp384: 97, nistp521: 133 }
const ecdsa = (curve: keyof typeof POINTS): Kind => ({
  fields: [`text:${curve}`, POINTS[curve]],
  touch: false,
})

/** The kinds that `ssh-keygen -Y sign` signs with (OpenSSH's PROTOCOL, PROTOCOL.u2f, sshkey.c). */
const SIGNING = new Map<string, Kind>([
  ['ssh-ed25519', { fields: [32], touch: false }],
  ['ssh-rsa', { fields: [0, 0], touch: false }],
  ['ecdsa-sha2-nistp256', ecdsa('nistp256')],
  ['ecdsa-sha2-nistp384', ecdsa('nistp384')],
  ['ecdsa-sha2-nistp521', ecdsa('nistp521')],
  ['sk-ssh-ed25519@openssh.com', { fields: [32, 0], touch: true }],
  ['sk-ecdsa-sha2-nistp256@openssh.com', { fields: ['text:nistp256', 65, 0], touch: true }],
])

/** Whether a key as `readPersonKey` gives it can sign a commit at all (`ssh-dss` can't). */
export function canSign(key: string): boolean {
  return key.startsWith('openpgp:') || SIGNING.has(key.split(' ')[0] ?? '')
}

/** Whether a key can prove that somebody touched it. */
export function canShowPresence(key: string): boolean {
  return SIGNING.get(key.split(' ')[0] ?? '')?.touch ?? false
}

/**
 * Reads one line of an OpenSSH public key file.
 * One key has one spelling here: two that differ only in comment, base64 padding bits, trailing bytes
 * or leading zeros would let one person count as two.
 * @returns the key, or in words why the text is none.
 */
export function readPublicKey(text: string): PublicKey | string {
  if (/PRIVATE KEY/.test(text)) return 'this is a private key: take it out, and never use it again'
  if (/-cert-v\d+@/.test(text)) return 'this is a certificate: give the key that it was made for'
  const [type = '', base64 = ''] = text
    .trim()
    .replace(/^key::/, '')
    .split(/[ \t]+/)
  if (!/^[a-z0-9@.-]+$/.test(type) || !/^AAAA[A-Za-z0-9+/]*={0,2}$/.test(base64))
    return `must be the line of a .pub file (ssh-ed25519 AAAA...), not "${shown(text)}"`
  const bytes = decode(base64)
  const fields = bytes === null ? null : readFields(bytes)
  if (bytes === null || fields === null) return 'the key is cut short or damaged: copy the whole line again'
  const inner = fields[0] ?? ''
  if (inner !== type) return `the line says ${type}, but the key within is ${shown(inner)}`
  const kind = SIGNING.get(type)
  const wrong = kind && fieldProblem(type, kind, fields.slice(1))
  return wrong || { type, key: `${type} ${btoa(bytes)}` }
}

function fieldProblem(type: string, kind: Kind, fields: string[]): string | null {
  const fits = kind.fields.every((rule, index) => {
    const field = fields[index] ?? ''
    if (typeof rule === 'string') return `text:${field}` === rule
    return rule === 0 ? field !== '' : field.length === rule
  })
  if (!fits || fields.length !== kind.fields.length) return `this is no ${type} key: its parts don't fit`
  return type === 'ssh-rsa' ? rsaProblem(fields[0] ?? '', fields[1] ?? '') : null
}

/** A modulus under 2048 bits can be broken, and OpenSSH itself begins to refuse it. */
function rsaProblem(exponent: string, modulus: string): string | null {
  if (!isPositive(exponent) || !isPositive(modulus)) return "this is no ssh-rsa key: its parts don't fit"
  const bytes = modulus.charCodeAt(0) === 0 ? modulus.slice(1) : modulus
  const bits = bytes.length * 8 - Math.clz32(bytes.charCodeAt(0)) + 24
  return bits < 2048 ? `an RSA key of ${bits} bits is too weak: 2048 at the least` : null
}

/** RFC 4251: the top bit is the sign, so a zero stands in front of it, and nowhere else. */
function isPositive(number: string): boolean {
  const first = number.charCodeAt(0)
  return first === 0 ? number.charCodeAt(1) > 127 : first < 128
}

/** The blob as one character a byte (what `atob` gives), or null when it is no base64. */
function decode(base64: string): string | null {
  try {
    return atob(base64)
  } catch {
    return null
  }
}

/** RFC 4251 strings, one after the other, up to the very end. */
function readFields(bytes: string): string[] | null {
  const fields: string[] = []
  let at = 0
  while (at < bytes.length) {
    if (at + 4 > bytes.length) return null
    const byte = (index: number) => bytes.charCodeAt(at + index)
    const length = byte(0) * 2 ** 24 + (byte(1) << 16) + (byte(2) << 8) + byte(3)
    at += 4
    if (at + length > bytes.length) return null
    fields.push(bytes.slice(at, at + length))
    at += length
  }
  return fields
}
