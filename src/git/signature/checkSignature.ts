import type { Commit, SignatureFact } from '../../model/commit.ts'
import { readSshArmour, SSH_BEGIN } from './sshArmour.ts'
import { parseSshPublicKey, type SshPublicKey, UnreadKeyType } from './sshPublicKey.ts'
import { parseSshSignature, signedBytes } from './sshSignature.ts'
import { MalformedBlob } from './sshWire.ts'
import { verifySsh } from './verifySsh.ts'

const OTHERS: [begin: string, why: string][] = [
  ['-----BEGIN PGP ', 'OpenPGP signatures are not read in this version'],
  ['-----BEGIN SIGNED MESSAGE-----', 'X.509 signatures are not read in this version'],
]

/**
 * What is known of a commit's signature, without starting a process. `good` is a statement about
 * mathematics: this key signed this very object for git. Whose key it is, and whether it was valid
 * then, is not asked here; neither author, committer nor ref are vouched for by it.
 */
export function checkSignature({ signature }: Pick<Commit, 'signature'>): SignatureFact {
  if (!signature) return { state: 'none' }
  const { armour, payload } = signature
  const other = OTHERS.find(([begin]) => armour.startsWith(begin))
  if (other) return { state: 'unreadable', why: other[1] }
  if (!armour.startsWith(SSH_BEGIN))
    return { state: 'unreadable', why: 'its signature is of no kind that git makes' }
  try {
    return checkSsh(armour, payload)
  } catch (error) {
    if (error instanceof UnreadKeyType) return { state: 'unreadable', why: error.message }
    if (error instanceof MalformedBlob) return { state: 'bad', why: error.message }
    throw error
  }
}

function checkSsh(armour: string, payload: Uint8Array): SignatureFact {
  const parsed = parseSshSignature(readSshArmour(armour))
  // A signature that somebody made over a file or a login must not become one over a commit.
  if (parsed.namespace !== 'git')
    return {
      state: 'bad',
      why: `it was made for ${JSON.stringify(parsed.namespace.slice(0, 60))}, not for git`,
    }
  const { key, text } = publicKey(parsed.publicKey)
  const verified = verifySsh(key, parsed.signature, signedBytes(parsed, payload))
  if (!verified) return { state: 'bad', why: 'it does not match this commit: one of the two was changed' }
  return { state: 'good', kind: 'ssh', key: text, userPresent: verified.userPresent }
}

const keys = new Map<string, SshPublicKey>()

/** A history has thousands of signatures by a few keys, and reading a key costs as much as using it. */
function publicKey(blob: Buffer): { key: SshPublicKey; text: string } {
  const base64 = blob.toString('base64')
  let key = keys.get(base64)
  if (!key) {
    key = parseSshPublicKey(blob)
    if (keys.size >= 256) keys.clear()
    keys.set(base64, key)
  }
  return { key, text: `${key.type} ${base64}` }
}
