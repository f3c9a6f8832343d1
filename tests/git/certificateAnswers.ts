import { signerOf } from '../../src/gate/reviews/signerOf.ts'
import { verifySshSignature } from '../../src/git/signature/verifySshSignature.ts'
import { knownWith } from '../helpers/gateFacts.ts'
import { T } from './certificateSamples.ts'

export const PAYLOAD = Buffer.from('tree ...\n\nmessage\n')
export const HOUR = 3600

/** Our whole answer for a signature at a time: `good`, or why not. */
export function ours(armour: string, authority: string, at = T, revoked = '[]'): string {
  const fact = verifySshSignature(armour, PAYLOAD, 'git')
  if (fact.state !== 'good') return fact.why
  const known = knownWith(
    `signers: { authorities: [{ key: '${authority}', emails: ['*@example.org'] }], revoked: ${revoked} }`,
  )
  const signer = signerOf(fact, at, { ...known, now: at })
  return signer.person === null ? signer.why : `good: ${signer.person}`
}
