import { verifySshSignature } from '../../git/signature/verifySshSignature.ts'
import type { RefUpdate } from '../../model/change.ts'
import type { GoodSignature } from '../../model/commit.ts'

const BEGIN = Buffer.from('-----BEGIN ')

/**
 * Checks a push certificate (`git push --signed`): its SSH signature, and that it names every one of these updates.
 * git checks neither the key's owner nor, where no allowed signers are configured, the signature.
 * @returns the signature, or in words why it says nothing.
 */
export function readPushCertificate(bytes: Buffer, updates: RefUpdate[]): GoodSignature | string {
  const at = armourIn(bytes)
  if (at === null) return 'it has not one signature at its end'
  const payload = bytes.subarray(0, at)
  const text = payload.toString('utf8')
  if (!text.startsWith('certificate version 0.1\n')) return 'it is of another version than 0.1'
  const armour = bytes.toString('latin1', at)
  if (!armour.startsWith('-----BEGIN SSH SIGNATURE-----'))
    return 'only SSH signatures are read in one (gpg.format=ssh)'
  const named = new Set(text.slice(text.indexOf('\n\n') + 2).split('\n'))
  const spell = (oid: string | null, other: string | null) => oid ?? '0'.repeat(other?.length ?? 40)
  const other = updates.find(
    ({ ref, old, new: now }) => !named.has(`${spell(old, now)} ${spell(now, old)} ${ref}`),
  )
  if (other) return `it does not name the update of ${other.ref}`
  const verdict = verifySshSignature(armour, payload, 'git')
  return verdict.state === 'good' ? verdict : verdict.why
}

/** Where the one armour begins, at the start of a line. */
function armourIn(bytes: Buffer): number | null {
  const at = bytes.indexOf(BEGIN)
  if (at <= 0 || bytes[at - 1] !== 10 || bytes.indexOf(BEGIN, at + 1) >= 0) return null
  return at
}
