import { join } from 'node:path'
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
import { checkOpenPgp } from '../git/signature/checkOpenPgp.ts'
import { checkSignature, PGP_BEGIN } from '../git/signature/checkSignature.ts'
import type { Change, Oid } from '../model/change.ts'
import type { ClassFact, Commit, CommitFact, ReceiptFact, SignatureFact } from '../model/commit.ts'
import type { OwnersFact } from '../model/owners.ts'
import type { Policy } from '../model/policy.ts'
import { hasOpenPgpKey } from '../policy/personKey.ts'
import { classOf } from './gatherClass.ts'
import { readMarkers } from './gatherMarkers.ts'
import { openNotes } from './gatherNotes.ts'
import type { OwnerLookup } from './gatherOwners.ts'
import { isEmpty, readReaches } from './gatherReaches.ts'
import { asksForRefactoring, openRefactoring, type RefactoringLookup } from './gatherRefactoring.ts'
import type { RuleChange } from './gatherRules.ts'
import { packageRoot } from './packageRoot.ts'
import { type Tracer, traceRange } from './trace/traceRange.ts'
import { undoneLanding } from './undoneLanding.ts'

export type Gathered = { fact: CommitFact; origin: OriginFact }

export type GatherOptions = {
  /** As `git rev-list` takes it. */
  range: string[]
  /** What the ref holds now: from there the net change of a merge or sign-off is measured. */
  target: Oid | null
  /** Ask the independent reader about AI commits and what approves them. */
  secondReader: boolean
  /** Ask whether commits repeat what AI commits brought that are known here. */
  trace?: boolean
  /** Asked about the paths of AI commits that need a review. */
  owners?: OwnerLookup
  /** Commits that an agent was the first to bring. */
  receipts?: ReadonlyMap<Oid, ReceiptFact>
  /** Where the policy or the owners change: the commits that may do it. */
  rules?: RuleChange | null
}

type Gathering = GatherOptions & { refactoring?: RefactoringLookup }

/**
 * Agents, bots, policy and the time of the landing: what every signal and review is compared with.
 * @param now seconds since 1970; the clock of whoever judges, unless an old landing is looked at again.
 */
export function knownFor(policy: Policy, now = Math.floor(Date.now() / 1000)): Known {
  return { agents: AGENTS, policy, now }
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
    const { declared, tagged, except, traced } = known.policy.attribution
    const marked = declared === 'ignore' ? null : await readMarkers(repo, objects, options.range, except)
    const notes = tagged === 'ignore' ? null : await openNotes(repo, objects, options.range)
    const trace =
      options.trace && traced !== 'ignore'
        ? await traceRange(repo, objects, known, options.range, options.target)
        : null
    const tips = options.range.filter(name => !name.startsWith('^'))
    const refactoring = asksForRefactoring(known.policy)
      ? { refactoring: openRefactoring(repo, objects, known, { target: options.target, tips }) }
      : {}
    let reviews = 0
    for await (const commit of readCommits(repo, options.range)) {
      const markers = marked?.get(commit.oid)
      const receipt = options.receipts?.get(commit.oid)
      const beside = notes ? await notes(commit.oid) : []
      const fact: CommitFact = {
        ...commit,
        ...(markers && { markers }),
        ...(receipt && { receipt }),
        ...(beside.length && { notes: beside }),
      }
      const origin = await complete(repo, objects, fact, known, { ...options, ...refactoring }, trace)
      // Carriers are children of what they answer for, so they have been seen by now.
      reviews += readReviews(commit.trailers).length
      if (
        reviews &&
        options.target &&
        origin.origin === 'ai' &&
        fact.change &&
        fact.class &&
        commit.parents.length < 2
      )
        fact.undone = await undoneLanding(repo, objects, fact.change, options.target, tips)
      yield { fact, origin }
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
  options: Gathering,
  trace: Tracer | null,
): Promise<OriginFact> {
  const origin = await findOrigin(fact, known, trace)
  const reviewed = readReviews(fact.trailers).length > 0
  const carrier = reviewed && (fact.parents.length > 1 || (await isEmpty(repo, fact)))
  if (carrier) fact.reaches = await readReaches(repo, fact, options.target)
  const touchesRules = options.rules?.commits.has(fact.oid) ?? false
  if (carrier || touchesRules || origin.origin === 'ai') {
    fact.signatureFact = await readSignature(repo, fact, known.policy)
    if (options.secondReader) fact.ambiguous = await disagreement(repo, objects, fact)
  }
  if (touchesRules || origin.origin === 'ai') await readOwnChange(repo, objects, fact)
  if (touchesRules) {
    const brought = ownChange(fact)?.files.map(file => file.path) ?? []
    fact.rules = options.rules?.paths.filter(path => brought.includes(path)) ?? []
  }
  if (origin.origin === 'ai') await describe(repo, objects, fact, known, options)
  return origin
}

/** What a commit says of itself decides where it can; only then its content is compared. */
async function findOrigin(fact: CommitFact, known: Known, trace: Tracer | null): Promise<OriginFact> {
  const origin = originOf(fact, known)
  if (origin.origin === 'ai' || !trace) return origin
  const traced = await trace(fact)
  if (!traced) return origin
  fact.traced = traced
  return originOf(fact, known)
}

/** Without a process, but for an OpenPGP signature where somebody of the policy has such a key. */
async function readSignature(repo: Repository, fact: CommitFact, policy: Policy): Promise<SignatureFact> {
  if (fact.signature?.armour.startsWith(PGP_BEGIN) && hasOpenPgpKey(policy))
    return checkOpenPgp(repo, fact, join(packageRoot(), 'hooks', 'gate', 'gpg'))
  return checkSignature(fact)
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
  { target, owners, refactoring }: Gathering,
): Promise<void> {
  const own = ownChange(fact)
  if (!own) return
  const isAi = async (commit: Commit) => originOf(commit, known).origin === 'ai'
  const derived = await classOf(repo, objects, fact, own.files, target, isAi)
  fact.class = refactoring ? await refactoring(fact, own.files, derived) : derived
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
