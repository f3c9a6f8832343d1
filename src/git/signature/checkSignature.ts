import type { Commit, SignatureFact } from '../../model/commit.ts'
import { SSH_BEGIN } from './sshArmour.ts'
import { verifySshSignature } from './verifySshSignature.ts'

/** The first line of an OpenPGP signature. `PGP MESSAGE` would carry a text of its own beside the commit's. */
export const PGP_BEGIN = '-----BEGIN PGP '

const OTHERS: [begin: string, why: string][] = [
  [PGP_BEGIN, 'OpenPGP signatures are read only where the policy has an openpgp: key'],
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
  return verifySshSignature(armour, payload, 'git')
}
