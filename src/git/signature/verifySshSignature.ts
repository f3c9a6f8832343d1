import type { GoodSignature, SignatureFact } from '../../model/commit.ts'
import { readSigner } from './readSigner.ts'
import { readSshArmour } from './sshArmour.ts'
import { UnreadKeyType } from './sshPublicKey.ts'
import { parseSshSignature, signedBytes } from './sshSignature.ts'
import { MalformedBlob } from './sshWire.ts'
import { verifySsh } from './verifySsh.ts'

export type SshVerdict = GoodSignature | Extract<SignatureFact, { state: 'bad' | 'unreadable' }>

/**
 * Checks an armoured SSH signature (`ssh-keygen -Y sign`) over any bytes, without starting a process.
 * `good` is a statement about mathematics: this key, or the key of this certificate, signed these bytes in
 * this namespace, and the certificate's authority signed the certificate. Whose key it is, whether anybody
 * trusts the authority, and whether certificate and key were valid then, is for the gate to say.
 * @param armour from `-----BEGIN SSH SIGNATURE-----` to its end, and nothing else.
 * @param namespace what the signature must have been made for: `git` for objects of git. A signature
 *   over a file, a login or an entry of the ledger must never become one over a commit.
 * @returns `bad` where the signature does not hold, `unreadable` where its kind of key is not read here.
 */
export function verifySshSignature(armour: string, payload: Uint8Array, namespace: string): SshVerdict {
  try {
    return verify(armour, payload, namespace)
  } catch (error) {
    if (error instanceof UnreadKeyType) return { state: 'unreadable', why: error.message }
    if (error instanceof MalformedBlob) return { state: 'bad', why: error.message }
    throw error
  }
}

function verify(armour: string, payload: Uint8Array, namespace: string): SshVerdict {
  const parsed = parseSshSignature(readSshArmour(armour))
  if (parsed.namespace !== namespace)
    return {
      state: 'bad',
      why: `it was made for ${JSON.stringify(parsed.namespace.slice(0, 60))}, not for ${namespace}`,
    }
  const { key, text, fingerprint, certificate, touchProblem } = readSigner(parsed.publicKey)
  const touch = verifySsh(key, parsed.signature, signedBytes(parsed, payload))
  if (!touch) return { state: 'bad', why: 'it does not match what it signs: one of the two was changed' }
  const why = touchProblem(touch)
  if (why) return { state: 'bad', why }
  const { userPresent } = touch
  return {
    state: 'good',
    kind: 'ssh',
    key: text,
    fingerprint,
    userPresent,
    ...(certificate && { certificate }),
  }
}
