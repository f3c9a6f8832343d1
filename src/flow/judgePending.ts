import { openJudge } from '../gate/decide.ts'
import { originOf } from '../gate/origin.ts'
import { readReviews } from '../gate/reviews/readReviews.ts'
import type { Known } from '../gate/signals/signal.ts'
import { readStaged } from '../git/changes.ts'
import { commitNames } from '../git/history.ts'
import { type ObjectReader, openObjects } from '../git/objects.ts'
import { mergeBases } from '../git/refs.ts'
import type { Repository } from '../git/repository.ts'
import { parseTrailers } from '../git/trailers.ts'
import type { CommitFact, Reach } from '../model/commit.ts'
import type { Decision } from '../model/decision.ts'
import type { Policy } from '../model/policy.ts'
import type { Pending } from './bindReview.ts'
import { classOf } from './gatherClass.ts'
import { openSaidEntries } from './gatherEntries.ts'
import { gatherFacts, knownFor, ownersFor } from './gatherFacts.ts'
import { changedFromAll, markersIn } from './gatherMarkers.ts'
import { type OwnerLookup, openOwners } from './gatherOwners.ts'
import { rangeOf } from './gatherRange.ts'

/**
 * Judges a commit that git is about to make on a protected branch, with what a merge brings. The tree is
 * read from the index and never written: git may hold its lock.
 * @param message as it will be stored: comments and everything under the scissors already gone.
 */
export async function judgePending(
  repo: Repository,
  pending: Pending,
  message: string,
  env: NodeJS.ProcessEnv,
  policy: Policy,
): Promise<Decision> {
  const known = knownFor(policy)
  const objects = openObjects(repo)
  const ref = pending.branch ?? 'HEAD'
  const first = pending.parents[0] ?? null
  const judge = openJudge(
    {
      entrance: 'client',
      update: { ref, old: first, new: null },
      kind: 'free',
      rewinds: false,
      shallow: false,
      missingLines: [],
      malformedNotes: [],
      policyProblem: null,
    },
    known,
  )
  try {
    const owners = openOwners(repo, first)
    const fact = await pendingFact(repo, objects, pending, message, env, known, owners)
    judge.commit(fact, originOf(fact, known))
    for (const other of pending.parents.slice(1)) {
      const update = { ref, old: first, new: other }
      const range = await rangeOf(repo, update, 'client', policy)
      for await (const { fact, origin } of gatherFacts(repo, known, {
        range,
        target: first,
        secondReader: false,
        owners,
      }))
        judge.commit(fact, origin)
    }
    return judge.end(await openSaidEntries(repo).about(judge.asks(), first, pending.parents.at(-1) ?? null))
  } finally {
    objects.close()
  }
}

async function pendingFact(
  repo: Repository,
  objects: ObjectReader,
  pending: Pending,
  message: string,
  env: NodeJS.ProcessEnv,
  known: Known,
  owners: OwnerLookup,
): Promise<CommitFact> {
  const who = (role: string) => ({
    name: env[`GIT_${role}_NAME`] ?? '',
    email: env[`GIT_${role}_EMAIL`] ?? '',
    at: 0,
    offset: '+0000',
  })
  const change = await readStaged(repo, pending.parents[0] ?? null)
  const sides = await Promise.all(
    pending.parents.map(
      async parent => new Map((await readStaged(repo, parent)).files.map(file => [file.path, file])),
    ),
  )
  const changed = sides.length
    ? changedFromAll(sides)
    : change.files.map(file => ({ ...file, olds: [file.old] }))
  const fact: CommitFact = {
    oid: '0'.repeat(repo.objectFormat === 'sha1' ? 40 : 64),
    tree: '',
    parents: pending.parents,
    author: who('AUTHOR'),
    committer: who('COMMITTER'),
    message,
    trailers: parseTrailers(message),
    signature: null,
    signatureFact: { state: 'pending' },
    change,
    markers: await markersIn(objects, changed, known.policy.attribution.except),
  }
  if (readReviews(fact.trailers).length && (pending.parents.length > 1 || !change.files.length))
    fact.reaches = await pendingReaches(repo, pending, fact)
  if (originOf(fact, known).origin === 'ai' && change.files.length && pending.parents.length < 2) {
    const isAi = async (commit: CommitFact) => originOf(commit, known).origin === 'ai'
    fact.class = await classOf(repo, objects, fact, change.files, pending.parents[0] ?? null, isAi)
    fact.owners = await ownersFor(fact.class, change, known, owners)
  }
  return fact
}

async function pendingReaches(repo: Repository, pending: Pending, fact: CommitFact): Promise<Reach[]> {
  const [first, ...others] = pending.parents
  if (!first) return []
  const bases = new Set([first])
  for (const other of others) for (const base of await mergeBases(repo, first, other)) bases.add(base)
  return Promise.all(
    [...bases].map(async base => ({
      base,
      change: await readStaged(repo, base),
      covers: new Set([fact.oid, ...(await commitNames(repo, [...pending.parents, `^${base}`]))]),
    })),
  )
}
