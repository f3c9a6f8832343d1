import { readSshArmour, SSH_BEGIN } from '../git/signature/sshArmour.ts'
import { parseSshPublicKey } from '../git/signature/sshPublicKey.ts'
import { parseSshSignature, signedBytes } from '../git/signature/sshSignature.ts'
import { verifySsh } from '../git/signature/verifySsh.ts'
import type { SignatureFact } from '../model/commit.ts'
import type { Entry } from '../model/entry.ts'
import { unsignedLine } from './canonical.ts'
import { ENTRY_NAMESPACE } from './entrySignature.ts'

/**
 * What is known of an entry's signature: an SSHSIG over its canonical line without `sig`, checked without
 * starting a process. `good` says that this key signed these very words for the ledger and not whose it is.
 * Never throws: whoever may write notes could otherwise stop every landing with one broken line.
 */
export function verifyEntry(entry: Entry): SignatureFact {
  const { sig } = entry
  if (sig === undefined) return { state: 'none' }
  if (!sig.startsWith(SSH_BEGIN))
    return { state: 'unreadable', why: 'its signature is no SSH signature, which entries have' }
  try {
    return verify(sig, Buffer.from(unsignedLine(entry), 'utf8'))
  } catch (error) {
    return { state: 'bad', why: error instanceof Error ? error.message : String(error) }
  }
}

function verify(armour: string, payload: Buffer): SignatureFact {
  const parsed = parseSshSignature(readSshArmour(armour))
  if (parsed.namespace !== ENTRY_NAMESPACE)
    return {
      state: 'bad',
      why: `it was made for ${JSON.stringify(parsed.namespace.slice(0, 60))}, not for ${ENTRY_NAMESPACE}`,
    }
  const key = parseSshPublicKey(parsed.publicKey)
  const verified = verifySsh(key, parsed.signature, signedBytes(parsed, payload))
  if (!verified) return { state: 'bad', why: 'it does not match this entry: one of the two was changed' }
  const text = `${key.type} ${parsed.publicKey.toString('base64')}`
  return { state: 'good', kind: 'ssh', key: text, userPresent: verified.userPresent }
}
