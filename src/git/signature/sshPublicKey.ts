import { createPublicKey, type KeyObject } from 'node:crypto'
import { MalformedBlob, readWire, type WireReader } from './sshWire.ts'

export type Curve = { hash: 'sha256' | 'sha384' | 'sha512'; jwk: string; size: number }

/** A public key of a type that this version reads. `application` is set for security keys only. */
export type SshPublicKey = { type: string; key: KeyObject; application?: Buffer } & (
  | { family: 'ed25519' }
  | { family: 'ecdsa'; curve: Curve }
  | { family: 'rsa'; size: number }
)

/** A well-formed key of a type that this version does not read. */
export class UnreadKeyType extends Error {}

const CURVES: Record<string, Curve> = {
  nistp256: { hash: 'sha256', jwk: 'P-256', size: 32 },
  nistp384: { hash: 'sha384', jwk: 'P-384', size: 48 },
  nistp521: { hash: 'sha512', jwk: 'P-521', size: 66 },
}

/**
 * Reads an OpenSSH public key blob. Since each key has one spelling here, its text can be compared.
 * @throws MalformedBlob where the blob, or the key in it, is not valid; UnreadKeyType.
 */
export function parseSshPublicKey(blob: Buffer): SshPublicKey {
  const read = readWire(blob, 'the public key')
  const type = read.text()
  const parsed = readKey(type, read)
  read.end()
  return parsed
}

/**
 * The fields of a key that follow its type; what stands behind them is the caller's.
 * @throws MalformedBlob, UnreadKeyType
 */
export function readKey(type: string, read: WireReader): SshPublicKey {
  switch (type) {
    case 'ssh-ed25519':
      return { type, family: 'ed25519', key: ed25519(read.string()) }
    case 'sk-ssh-ed25519@openssh.com':
      return { type, family: 'ed25519', key: ed25519(read.string()), application: read.string() }
    case 'ecdsa-sha2-nistp256':
    case 'ecdsa-sha2-nistp384':
    case 'ecdsa-sha2-nistp521':
      return { type, family: 'ecdsa', ...ecdsa(type.slice('ecdsa-sha2-'.length), read.text(), read.string()) }
    case 'sk-ecdsa-sha2-nistp256@openssh.com': {
      const parts = ecdsa('nistp256', read.text(), read.string())
      return { type, family: 'ecdsa', ...parts, application: read.string() }
    }
    case 'ssh-rsa':
      return { type, family: 'rsa', ...rsa(read.positive(), read.positive()) }
  }
  throw new UnreadKeyType(`keys of type ${JSON.stringify(type.slice(0, 60))} are not read in this version`)
}

function ed25519(point: Buffer): KeyObject {
  if (point.length !== 32) throw new MalformedBlob('an ed25519 key does not have 32 bytes')
  return fromJwk({ kty: 'OKP', crv: 'Ed25519', x: point.toString('base64url') })
}

function ecdsa(expected: string, name: string, point: Buffer): { curve: Curve; key: KeyObject } {
  const curve = CURVES[expected]
  if (!curve || name !== expected) throw new MalformedBlob('an ECDSA key names another curve than its type')
  const { jwk, size } = curve
  if (point.length !== 1 + 2 * size || point[0] !== 4)
    throw new MalformedBlob('an ECDSA key is no whole point')
  const [x, y] = [point.subarray(1, 1 + size), point.subarray(1 + size)]
  return {
    curve,
    key: fromJwk({ kty: 'EC', crv: jwk, x: x.toString('base64url'), y: y.toString('base64url') }),
  }
}

function rsa(exponent: Buffer, modulus: Buffer): { size: number; key: KeyObject } {
  const bits = modulus.length * 8 - Math.clz32(modulus[0] ?? 0) + 24
  if (bits < 2048) throw new MalformedBlob(`its RSA key has ${bits} bits, fewer than 2048`)
  // Beyond these, one signature could keep a server busy for seconds.
  if (bits > 16_384 || exponent.length > 8) throw new MalformedBlob('its RSA key is too large')
  if (modulus.readUInt8(modulus.length - 1) % 2 === 0 || exponent.readUInt8(exponent.length - 1) % 2 === 0)
    throw new MalformedBlob('its RSA key has an even number')
  if (exponent.length === 1 && exponent[0] === 1) throw new MalformedBlob('its RSA key has the exponent 1')
  const key = fromJwk({ kty: 'RSA', n: modulus.toString('base64url'), e: exponent.toString('base64url') })
  return { size: modulus.length, key }
}

function fromJwk(jwk: { kty: string; [field: string]: string }): KeyObject {
  try {
    return createPublicKey({ format: 'jwk', key: jwk })
  } catch {
    throw new MalformedBlob('its public key is no key at all')
  }
}
