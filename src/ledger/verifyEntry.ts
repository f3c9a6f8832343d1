import { SSH_BEGIN } from '../git/signature/sshArmour.ts'
import { verifySshSignature } from '../git/signature/verifySshSignature.ts'
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
    return verifySshSignature(sig, Buffer.from(unsignedLine(entry), 'utf8'), ENTRY_NAMESPACE)
  } catch (error) {
    return { state: 'bad', why: error instanceof Error ? error.message : String(error) }
  }
}
