import type { RefUpdate } from '../model/change.ts'
import type { CommitFact } from '../model/commit.ts'
import type { Override, Violation } from '../model/decision.ts'
import type { Policy } from '../model/policy.ts'
import { ableReviewers } from '../policy/lockouts.ts'
import { coversEmail } from '../policy/signers.ts'
import type { EntryFacts } from './reviews/entryFact.ts'
import type { Makers } from './reviews/makers.ts'
import { rank } from './reviews/seeReviews.ts'
import { possibleSigners } from './reviews/signerOf.ts'
import { speakerOf } from './reviews/speakerOf.ts'
import { type Spoken, standingOf } from './reviews/standing.ts'
import type { Known } from './signals/signal.ts'

/**
 * What an override lifts. Never a change of the policy or the owners (it would then be for itself), a policy that
 * cannot be read, a person's rejection (only that person lifts it), the ledger's own rule, an object that two
 * readers see differently, or a deletion or rewind: for those there is the server's own shell.
 */
const LIFTABLE = new Set(['review-required'])

/** The ref that moves, and the commit that it would hold, where there is one. */
export type Landed = { update: RefUpdate; tip: Pick<CommitFact, 'parents' | 'tree'> | null }

/** What the overrides in the ledger come to for a landing that is refused. */
export type Overriding = { override: Override | null; violations: Violation[] }

/**
 * Whether a refused landing passes by the signed word of a person whom `override.by` names: an `overridden` entry
 * for this repository, this ref, this new value and the very value that the ref holds now, so that it is of no use
 * once either has moved. A merge of just these two values, or one commit on the old value, with the tree of the new
 * one stands for it: that is what the buttons of a forge make of it. Its signature has to be the person's own (verified or better; a certificate that is valid
 * at the landing itself, without the grace that reviews have).
 *
 * Nobody overrides for what they made themself, as long as somebody else of `override.by` could do it. This hangs on
 * who can sign and never on who the author is said to be, since author lines are text.
 * @param known holds the policy that decides, also where a branch's own policy refuses.
 * @param makers those who made the AI commits of the landing.
 * @returns the violations as they stand then: lifted ones as warnings; where no override counts, one more that says why.
 */
export function judgeOverrides(
  landed: Landed,
  violations: Violation[],
  entries: EntryFacts | undefined,
  makers: Makers,
  known: Known,
): Overriding {
  const blocking = violations.filter(({ level }) => level === 'block')
  if (!entries || !blocking.length) return { override: null, violations }
  // Withdrawals keep the grace: an override that was taken back must not come to life again.
  const strict = { ...known, policy: withoutGrace(known.policy) }
  const overrides = standingOf(entries, known).overrides.map(one => ({
    ...one,
    speaker: speakerOf(one, strict),
  }))
  if (!overrides.length) return { override: null, violations }
  const stay = blocking.filter(({ rule }) => !LIFTABLE.has(rule))
  // For whoever reads it the newest first; which one counts hangs on no clock.
  const newest = overrides.toSorted((a, b) => (a.entry.at < b.entry.at ? 1 : -1))
  const seen = newest.map(one => ({ one, problem: problemOf(one, landed, makers, strict) }))
  const good = seen.find(({ problem }) => problem === null)?.one
  if (!good || stay.length) {
    const whys = good
      ? [
          `the override of ${good.speaker.by} does not lift ${[...new Set(stay.map(({ rule }) => rule))].join(', ')}`,
        ]
      : seen.map(({ one, problem }) => `the override of ${one.speaker.by} does not count: ${problem}`)
    return { override: null, violations: [...violations, notCounted(whys)] }
  }
  const { speaker, entry, id } = good
  const maker = whyMaker(good, makers, strict)
  const override = { by: speaker.by, assurance: speaker.assurance, reason: reasonOf(good), entry: id, maker }
  return {
    override,
    violations: violations.map(one =>
      one.level === 'block'
        ? { ...one, level: 'warn', why: `lifted by the override of ${entry.by}: ${one.why}`, next: [] }
        : one,
    ),
  }
}

