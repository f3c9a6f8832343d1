import type { CertificateFact, GoodSignature } from '../../model/commit.ts'
import { emailProblem } from '../../policy/emailAddress.ts'
import { keyDateProblem, keyOfPerson } from '../../policy/personKey.ts'
import { coversEmail, holdsSerial } from '../../policy/signers.ts'
import type { Known } from '../signals/signal.ts'
import { humanOf, personOfEmail, personOfKey } from './people.ts'

/**
 * Who stands behind a signature: a person of the policy by name, or for a certificate's holder whom the policy
 * does not list the address (`listed: false`). `revoked` is a refusal that no lower assurance makes good.
 */
export type Signer = { person: string; listed: boolean } | { person: null; why: string; revoked: boolean }

/** Clocks differ: a commit made on a laptop whose clock is ahead is no forgery yet. */
const SKEW_SECONDS = 300

/**
 * Whose signature this is and whether it counts at the landing.
 *
 * A plain key counts when the policy gives it to a person, and at `known.now` its dates hold. A certificate
 * counts when an authority of the policy signed it, its principals name one human whom that authority may
 * speak for, it was valid at `signedAt`, and at `known.now` it has been expired no longer than
 * `signers.certificate_grace`. `signers.revoked` comes before everything else.
 *
 * The bound on backdating: `signedAt` is the committer's time, which is signed but was written by the signer.
 * Whoever holds the key of an expired certificate can still make signatures that lie within its validity, for
 * as long as `certificate_grace` after its end and no longer; revoking key or serial ends it at once. A time that
 * is more than five minutes ahead of `known.now` is refused, so that no certificate counts before its day.
 * @param signedAt seconds since 1970: for a commit its committer's time.
 */
export function signerOf(signature: GoodSignature, signedAt: number, known: Known): Signer {
  const revoked = revocation(signature, known)
  if (revoked) return { person: null, why: revoked, revoked: true }
  const { certificate } = signature
  return certificate ? certified(signature, certificate, signedAt, known) : plain(signature, known)
}

/** Everybody whom a signature may come from, valid or not: a maker is not let off by an expired key. */
export function possibleSigners({ key, certificate }: GoodSignature, { policy }: Known): string[] {
  const owner = personOfKey(policy, key)
  const named = certificate && authorityOf(certificate, policy) ? addressesIn(certificate) : []
  return [...new Set([...(owner ? [owner] : []), ...named.map(email => humanOf(policy, email))])]
}

const no = (why: string): Signer => ({ person: null, why, revoked: false })

function plain({ key }: GoodSignature, { policy, now }: Known): Signer {
  const person = personOfKey(policy, key)
  if (person === null) return no("it is signed by a key that is not this person's")
  const dated = policy.people[person]?.keys.find(one => keyOfPerson(one) === key)
  const why = dated === undefined ? null : keyDateProblem(dated, now)
  return why ? no(`it is signed by a key of ${person} that ${why}`) : { person, listed: true }
}

function certified(
  signature: GoodSignature,
  certificate: CertificateFact,
  signedAt: number,
  known: Known,
): Signer {
  const { policy } = known
  const authority = authorityOf(certificate, policy)
  if (!authority)
    return no(
      `it is signed with a certificate of an authority that the policy does not name (${certificate.authorityFingerprint})`,
    )
  const late = timeProblem(certificate, signedAt, known)
  if (late) return no(`its certificate ${certificate.serial} ${late}`)
  const covered = addressesIn(certificate).filter(email => coversEmail(authority.emails, email))
  const humans = new Set(covered.map(email => humanOf(policy, email)))
  const [person] = humans
  if (person === undefined)
    return no('its certificate names no address that the authority may speak for (signers.authorities)')
  // One certificate is one human: with two names the same one could give two reviews.
  if (humans.size > 1)
    return no(
      `its certificate names more than one person (${[...humans].slice(0, 3).join(', ')}): list the addresses under one of people`,
    )
  const other = holderOf(signature.key, known)
  if (other !== null && other !== person)
    return no(`its certificate names ${person}, and its key is that of ${other}`)
  const listed = covered.some(email => personOfEmail(policy, email) !== null)
  // People may be named by anything, an address that is not theirs included.
  if (!listed && Object.hasOwn(policy.people, person))
    return no(
      `its certificate is for ${person}, which the policy has as a name: give people["${person}"] that address`,
    )
  return { person, listed }
}

/** All authorities with this key as one: a policy may list one twice for two domains. */
function authorityOf(
  { authority }: CertificateFact,
  { signers }: Known['policy'],
): { emails: string[] } | null {
  const same = signers.authorities.filter(({ key }) => key === authority)
  return same.length > 0 ? { emails: same.flatMap(({ emails }) => emails) } : null
}

function addressesIn({ principals }: CertificateFact): string[] {
  return principals.filter(principal => emailProblem(principal) === null)
}

function timeProblem(
  { validAfter, validBefore }: CertificateFact,
  signedAt: number,
  { now, policy }: Known,
): string | null {
  if (signedAt > now + SKEW_SECONDS) return 'signed a commit that is dated in the future'
  if (signedAt < validAfter)
    return `was not valid yet when the commit was made (valid from ${time(validAfter)})`
  if (validBefore === null) return null
  if (signedAt >= validBefore) return `had expired when the commit was made (${time(validBefore)})`
  const grace = policy.signers.certificate_grace
  if (now - validBefore > grace)
    return `expired on ${time(validBefore)}, longer ago than signers.certificate_grace (${Math.floor(grace / 3600)} h) allows`
  return null
}

function time(seconds: number): string {
  // The latest time that JavaScript can write; a certificate may say any.
  return new Date(Math.min(seconds * 1000, 8.64e15)).toISOString().replace('.000Z', 'Z')
}

function revocation({ key, fingerprint, certificate }: GoodSignature, { policy }: Known): string | null {
  for (const one of policy.signers.revoked) {
    if (typeof one === 'string') {
      if (one === key || one === fingerprint) return 'it is signed by a key that is revoked (signers.revoked)'
      if (certificate && (one === certificate.authority || one === certificate.authorityFingerprint))
        return 'it is signed with a certificate whose authority is revoked (signers.revoked)'
    } else if (
      certificate &&
      (one.authority === certificate.authority || one.authority === certificate.authorityFingerprint) &&
      holdsSerial(one.serial, certificate.serial)
    )
      return `it is signed with certificate ${certificate.serial}, which is revoked (signers.revoked)`
  }
  return null
}

/** Whose key the policy says this is, agents and vouchers included: an authority can't make a person of them. */
function holderOf(key: string, { policy }: Known): string | null {
  const person = personOfKey(policy, key)
  if (person !== null) return person
  const agent = policy.attribution.agents.find(({ keys }) => keys.includes(key))
  if (agent) return `the agent ${agent.name}`
  const voucher = Object.entries(policy.vouchers).find(([, own]) => own === key)
  return voucher ? `the voucher ${voucher[0]}` : null
}
