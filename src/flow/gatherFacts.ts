import { AGENTS } from '../agents/agents.ts'
import { type OriginFact, originOf } from '../gate/origin.ts'
import { requiredReviews } from '../gate/requiredReviews.ts'
import { readReviews } from '../gate/reviews/readReviews.ts'
import { ownChange } from '../gate/rules/reviewRequired.ts'
import type { Known } from '../gate/signals/signal.ts'
import { readChange } from '../git/changes.ts'
import { readCommits } from '../git/history.ts'
import { type ObjectReader, openObjects } from '../git/objects.ts'
import { broughtByMerge } from '../git/ownMerge.ts'
import type { Repository } from '../git/repository.ts'
import { secondOpinion } from '../git/secondReader.ts'
import { checkSignature } from '../git/signature/checkSignature.ts'
import type { Change, Oid } from '../model/change.ts'
import type { ClassFact, Commit, CommitFact } from '../model/commit.ts'
import type { OwnersFact } from '../model/owners.ts'
import type { Policy } from '../model/policy.ts'
import { classOf } from './gatherClass.ts'
import { readMarkers } from './gatherMarkers.ts'
import type { OwnerLookup } from './gatherOwners.ts'
import { isEmpty, readReaches } from './gatherReaches.ts'
import type { RuleChange } from './gatherRules.ts'

export type Gathered = { fact: CommitFact; origin: OriginFact }

export type GatherOptions = {
  /** As `git rev-list` takes it. */
  range: string[]
  /** What the ref holds now: from there the net change of a merge or sign-off is measured. */
  target: Oid | null
  /** Ask the independent reader about AI commits and what approves them. */
  secondReader: boolean
  /** Asked about the paths of AI commits that need a review. */
  owners?: OwnerLookup
  /** Where the policy or the owners change: the commits that may do it. */
  rules?: RuleChange | null
}

/** Agents, bots and policy: what every signal compares with. */
export function knownFor(policy: Policy): Known {
  return { agents: AGENTS, policy }
}

/**
 * The commits of a range with what the gate needs to know of each, children first. Most are somebody's
 * ordinary work: for those nothing but the commit itself is read.
 */
export async function* gatherFacts(
  repo: Repository,
  known: Known,
  options: GatherOptions,
): AsyncIterable<Gathered> {
  const objects = openObjects(repo)
  try {
    const { declared, except } = known.policy.attribution
    const marked = declared === 'ignore' ? null : await readMarkers(repo, objects, options.range, except)
    for await (const commit of readCommits(repo, options.range)) {
      const markers = marked?.get(commit.oid)
      yield await complete(repo, objects, markers ? { ...commit, markers } : commit, known, options)
    }
  } finally {
    objects.close()
  }
}

async function complete(
  repo: Repository,
  objects: ObjectReader,
  fact: CommitFact,
  known: Known,
  options: GatherOptions,
): Promise<Gathered> {
  const origin = originOf(fact, known)
  const reviewed = readReviews(fact.trailers).length > 0
  const carrier = reviewed && (fact.parents.length > 1 || (await isEmpty(repo, fact)))
  if (carrier) fact.reaches = await readReaches(repo, fact, options.target)
  const touchesRules = options.rules?.commits.has(fact.oid) ?? false
  if (carrier || touchesRules || origin.origin === 'ai') {
    fact.signatureFact = checkSignature(fact)
    if (options.secondReader) fact.ambiguous = await disagreement(repo, objects, fact)
  }
  if (touchesRules || origin.origin === 'ai') await readOwnChange(repo, objects, fact)
  if (touchesRules) {
    const brought = ownChange(fact)?.files.map(file => file.path) ?? []
    fact.rules = options.rules?.paths.filter(path => brought.includes(path)) ?? []
  }
  if (origin.origin === 'ai') await describe(repo, objects, fact, known, options)
  return { fact, origin }
}

async function readOwnChange(repo: Repository, objects: ObjectReader, fact: CommitFact): Promise<void> {
  fact.change = await readChange(repo, fact.parents[0] ?? null, fact.tree)
  if (fact.parents.length > 1) fact.resolved = await broughtByMerge(repo, objects, fact)
}

/** Class and owners of an AI commit. */
async function describe(
  repo: Repository,
  objects: ObjectReader,
  fact: CommitFact,
  known: Known,
  { target, owners }: GatherOptions,
): Promise<void> {
  const own = ownChange(fact)
  if (!own) return
  const isAi = async (commit: Commit) => originOf(commit, known).origin === 'ai'
  fact.class = await classOf(repo, objects, fact, own.files, target, isAi)
  if (owners) fact.owners = await ownersFor(fact.class, own, known, owners)
}

/** Who must be among the reviewers; nobody where no review is needed, and then nothing is read. */
export async function ownersFor(
  classFact: ClassFact,
  own: Change,
  { policy }: Known,
  owners: OwnerLookup,
): Promise<OwnersFact | undefined> {
  const paths = own.files.map(file => file.path)
  if (!policy.reviews.owners || !requiredReviews(classFact, paths, own.digest, policy).count) return undefined
  return owners(paths)
}

async function disagreement(
  repo: Repository,
  objects: ObjectReader,
  fact: CommitFact,
): Promise<string | null> {
  const raw = await objects.get(fact.oid)
  if (!raw) return `${fact.oid} cannot be read again`
  const opinion = await secondOpinion(fact.oid, raw.bytes, 'commit', repo.objectFormat)
  return opinion.state === 'differs' ? `two readers differ about it: ${opinion.what}` : null
}