/** Those of `override.by` who can sign at this time, by name. */
export function ableOverriders(policy: Policy, now?: number): string[] {
  const reviews = { ...policy.reviews, assurance: 'verified' as const }
  const withKey = ableReviewers({ ...policy, reviews }, policy.override.by, now)
  const certified = policy.override.by.filter(name =>
    policy.people[name]?.emails.some(email =>
      policy.signers.authorities.some(({ emails }) => coversEmail(emails, email)),
    ),
  )
  return [...new Set([...withKey, ...certified])]
}

function withoutGrace(policy: Policy): Policy {
  return { ...policy, signers: { ...policy.signers, certificate_grace: 0 } }
}

/** Why an override lets nothing pass here, or null. */
function problemOf(one: Spoken, { update, tip }: Landed, makers: Makers, strict: Known): string | null {
  const { policy, now } = strict
  const { entry, speaker, withdrawnBy } = one
  const { person } = speaker
  if (speaker.problem !== null) return speaker.problem
  if (withdrawnBy) return `${withdrawnBy.speaker.by} withdrew it`
  if (person === null) return unknown(one)
  if (!policy.override.by.includes(person))
    return `${person} is not in override.by of the policy that decides`
  if (rank(speaker.assurance) < rank('verified'))
    return `it is ${speaker.assurance}, and an override takes the person's own signature${signatureTrouble(one)}`
  if (entry.ref !== update.ref) return `it is for ${entry.ref ?? 'no ref'}`
  if (entry.commit !== update.new && !isButtonOf(one, update, tip))
    return `it is for ${short(entry.commit)}, and ${short(update.new)} would land`
  const { old } = entry.data
  if (old !== update.old) {
    const then =
      typeof old === 'string' ? short(old) : old === null ? 'a ref that was not there' : 'no old value'
    return `it is for ${then} as the old value, and ${update.ref} ${update.old === null ? 'is not there' : `holds ${short(update.old)}`}`
  }
  if (!reasonOf(one)) return 'it gives no reason'
  if (one.spent !== undefined) return one.spent
  const why = whyMaker(one, makers, strict)
  const others = ableOverriders(policy, now).filter(name => name !== person)
  return why && others.length ? `${person} ${why}; ${others.join(' or ')} can override` : null
}

/**
 * Whether what lands is the overridden value behind a button: merged into the very value that the ref holds, or squashed
 * on it. Both bring the tree that was overridden, and no commit that nobody saw.
 */
function isButtonOf({ entry }: Spoken, { old }: RefUpdate, tip: Landed['tip']): boolean {
  if (!tip || old === null || entry.tree === null || tip.tree !== entry.tree) return false
  const [first, second, ...more] = tip.parents
  return first === old && !more.length && (second === undefined || second === entry.commit)
}

/** Why whoever signed made what lands, under any name that the signature may stand for, or null. */
function whyMaker({ speaker, signature }: Spoken, makers: Makers, known: Known): string | null {
  const signed = signature.state === 'good' ? [...possibleSigners(signature, known), signature.key] : []
  const names = [...(speaker.person === null ? [] : [speaker.person]), ...signed]
  return names.map(name => makers.get(name)).find(why => why !== undefined) ?? null
}

function reasonOf({ entry }: Spoken): string {
  const { reason } = entry.data
  return typeof reason === 'string' ? reason.trim().slice(0, 500) : ''
}

function unknown({ speaker }: Spoken): string {
  const { signer } = speaker
  return signer?.person === null ? signer.why : 'the policy knows no person with this address'
}

function signatureTrouble({ signature, speaker }: Spoken): string {
  if (signature.state === 'bad' || signature.state === 'unreadable')
    return `; its own is no help: ${signature.why}`
  if (signature.state !== 'good') return ''
  return speaker.signer?.person === null
    ? `; ${speaker.signer.why}`
    : "; it is signed by a key that is not this person's"
}

function notCounted(whys: string[]): Violation {
  const more = whys.length > 3 ? `; and ${whys.length - 3} more` : ''
  return {
    rule: 'override',
    level: 'block',
    commit: null,
    why: `${whys.slice(0, 3).join('; ')}${more}`,
    next: [{ ask: 'ask for a review, or for another override' }],
  }
}

function short(oid: string | null): string {
  return oid === null ? 'nothing' : oid.slice(0, 12)
}
