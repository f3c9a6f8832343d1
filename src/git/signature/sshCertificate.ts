import { parseSshPublicKey, readKey, type SshPublicKey } from './sshPublicKey.ts'
import { MalformedBlob, readWire, type WireReader } from './sshWire.ts'
import { verifySsh } from './verifySsh.ts'

/** A certificate whose authority's signature holds, and that was made for a person (OpenSSH's PROTOCOL.certkeys). */
export type SshCertificate = {
  key: SshPublicKey
  /** The certified key alone, and the authority's, as blobs. */
  plain: Buffer
  authority: Buffer
  serial: string
  keyId: string
  principals: string[]
  validAfter: number
  validBefore: number | null
  /** The authority let its holder sign without touching the security key. */
  noTouchRequired: boolean
  /** The authority asks for a PIN or a finger with each signature. */
  verifyRequired: boolean
}

const CERTIFICATE = /^(.+)-cert-v01@openssh\.com$/
const FOR_A_PERSON = 1
/** As many as OpenSSH reads. */
const MOST_PRINCIPALS = 256

/** The type of the key that a certificate of this type certifies, or null for a plain key's type. */
export function certifiedType(type: string): string | null {
  const name = CERTIFICATE.exec(type)?.[1]
  if (name === undefined) return null
  return name.startsWith('sk-') ? `${name}@openssh.com` : name
}

/**
 * Reads a certificate and checks what needs neither clock nor policy: the format, to the letter; the
 * authority's signature, never with SHA-1; that it is for a person and not for a host; that it names
 * somebody; and that each of its critical options is understood here.
 * @throws MalformedBlob, UnreadKeyType
 */
export function parseSshCertificate(blob: Buffer): SshCertificate {
  const read = readWire(blob, 'the certificate')
  const type = certifiedType(read.text())
  if (type === null) throw new MalformedBlob('the certificate is of no known type')
  read.string() // the nonce
  const start = read.position()
  const key = readKey(type, read)
  const plain = Buffer.concat([named(type), blob.subarray(start, read.position())])
  const serial = read.uint64().toString()
  const kind = read.uint32()
  if (kind !== FOR_A_PERSON)
    throw new MalformedBlob(
      `the certificate is made for ${kind === 2 ? 'a host' : `type ${kind}`}, not for a person`,
    )
  const keyId = read.string().toString('utf8')
  const principals = principalsIn(read.string())
  const [validAfter, validBefore] = [seconds(read.uint64()), seconds(read.uint64())]
  if (validAfter === null) throw new MalformedBlob('the certificate is never valid')
  const critical = optionsIn(read.string(), 'the critical options')
  const extensions = optionsIn(read.string(), 'the extensions')
  read.string() // reserved: OpenSSH ignores it, and the authority has signed it
  const authority = read.string()
  const signed = blob.subarray(0, read.position())
  const signature = read.string()
  read.end()
  const verifyRequired = onlyVerifyRequired(critical, key)
  if (!verifySsh(authorityKey(authority), signature, signed))
    throw new MalformedBlob('the certificate does not match its authority: one of the two was changed')
  const noTouchRequired = extensions.has('no-touch-required')
  const says = { serial, keyId, principals, validAfter, validBefore, noTouchRequired, verifyRequired }
  return { key, plain, authority, ...says }
}

function named(type: string): Buffer {
  const bytes = Buffer.from(`\0\0\0\0${type}`, 'latin1')
  bytes.writeUInt32BE(type.length)
  return bytes
}

/** A certificate made by a certificate would be a chain, and OpenSSH knows none. */
function authorityKey(blob: Buffer): SshPublicKey {
  if (certifiedType(readWire(blob, "the authority's key").text()) !== null)
    throw new MalformedBlob('the certificate is signed by another certificate, not by a key')
  return parseSshPublicKey(blob)
}

/** For OpenSSH an empty list stands for everybody; nobody reviews as everybody. */
function principalsIn(list: Buffer): string[] {
  const read = readWire(list, 'the list of principals')
  const principals: string[] = []
  while (!read.done()) principals.push(principalIn(read))
  if (principals.length === 0) throw new MalformedBlob('the certificate names nobody (it has no principals)')
  if (principals.length > MOST_PRINCIPALS)
    throw new MalformedBlob(`the certificate names more than ${MOST_PRINCIPALS} principals`)
  return principals
}

/** C would end a name at its first zero, and a terminal obeys other control characters. */
function principalIn(read: WireReader): string {
  const bytes = read.string()
  if (bytes.some(byte => byte < 32 || byte === 127))
    throw new MalformedBlob('the certificate has a principal with a control character')
  return bytes.toString('utf8')
}

/** Pairs of a name and data, each name once and in the order of the alphabet. */
function optionsIn(list: Buffer, what: string): Map<string, Buffer> {
  const read = readWire(list, what)
  const options = new Map<string, Buffer>()
  let last = ''
  while (!read.done()) {
    const name = read.text()
    if (name <= last) throw new MalformedBlob(`${what} of the certificate stand out of order or twice`)
    options.set(name, read.string())
    last = name
  }
  return options
}

/**
 * What is critical must be upheld or the certificate refused. `force-command` and `source-address` narrow
 * a login, and no signature shows that they were kept.
 */
function onlyVerifyRequired(critical: Map<string, Buffer>, key: SshPublicKey): boolean {
  for (const [name, data] of critical)
    if (name !== 'verify-required' || data.length > 0)
      throw new MalformedBlob(
        `the certificate has a critical option that a signature can't uphold: ${JSON.stringify(name.slice(0, 60))}`,
      )
  if (critical.size > 0 && !key.application)
    throw new MalformedBlob('the certificate asks a key to verify its user that is no security key')
  return critical.size > 0
}

/** Null for a time that a number can't hold exactly, as `forever` (2^64 - 1) is. */
function seconds(time: bigint): number | null {
  return time > BigInt(Number.MAX_SAFE_INTEGER) ? null : Number(time)
}
