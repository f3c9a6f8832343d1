import { execFileSync } from 'node:child_process'
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { wireString } from '../../src/git/signature/sshWire.ts'
import { type TestRepository, tempDir } from '../helpers/gitRepository.ts'

/** A private key file that git can sign with, and the public key as `ssh-ed25519 AAAA...`. */
export type TestKey = { file: string; text: string }

/** A key made by ssh-keygen itself; `options` are its own (`-t`, `-b`). */
export function makeKey(...options: string[]): TestKey {
  const file = join(tempDir(), 'key')
  execFileSync('ssh-keygen', ['-q', '-N', '', '-C', '', '-f', file, ...options], { stdio: 'pipe' })
  const text = readFileSync(`${file}.pub`, 'utf8').trim().split(' ').slice(0, 2).join(' ')
  return { file, text }
}

/** `SHA256:` and the digest of a key line's blob, as ssh-keygen -l prints it. */
export function fingerprintOf(text: string): string {
  const blob = Buffer.from(text.split(' ')[1] ?? '', 'base64')
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`
}

/** Has `git verify-commit` in this repository accept these keys, for any person. */
export function allowSigners(repo: TestRepository, keys: string[]): void {
  const file = join(repo.dir, '.git', 'allowed_signers')
  writeFileSync(file, keys.map(key => `* ${key}\n`).join(''))
  repo.git('config', 'gpg.format', 'ssh')
  repo.git('config', 'gpg.ssh.allowedSignersFile', file)
}

/** The raw bytes of a commit. */
export function rawCommit(repo: TestRepository, oid: string): Buffer {
  return execFileSync('git', ['cat-file', 'commit', oid], { cwd: repo.dir, env: repo.env })
}

/** Writes any bytes as a commit, however malformed. */
export function writeCommit(repo: TestRepository, bytes: Uint8Array): string {
  const args = ['hash-object', '-t', 'commit', '-w', '--stdin', '--literally']
  return execFileSync('git', args, { cwd: repo.dir, env: repo.env, input: bytes, encoding: 'utf8' }).trim()
}

/** Puts an armoured signature in front of the blank line, as git does. */
export function withSignature(payload: Buffer, armour: string, header = 'gpgsig'): Buffer {
  const end = payload.indexOf('\n\n') + 1
  const text = `${header} ${armour.trimEnd().split('\n').join('\n ')}\n`
  return Buffer.concat([payload.subarray(0, end), Buffer.from(text, 'latin1'), payload.subarray(end)])
}

/** Armours any SSHSIG blob as ssh-keygen does. */
export function armoured(blob: Buffer): string {
  const lines = blob.toString('base64').match(/.{1,70}/g) ?? []
  return `-----BEGIN SSH SIGNATURE-----\n${lines.join('\n')}\n-----END SSH SIGNATURE-----\n`
}

/** The fields of an SSHSIG blob, each of which a test may spoil. */
export type SigParts = {
  publicKey: Buffer
  namespace?: string
  reserved?: string
  hash?: string
  signature: Buffer
  version?: number
}

/** An SSHSIG blob from its parts. */
export function sshsig({
  publicKey,
  namespace = 'git',
  reserved = '',
  hash = 'sha512',
  ...rest
}: SigParts): Buffer {
  const version = Buffer.from([0, 0, 0, rest.version ?? 1])
  const fields = [publicKey, namespace, reserved, hash, rest.signature].map(wireString)
  return Buffer.concat([Buffer.from('SSHSIG'), version, ...fields])
}

/** What the key of an SSHSIG signs for a payload. */
export function toBeSigned(payload: Buffer, namespace = 'git', hash = 'sha512'): Buffer {
  const digest = createHash(hash).update(payload).digest()
  return Buffer.concat([Buffer.from('SSHSIG'), ...[namespace, '', hash, digest].map(wireString)])
}

/** A positive number as SSH writes it. */
export function mpint(number: Buffer): Buffer {
  let start = 0
  while (number[start] === 0) start++
  const short = number.subarray(start)
  return wireString((short[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), short]) : short)
}

/** A security key in software: no hardware signs tests, but OpenSSH accepts what this makes. */
export type SecurityKey = {
  text: string
  publicKey: Buffer
  /**
   * The armoured signature over a payload; bit 0 of `flags` says that somebody touched the key. `as` is
   * what stands in it as the public key: the key itself, or a certificate over it.
   */
  sign(payload: Buffer, flags?: number, as?: Buffer): string
}

export function makeSecurityKey(type: 'ed25519' | 'ecdsa', application = 'ssh:'): SecurityKey {
  const name = type === 'ed25519' ? 'sk-ssh-ed25519@openssh.com' : 'sk-ecdsa-sha2-nistp256@openssh.com'
  const { publicKey: publicHalf, privateKey } =
    type === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const publicKey = Buffer.concat([wireString(name), publicFields(publicHalf), wireString(application)])
  return {
    text: `${name} ${publicKey.toString('base64')}`,
    publicKey,
    sign(payload, flags = 1, as = publicKey) {
      const state = Buffer.from([flags, 0, 0, 0, 7])
      const data = Buffer.concat([sha256(Buffer.from(application)), state, sha256(toBeSigned(payload))])
      const signature = Buffer.concat([wireString(name), wireString(rawSignature(privateKey, data)), state])
      return armoured(sshsig({ publicKey: as, signature }))
    },
  }
}

function publicFields(key: KeyObject): Buffer {
  const jwk = key.export({ format: 'jwk' })
  const x = Buffer.from(jwk.x ?? '', 'base64url')
  if (jwk.kty === 'OKP') return wireString(x)
  const point = Buffer.concat([Buffer.from([4]), x, Buffer.from(jwk.y ?? '', 'base64url')])
  return Buffer.concat([wireString('nistp256'), wireString(point)])
}

function rawSignature(key: KeyObject, data: Buffer): Buffer {
  if (key.asymmetricKeyType === 'ed25519') return sign(null, data, key)
  const pair = sign('sha256', data, { key, dsaEncoding: 'ieee-p1363' })
  return Buffer.concat([mpint(pair.subarray(0, 32)), mpint(pair.subarray(32))])
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest()
}
