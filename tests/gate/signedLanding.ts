import { decide } from '../../src/gate/decide.ts'
import type { CertificateFact, CommitFact, GoodSignature, Trailer } from '../../src/model/commit.ts'
import { changeOf, improvement, knownWith, landingOn, review } from '../helpers/gateFacts.ts'

export const T = 1_700_000_000
export const DAY = 86_400
export const AUTHORITY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJ'
export const HOLDER = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI'
export const SIGNERS = `authorities: [{ key: '${AUTHORITY}', emails: ['*@example.org'] }]`

export const change = changeOf('improvement')
export const plain = (key: string): GoodSignature => ({
  state: 'good',
  kind: 'ssh',
  key,
  fingerprint: `SHA256:${'k'.repeat(43)}`,
  userPresent: false,
})
export const certified = (more: Partial<CertificateFact> = {}, key = HOLDER): GoodSignature => ({
  ...plain(key),
  certificate: {
    authority: AUTHORITY,
    authorityFingerprint: `SHA256:${'a'.repeat(43)}`,
    serial: '7',
    keyId: 'an id',
    principals: ['new@example.org'],
    validAfter: T - 8 * 3600,
    validBefore: T + 8 * 3600,
    ...more,
  },
})

type Given = { yaml?: string; now?: number; at?: number; trailers?: Trailer[]; more?: Trailer[] }

/** What the gate says to an improvement that this signature stands under. */
export function landing(signature: CommitFact['signatureFact'], name: string, given: Given = {}) {
  const { yaml = `signers: { ${SIGNERS} }`, now = T, at = T } = given
  const trailers = [...(given.more ?? []), ...(given.trailers ?? review(name, change))]
  const fact = improvement({ trailers, signature: signature ?? { state: 'none' } })
  fact.committer = { ...fact.committer, at }
  const { outcome, violations } = decide(landingOn(), [fact], { ...knownWith(yaml), now })
  return outcome === 'allowed' ? 'allowed' : violations.map(({ why }) => why).join('\n')
}
