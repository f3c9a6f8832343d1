import { createHash, verify } from 'node:crypto'
import type { SshPublicKey } from './sshPublicKey.ts'
import { MalformedBlob, readWire } from './sshWire.ts'

/** Security keys set this bit when somebody touched them (FIDO's "user present"). */
const USER_PRESENT = 1
/** And this one when it also asked for a PIN or a finger ("user verified"). */
const USER_VERIFIED = 4
// Not ssh-rsa, which is SHA-1.
const RSA_HASHES = new Map([
  ['rsa-sha2-256', 'sha256'],
  ['rsa-sha2-512', 'sha512'],
])

/** What a security key says of its user; both false for any other key. */
export type Touch = { userPresent: boolean; userVerified: boolean }

/**
 * Checks the signature blob of one key over some bytes.
 * @returns null when it is not this key's signature over these bytes.
 * @throws MalformedBlob
 */
export function verifySsh(key: SshPublicKey, blob: Buffer, signed: Buffer): Touch | null {
  const read = readWire(blob, 'the signature')
  const algorithm = read.text()
  const accepted = key.family === 'rsa' ? RSA_HASHES.has(algorithm) : algorithm === key.type
  if (!accepted)
    throw new MalformedBlob(`a ${key.type} key does not sign with ${JSON.stringify(algorithm.slice(0, 60))}`)
  const raw = read.string()
  const flags = key.application ? read.byte() : 0
  const counter = key.application ? read.uint32() : 0
  read.end()
  const data = key.application ? authenticatorData(key.application, flags, counter, signed) : signed
  if (!verifyRaw(key, algorithm, raw, data)) return null
  return { userPresent: (flags & USER_PRESENT) !== 0, userVerified: (flags & USER_VERIFIED) !== 0 }
}

/** What a security key signs (OpenSSH's PROTOCOL.u2f): hashes of application and message around its state. */
function authenticatorData(application: Buffer, flags: number, counter: number, signed: Buffer): Buffer {
  const state = Buffer.alloc(5)
  state.writeUInt8(flags)
  state.writeUInt32BE(counter, 1)
  return Buffer.concat([sha256(application), state, sha256(signed)])
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest()
}

function verifyRaw(key: SshPublicKey, algorithm: string, raw: Buffer, data: Buffer): boolean {
  switch (key.family) {
    case 'ed25519':
      return raw.length === 64 && verify(null, data, key.key, raw)
    case 'ecdsa': {
      const read = readWire(raw, 'the ECDSA signature')
      const [r, s] = [read.positive(), read.positive()]
      read.end()
      const { hash, size } = key.curve
      if (r.length > size || s.length > size) return false
      const pair = Buffer.concat([padded(r, size), padded(s, size)])
      return verify(hash, data, { key: key.key, dsaEncoding: 'ieee-p1363' }, pair)
    }
    case 'rsa':
      // Some agents leave leading zeros away, and OpenSSH puts them back.
      if (raw.length > key.size) return false
      return verify(RSA_HASHES.get(algorithm), data, key.key, padded(raw, key.size))
  }
}

function padded(number: Buffer, size: number): Buffer {
  return Buffer.concat([Buffer.alloc(size - number.length), number])
}
