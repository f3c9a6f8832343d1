import { createHash } from 'node:crypto'
import { MalformedBlob, readWire, wireString } from './sshWire.ts'

const MAGIC = 'SSHSIG'

/** The parts of an SSHSIG blob (OpenSSH's PROTOCOL.sshsig). */
export type SshSignature = {
  publicKey: Buffer
  namespace: string
  hash: 'sha256' | 'sha512'
  signature: Buffer
}

/**
 * Reads the blob that `ssh-keygen -Y sign` makes.
 * @throws MalformedBlob also where its reserved field is not empty: no signature covers that field.
 */
export function parseSshSignature(blob: Buffer): SshSignature {
  if (blob.toString('latin1', 0, 6) !== MAGIC)
    throw new MalformedBlob('the signature does not begin with SSHSIG')
  const read = readWire(blob.subarray(6), 'the signature')
  const version = read.uint32()
  if (version !== 1) throw new MalformedBlob(`the signature has version ${version}, not 1`)
  const publicKey = read.string()
  const namespace = read.text()
  if (read.string().length > 0) throw new MalformedBlob('the reserved field of the signature is not empty')
  const hash = read.text()
  if (hash !== 'sha256' && hash !== 'sha512') throw new MalformedBlob(`the signature hashes with ${hash}`)
  const signature = read.string()
  read.end()
  return { publicKey, namespace, hash, signature }
}

/** What the key really signed: not the payload but its hash, wrapped together with the namespace. */
export function signedBytes({ namespace, hash }: SshSignature, payload: Uint8Array): Buffer {
  const digest = createHash(hash).update(payload).digest()
  return Buffer.concat([
    Buffer.from(MAGIC, 'latin1'),
    wireString(namespace),
    wireString(''),
    wireString(hash),
    wireString(digest),
  ])
}
