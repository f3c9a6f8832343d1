import type { Oid } from '../../model/change.ts'
import type { CommitFact } from '../../model/commit.ts'
import type { ReviewSeen, Step, Violation } from '../../model/decision.ts'
import type { Policy } from '../../model/policy.ts'
import { ableReviewers } from '../../policy/lockouts.ts'
import { keyOfPerson } from '../../policy/personKey.ts'
import { canSign } from '../../policy/publicKey.ts'
import type { Demand } from '../../policy/quorum.ts'
import { membersOf } from '../../policy/teams.ts'
import { pathDemands } from '../requiredReviews.ts'
import { makersOf } from '../reviews/makers.ts'
import type { SeenReview } from '../reviews/seeReviews.ts'
import type { Known } from '../signals/signal.ts'
import { missingFromList } from './missingReviewers.ts'
import { complaints, type Landing, reviewsOf } from './reviewRequired.ts'

/**
 * A commit that brings another policy, or other owners, lands with as many reviews as the policy that is in force
 * asks for (`reviews.required`, or `by_path` where that asks for more), whoever made it: a person's too. Carriers,
 * bindings and assurance are those of any review. Makers are the authors of the commits that touch these files;
 * who wrote something else in the same landing may review.
 *
 * Each such commit is judged, since the reviewer of a later one saw only what that one changed. But a landing that in
 * the end leaves these files as they were asks for nothing: the policy in force judged all of it.
 *
 * **Nobody is locked out.** Where no more people can review than are asked for (one person alone; two, where two are
 * asked for), all of them must sign, the author too. So a person alone changes the policy by a review of their own,
 * with the key that the policy knows. This hangs on who can review and never on who the author is said to be: author
 * lines are text, and somebody who named all others as authors could otherwise make themself the only reviewer. Where the
 * one person has no key at all, the typed line is enough, and anybody who may push can type it: `people.<name>.keys`
 * mends that. Where nobody can review, nobody is asked; a push that would leave such a policy is refused
 * by `policy-readable`. A policy that blocks nothing only warns here.
 *
 * **What it lets an attacker do.** Who holds the key of one reviewer and may push can write the change under another
 * name, and review it: git proves who signed and not who wrote. Where that matters, ask for two
 * (`by_path: { ".improver/**": 2 }`).
 */
export function judgeRuleChange(
  commit: CommitFact,
  landing: Landing,
  known: Known,
): { reviews: ReviewSeen[]; violations: Violation[] } {
  const paths = commit.rules ?? []
  const { policy } = known
  const makers = makersOf(commit, known, landing.authors.values())
  const theirs = reviewsOf(commit, landing, known, makers)
  let seen = theirs
  const missing = demandsFor(policy, paths).flatMap(demand => {
    const able = ableReviewers(policy, demand.from ? membersOf(policy, demand.from) : undefined)
    if (able.length > demand.required) return missingFromList(demand, personsIn(theirs), policy)
    seen = reviewsOf(commit, { ...landing, authors: NOBODY }, forAll(known, able), new Map())
    const persons = personsIn(seen)
    const absent = able.filter(name => !persons.has(name))
    if (!absent.length) return []
    const reason = able.length > 1 ? 'there are no more who can review' : 'nobody else can review'
    return [
      `${demand.key} asks for ${demand.required}; ${reason}, so that ${absent.join(' and ')} must sign it`,
    ]
  })
  const reviews = seen.map(({ person: _, key: __, ...review }) => review)
  if (!missing.length) return { reviews, violations: [] }
  const { declared, tagged, traced } = policy.attribution
  const blocks = [declared, tagged, traced].includes('block')
  const [file = '', ...others] = paths
  const what = `${file}${others.length ? ` and ${others.join(', ')}` : ''}`
  return {
    reviews,
    violations: [
      {
        rule: 'policy-change',
        level: blocks ? 'block' : 'warn',
        commit: commit.oid,
        why: `it changes ${what}, by which everything is judged, and so needs a review, whoever wrote it: ${missing.join('; ')}${complaints(seen)}`,
        next: nextSteps(missing.some(one => one.includes('must sign it'))),
      },
    ],
  }
}

const NOBODY: ReadonlyMap<Oid, string> = new Map()

/** The number for everybody, the highest that fits, and each list that must be among them. */
function demandsFor(policy: Policy, paths: string[]): Demand[] {
  const byPath = pathDemands(policy, paths)
  const plain = [{ key: 'reviews.required', required: policy.reviews.required, from: null }, ...byPath]
    .filter(({ from }) => !from)
    .reduce((highest, one) => (one.required > highest.required ? one : highest))
  return [plain, ...byPath.filter(({ from }) => from)]
}

/** One person without a key can give nothing but a typed line. */
function forAll(known: Known, able: string[]): Known {
  const keys = able.flatMap(name => known.policy.people[name]?.keys ?? [])
  if (able.length > 1 || keys.some(key => canSign(keyOfPerson(key)))) return known
  const reviews = { ...known.policy.reviews, assurance: 'claimed' as const, bind: 'files' as const }
  return { ...known, policy: { ...known.policy, reviews } }
}

function personsIn(seen: SeenReview[]): Set<string> {
  return new Set(seen.flatMap(({ person }) => (person === null ? [] : [person])))
}

const TRAILER = ['--trailer', 'Reviewed-by: You <you@example.org>']

/** A sign-off on top reaches what is under it, and leaves the author's commit as it is. */
function nextSteps(own: boolean): Step[] {
  const signOff = ['git', 'commit', '--allow-empty', '-S', '-m', 'Sign off the policy', ...TRAILER]
  const amend = ['git', 'commit', '--amend', '--no-edit', '-S', ...TRAILER]
  return [
    { run: own ? amend : signOff, where: own ? 'here' : 'reviewer' },
    { run: own ? signOff : amend, where: 'reviewer' },
  ]
}
