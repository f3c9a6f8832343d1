import { createHash } from 'node:crypto'
import { AGENTS } from '../agents/agents.ts'
import { decide } from '../gate/decide.ts'
import { requiredReviews } from '../gate/requiredReviews.ts'
import type { EntryFact } from '../gate/reviews/entryFact.ts'
import { personOfEmail } from '../gate/reviews/people.ts'
import type { Known } from '../gate/signals/signal.ts'
import { parseTrailers } from '../git/trailers.ts'
import type { Change, Path } from '../model/change.ts'
import type { CommitFact, GoodSignature, SignatureFact } from '../model/commit.ts'
import type { Assurance, ReviewSeen, Violation } from '../model/decision.ts'
import type { Answer, Example } from '../model/example.ts'
import type { Policy } from '../model/policy.ts'
import type { CodeOwners } from '../policy/owners/ownerRule.ts'
import { keyDateProblem, keyOfPerson } from '../policy/personKey.ts'
import { coversEmail } from '../policy/signers.ts'
import { isSteering } from '../source/steering.ts'
import { ownersFact } from './gatherOwners.ts'
import { kindOf } from './judgeUpdate.ts'

/** What the policy says to one example. `holds`: that is what its author wanted. */
export type TriedExample = {
  name: string
  where: string
  expect: Answer
  because: string | null
  answer: Answer
  holds: boolean
  violations: Violation[]
  reviews: ReviewSeen[]
}

/**
 * Asks the gate about each example, as a server would for one commit that lands, whoever may push it. No object of the
 * repository is read: classes and reviews are what the example says, the owners those of the file that is given.
 * @param now seconds since 1970: keys of people count at that time.
 */
export function tryExamples(
  examples: readonly Example[],
  policy: Policy,
  owners: CodeOwners | string | null,
  ruleFiles: readonly Path[],
  now: number,
): TriedExample[] {
  const known: Known = { agents: AGENTS, policy, now }
  return examples.map(example => {
    const { name, where, expect, because, ref } = example
    const change = changeOf(example)
    const commit = commitOf(example, change, owners, ruleFiles, policy)
    const kind = kindOf(ref, policy)
    const update = { ref, old: name40('old'), new: commit.oid }
    const decision = decide(
      {
        // Judged as at a server, but for who pushes: that an example does not say, and CI does not ask.
        entrance: 'ci',
        update,
        kind,
        rewinds: false,
        shallow: false,
        missingLines: [],
        malformedNotes: [],
        policyProblem: null,
      },
      // What lands on a free ref is nobody's business, as at every entrance; others are judged by their name.
      kind === 'protected' ? [commit] : [],
      known,
      {
        repo: 'example',
        entries: example.reviews.map(review => entryOf(review, commit, change, ref, known)),
      },
    )
    const { violations } = decision
    const spoken = violations.length ? 'warned' : 'allowed'
    const answer: Answer = decision.outcome === 'allowed' ? spoken : 'refused'
    const said = because === null || violations.some(({ rule, why }) => `${rule}: ${why}`.includes(because))
    const reviews = decision.commits.flatMap(judged => judged.reviews)
    return { name, where, expect, because, answer, holds: answer === expect && said, violations, reviews }
  })
}

/** The part of a digest by which the audit draws its lots is the highest, so that no example is drawn. */
function changeOf({ files, name }: Example): Change {
  return {
    files: files.map(path => ({ path, old: null, new: { mode: '100644', oid: name40(path) } })),
    digest: `sha256:${'f'.repeat(8)}${createHash('sha256').update(name).digest('hex').slice(8)}`,
  }
}

function commitOf(
  { name, files, author, message, initiator, class: is }: Example,
  change: Change,
  owners: CodeOwners | string | null,
  ruleFiles: readonly Path[],
  policy: Policy,
): CommitFact {
  const who = { name: author.replace(/@.*/, ''), email: author, at: 0, offset: '+0000' }
  const rules = files.filter(path => ruleFiles.includes(path))
  // No class makes a file that steers tools automatic, and that its path tells.
  const steering = files.filter(path => isSteering(path) !== null)
  const classFact = { class: is, why: `the example is ${is}`, steering }
  const asked = requiredReviews(classFact, files, change.digest, policy).count > 0
  return {
    oid: name40(name),
    tree: name40(`${name} tree`),
    parents: [name40('old')],
    author: who,
    committer: who,
    message,
    trailers: [
      ...parseTrailers(message),
      ...(initiator ? [{ key: 'Initiated-by', value: `x <${initiator}>` }] : []),
    ],
    signature: null,
    signatureFact: { state: 'none' },
    change,
    class: classFact,
    // Owners are asked where somebody is.
    ...(asked && { owners: ownersFact(owners, files) }),
    ...(rules.length && { rules }),
  }
}

function entryOf(
  { email, assurance }: Example['reviews'][number],
  commit: CommitFact,
  { digest }: Change,
  ref: string,
  known: Known,
): EntryFact {
  const by = `${email.replace(/@.*/, '')} <${email}>`
  const signature = signatureOf(email, assurance, known)
  const vouched = signature.state === 'good' && Object.values(known.policy.vouchers).includes(signature.key)
  return {
    id: `sha256:${createHash('sha256').update(`${email} ${digest}`).digest('hex')}`,
    signature,
    entry: {
      v: 1,
      kind: 'reviewed',
      at: new Date(known.now * 1000).toISOString(),
      by,
      clone: 'example',
      repo: 'example',
      commit: commit.oid,
      change: digest,
      tree: commit.tree,
      ref,
      data: { base: commit.parents[0] ?? null, ...(vouched && { for: by }) },
    },
  }
}

/** What a reviewer can bring who has to be this sure: where the policy gives them no key, typed text. */
function signatureOf(email: string, assurance: Assurance, { policy, now }: Known): SignatureFact {
  if (assurance === 'claimed') return { state: 'none' }
  const [voucher] = Object.values(policy.vouchers)
  if (assurance === 'vouched' && voucher) return signed(voucher)
  const person = personOfEmail(policy, email)
  const keys = (person === null ? [] : (policy.people[person]?.keys ?? []))
    .filter(key => keyDateProblem(key, now) === null)
    .map(keyOfPerson)
  const touched = keys.find(key => key.startsWith('sk-'))
  if (assurance === 'present' && touched) return { ...signed(touched), userPresent: true }
  const [key] = keys
  if (key) return signed(key)
  const authority = policy.signers.authorities.find(({ emails }) => coversEmail(emails, email))
  if (!authority) return { state: 'none' }
  return {
    ...signed(`ssh-ed25519 ${name40(email)}`),
    certificate: {
      authority: authority.key,
      authorityFingerprint: '',
      serial: '1',
      keyId: email,
      principals: [email],
      validAfter: 0,
      validBefore: null,
    },
  }
}

function signed(key: string): GoodSignature {
  return {
    state: 'good',
    kind: key.startsWith('openpgp:') ? 'openpgp' : 'ssh',
    key,
    fingerprint: '',
    userPresent: false,
  }
}

/** Forty hexadecimal digits that stand for an object, the same for the same words. */
function name40(words: string): string {
  return createHash('sha1').update(words).digest('hex')
}
