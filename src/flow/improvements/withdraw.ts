import { isAbout, subjectsOf } from '../../gate/reviews/isAbout.ts'
import { humanOf } from '../../gate/reviews/people.ts'
import { emailOf, readReviews } from '../../gate/reviews/readReviews.ts'
import { standingOf } from '../../gate/reviews/standing.ts'
import { readChange } from '../../git/changes.ts'
import { readCommit } from '../../git/history.ts'
import { openObjects } from '../../git/objects.ts'
import type { Repository } from '../../git/repository.ts'
import { LEDGER_REF } from '../../ledger/ledgerRef.ts'
import { isFiled } from '../../ledger/parseEntry.ts'
import { readLedger } from '../../ledger/read.ts'
import { verifyEntry } from '../../ledger/verifyEntry.ts'
import type { Digest, Oid } from '../../model/change.ts'
import type { Commit } from '../../model/commit.ts'
import type { Filed } from '../../model/entry.ts'
import { EXIT, Failure } from '../../model/failure.ts'
import type { Policy } from '../../model/policy.ts'
import { SAID } from '../gatherEntries.ts'
import { knownFor } from '../gatherFacts.ts'
import { reviewRepository } from '../reviewRepository.ts'
import { gitIdentity } from '../run/identity.ts'
import { findSubject } from './findSubject.ts'
import { policyHere, readProposal } from './readProposal.ts'
import { type Said, say, type Words } from './say.ts'

/** What a withdrawal takes back: an entry by its id, or the trailers of a commit. */
export type Withdrawn = {
  id: string | null
  withdrew: (Said & { of: string; what: 'reviewed' | 'rejected' | 'overridden' | 'trailer' })[]
}

/**
 * Takes back everything that the person whom git knows here said about some work: approvals, rejections and overrides
 * in the ledger by their ids, and reviews in trailers by the commits that carry them.
 * @param name as `approve` takes it, or the id of an entry (`sha256:...`).
 * @throws Failure when this person has said nothing that still holds.
 */
export async function withdraw(repo: Repository, name: string): Promise<Withdrawn> {
  const policy = await policyHere(repo)
  const known = knownFor(policy)
  const me = humanOf(policy, emailOf(await gitIdentity(repo)) ?? '')
  const filed: Filed[] = []
  for await (const one of readLedger(repo, LEDGER_REF, SAID)) if (isFiled(one)) filed.push(one)
  const facts = filed.map(({ id, entry }) => ({ id, entry, signature: verifyEntry(entry) }))
  const standing = standingOf({ repo: (await reviewRepository(repo)) ?? '', entries: facts }, known)
  const mine = [...standing.reviews, ...standing.rejections, ...standing.overrides].filter(
    ({ speaker, withdrawnBy }) => withdrawnBy === null && humanOf(policy, speaker.email ?? '') === me,
  )
  const byId = mine.find(one => one.id === name)
  const subject = byId ? null : await findSubject(repo, name, policy)
  const { range, changes } = subject ? await workAt(repo, policy, subject.commit) : { range: [], changes: [] }
  const subjects = subjectsOf(range)
  if (subject?.id) subjects.improvements.add(subject.id)
  // A squash or rebase gave it other names, and left the change as it was.
  for (const change of changes) subjects.changes.add(change)
  const entries = byId ? [byId] : mine.filter(one => isAbout(one.entry, subjects))
  const carriers = range.filter(
    commit =>
      !standing.takenBack.has(`${commit.oid} ${me}`) &&
      readReviews(commit.trailers).some(({ email }) => email && humanOf(policy, email) === me),
  )
  const words: Words[] = [
    ...entries.map(({ id, entry }) => ({
      kind: 'withdrawn' as const,
      commit: entry.commit,
      change: entry.change,
      tree: entry.tree,
      ...(entry.ref && { ref: entry.ref }),
      ...(entry.improvement && { improvement: entry.improvement }),
      of: id,
      data: {},
    })),
    ...carriers.map(({ oid, tree }) => ({
      kind: 'withdrawn' as const,
      commit: oid,
      change: null,
      tree,
      ...(subject?.id && { improvement: subject.id }),
      data: {},
    })),
  ]
  if (!words.length)
    throw new Failure(
      `${me} has said nothing about ${name} that still holds`,
      [{ run: ['git', 'improver', 'ledger', 'log'], where: 'here' }],
      EXIT.refused,
    )
  const said = await say(repo, words)
  return {
    id: subject?.id ?? byId?.entry.improvement ?? null,
    withdrew: said.map((one, at) => {
      const entry = entries[at]
      return {
        ...one,
        of: entry ? entry.id : carriers[at - entries.length]!.oid,
        what: entry ? (entry.entry.kind as 'reviewed' | 'rejected' | 'overridden') : ('trailer' as const),
      }
    }),
  }
}

type Work = { range: Commit[]; changes: Digest[] }

/** What has not landed, or where all has the commit's own change: what was said of that may still be in the ledger. */
async function workAt(repo: Repository, policy: Policy, end: Oid): Promise<Work> {
  const own = async ({ parents, tree }: Commit) => (await readChange(repo, parents[0] ?? null, tree)).digest
  try {
    const { range, change } = await readProposal(repo, policy, end, end)
    const single = range.filter(({ parents }) => parents.length < 2)
    return { range, changes: [change.digest, ...(await Promise.all(single.map(own)))] }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
  }
  const objects = openObjects(repo)
  try {
    return { range: [], changes: [await own(await readCommit(objects, end))] }
  } finally {
    objects.close()
  }
}
