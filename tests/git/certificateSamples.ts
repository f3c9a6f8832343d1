import { execFileSync, spawnSync } from 'node:child_process'
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { wireString } from '../../src/git/signature/sshWire.ts'
import { tempDir } from '../helpers/gitRepository.ts'
import type { TestKey } from './signatureSamples.ts'

/** A point in time that all certificates of the tests are made around. */
export const T = 1_700_000_000

export type CertificateOptions = {
  principals?: string
  from?: number
  until?: number | 'forever'
  serial?: string
  /** More of ssh-keygen's own options: `-h`, `-O critical:...`, `-t ssh-rsa`. */
  more?: string[]
}

/** Has ssh-keygen certify a key; returns a key file that signs with the certificate, and the certificate's file. */
export function certify(
  ca: TestKey,
  key: TestKey,
  options: CertificateOptions = {},
): { file: string; cert: string } {
  const {
    principals = 'jane@example.org',
    from = T - 3600,
    until = T + 3600,
    serial = '7',
    more = [],
  } = options
  const file = join(tempDir(), 'key')
  copyFileSync(key.file, file)
  copyFileSync(`${key.file}.pub`, `${file}.pub`)
  const end = until === 'forever' ? 'forever' : `0x${until.toString(16)}`
  const names = principals === '' ? [] : ['-n', principals]
  const args = [
    '-q',
    '-s',
    ca.file,
    '-I',
    'an id',
    ...names,
    '-V',
    `0x${from.toString(16)}:${end}`,
    '-z',
    serial,
  ]
  execFileSync('ssh-keygen', [...args, ...more, `${file}.pub`], { stdio: 'pipe' })
  return { file, cert: `${file}-cert.pub` }
}

/** Signs with a key file, or with a certificate whose key lies beside it. */
export function signWith(file: string, payload: Buffer, namespace = 'git'): string {
  return execFileSync('ssh-keygen', ['-q', '-Y', 'sign', '-n', namespace, '-f', file], {
    input: payload,
    encoding: 'utf8',
    stdio: 'pipe',
  })
}

/** What OpenSSH says: `allowed` is an allowed_signers file, `krl` a revocation list. */
export function opensshAccepts(
  armour: string,
  payload: Buffer,
  { allowed, principal, at = T, krl }: { allowed: string; principal: string; at?: number; krl?: string },
): boolean {
  const dir = tempDir()
  writeFileSync(join(dir, 'sig'), armour)
  writeFileSync(join(dir, 'allowed'), allowed)
  const time = new Date(at * 1000).toISOString().replace(/[-:T]|\.000/g, '')
  const args = [
    '-Y',
    'verify',
    '-n',
    'git',
    '-f',
    join(dir, 'allowed'),
    '-I',
    principal,
    '-s',
    join(dir, 'sig'),
  ]
  const more = [`-Overify-time=${time}`, ...(krl ? ['-r', krl] : [])]
  return spawnSync('ssh-keygen', [...args, ...more], { input: payload }).status === 0
}

/** A key revocation list as ssh-keygen makes it of a specification (`serial: 7`), or of key files. */
export function revocationList(specification: string, ca?: TestKey): string {
  const dir = tempDir()
  const [spec, krl] = [join(dir, 'spec'), join(dir, 'krl')]
  writeFileSync(spec, specification)
  const args = ['-q', '-k', '-f', krl, ...(ca ? ['-s', `${ca.file}.pub`] : []), spec]
  execFileSync('ssh-keygen', args, { stdio: 'pipe' })
  return krl
}

/** The parts of a certificate made by hand, each of which a test may spoil. */
export type CertificateParts = {
  type?: string
  /** The key's fields behind its type; an ed25519 point by default. */
  key: Buffer
  kind?: number
  principals?: Buffer
  from?: bigint
  until?: bigint
  critical?: Buffer
  extensions?: Buffer
  reserved?: string
  authority?: Buffer
  behind?: Buffer
}

/** An authority whose certificates say whatever a test wants; its key is ed25519. */
export function makeAuthority() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const blob = Buffer.concat([wireString('ssh-ed25519'), wireString(pointOf(publicKey))])
  return { blob, text: `ssh-ed25519 ${blob.toString('base64')}`, certify: certifyByHand }

  function certifyByHand(parts: CertificateParts): Buffer {
    const body = Buffer.concat([
      wireString(parts.type ?? 'ssh-ed25519-cert-v01@openssh.com'),
      wireString('a nonce'),
      parts.key,
      uint(8, 7n),
      uint(4, BigInt(parts.kind ?? 1)),
      wireString('an id'),
      wireString(parts.principals ?? wireString('jane@example.org')),
      uint(8, parts.from ?? BigInt(T - 3600)),
      uint(8, parts.until ?? BigInt(T + 3600)),
      wireString(parts.critical ?? Buffer.alloc(0)),
      wireString(parts.extensions ?? Buffer.alloc(0)),
      wireString(parts.reserved ?? ''),
      wireString(parts.authority ?? blob),
    ])
    const signature = Buffer.concat([wireString('ssh-ed25519'), wireString(sign(null, body, privateKey))])
    return Buffer.concat([body, wireString(signature), parts.behind ?? Buffer.alloc(0)])
  }
}

/** Options as a certificate holds them, in the order given. */
export function optionList(...names: string[]): Buffer {
  return Buffer.concat(names.flatMap(name => [wireString(name), wireString('')]))
}

export function pointOf(key: KeyObject): Buffer {
  return Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url')
}

/** The blob of a .pub or -cert.pub file. */
export function blobOf(file: string): Buffer {
  return Buffer.from(readFileSync(file, 'utf8').split(' ')[1] ?? '', 'base64')
}

function uint(size: 4 | 8, value: bigint): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(value)
  return bytes.subarray(8 - size)
}
