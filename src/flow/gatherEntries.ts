import type { Asked } from '../gate/decide.ts'
import type { EntryFact, EntryFacts, EntryReach } from '../gate/reviews/entryFact.ts'
import { isAbout, subjectsOf } from '../gate/reviews/isAbout.ts'
import { parseCommitObject } from '../git/commitObject.ts'
import { type ObjectReader, openObjects } from '../git/objects.ts'
import { commitOf, isAncestor } from '../git/refs.ts'
import type { Repository } from '../git/repository.ts'
import { LEDGER_REF } from '../ledger/ledgerRef.ts'
import { isFiled } from '../ledger/parseEntry.ts'
import { readLedger } from '../ledger/read.ts'
import { verifyEntry } from '../ledger/verifyEntry.ts'
import type { Digest, Oid } from '../model/change.ts'
import type { CommitFact, SignatureFact } from '../model/commit.ts'
import type { Entry, EntryKind, Filed } from '../model/entry.ts'
import { Failure } from '../model/failure.ts'
import { readReaches } from './gatherReaches.ts'
import { reviewRepository } from './reviewRepository.ts'
import { undoneLanding } from './undoneLanding.ts'

/** What people say of a change. The other kinds are not even parsed here. */
export const SAID: readonly EntryKind[] = ['reviewed', 'rejected', 'withdrawn', 'overridden']

/** More signatures than any landing needs, and still read in seconds: beyond it somebody floods the ledger. */
const MOST_ENTRIES = 5_000

/** The ledger's words, read once however many landings are judged. */
export type SaidEntries = {
  /**
   * What was said about a landing.
   * @param target what the ref holds now; `end` what it shall hold: from one to the other a series is measured.
   */
  about(asked: Asked, target: Oid | null, end: Oid | null): Promise<EntryFacts | undefined>
}

/** What this very run was told, beside the ledger, and what is known of its signature. */
export type Heard = { filed: Filed; signature: SignatureFact }

export type SaidOptions = {
  /**
   * The ledger to read, where it is not what the ref holds: the new value that a push brings beside the landing. What
   * it says counts as if it had been pushed just before, which anybody could do; that it keeps every line of the
   * old value is for the same push to be judged by, and one refused ref refuses the whole of it.
   */
  ledger?: Oid | undefined
  /** What is not in the ledger yet; it comes after its lines, so that it stands where both have the same words. */
  heard?: Heard[]
  /** Why an override cannot be used, or not again; null when it can. */
  spent?(override: Filed): string | null
}

/** Opens the ledger of this repository, which is read on the first question that needs it, in one pass. */
export function openSaidEntries(repo: Repository, options: SaidOptions = {}): SaidEntries {
  const { heard = [], ledger = LEDGER_REF } = options
  let said: Promise<Filed[]> | undefined
  const signatures = new Map(heard.map(({ filed, signature }) => [filed.entry, signature]))
  return {
    async about(asked, target, end) {
      if (!asked.about.length) return undefined
      said ??= readSaid(repo, ledger)
      const entries = [...(await said), ...heard.map(({ filed }) => filed)]
      if (!entries.length) return undefined
      const name = await reviewRepository(repo)
      if (name === null)
        throw new Failure(
          'the ledger speaks of this landing, and a shallow clone cannot tell for which repository',
          [{ run: ['git', 'fetch', '--unshallow'], where: 'here' }],
        )
      const whole = await wholeLanding(repo, asked, target, end)
      const facts: EntryFact[] = []
      for (const one of select(entries, asked, whole)) {
        const { id, entry } = one
        const spent =
          entry.kind === 'overridden'
            ? (options.spent?.(one) ?? (await liesBehind(repo, entry, target, end)))
            : null
        const signature = signatures.get(entry) ?? verifyEntry(entry)
        facts.push({ id, entry, signature, ...(spent && { spent }) })
      }
      const read = await withReaches(repo, facts, asked, target, end)
      return { repo: name, entries: await withReverts(repo, read, asked, target, end) }
    },
  }
}

/**
 * Why an override of another commit than the one that lands is no use: that commit lacks what the ref has, so that
 * its tree on top would take back what landed since. One that was squashed may not be here, and then nobody can tell.
 */
async function liesBehind(
  repo: Repository,
  { commit }: Entry,
  target: Oid | null,
  end: Oid | null,
): Promise<string | null> {
  if (!target || commit === end) return null
  const head = await commitOf(repo, commit)
  if (!head || (await isAncestor(repo, target, head))) return null
  return `it is for ${commit.slice(0, 12)}, which does not hold what has landed since`
}

async function readSaid(repo: Repository, ledger: string): Promise<Filed[]> {
  const said: Filed[] = []
  for await (const one of readLedger(repo, ledger, SAID)) {
    if (isFiled(one)) said.push(one)
    else
      throw new Failure(
        `the ledger has a note that cannot be read, and a rejection may stand in it: ${one.on}: ${one.why}`,
        [{ run: ['git', 'improver', 'ledger', 'log'], where: 'here' }],
      )
  }
  return said
}

/** The net change of a series: rebased, it keeps neither the names nor the changes of its commits. */
async function wholeLanding(
  repo: Repository,
  { landing }: Asked,
  target: Oid | null,
  end: Oid | null,
): Promise<ReadonlySet<Digest>> {
  if (landing.length < 2 || !end) return new Set()
  const objects = openObjects(repo)
  try {
    return new Set((await reachesTo(repo, objects, end, target)).map(reach => reach.change.digest))
  } finally {
    objects.close()
  }
}

/** Those about the landing, once for each signature, and the withdrawals of them and of their withdrawals. */
function select(entries: Filed[], { about, landing }: Asked, whole: ReadonlySet<Digest>): Filed[] {
  const within = new Set(landing)
  const subjects = subjectsOf(about)
  const chosen = new Map<string, Filed>()
  const ids = new Set<Digest>()
  const choose = (one: Filed) => {
    ids.add(one.id)
    chosen.set(`${one.id} ${one.entry.sig ?? ''}`, one)
    if (chosen.size > MOST_ENTRIES)
      throw new Failure(
        `more than ${MOST_ENTRIES} entries of the ledger speak of this landing: somebody floods it, and git log refs/notes/improver/ledger says when`,
      )
  }
  const later = new Map<Digest, Filed[]>()
  for (const one of entries) {
    const { kind, of, commit } = one.entry
    if (kind !== 'withdrawn') {
      const net = one.entry.change !== null && whole.has(one.entry.change)
      if (net || within.has(commit) || isAbout(one.entry, subjects)) choose(one)
    } else if (of === undefined) {
      if (within.has(commit)) choose(one)
    } else later.set(of, [...(later.get(of) ?? []), one])
  }
  const open = [...ids]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const one of later.get(id) ?? []) {
      if (!ids.has(one.id)) open.push(one.id)
      choose(one)
    }
  }
  return [...chosen.values()]
}

/**
 * Gives the reviews that are of no commit's own change the net changes that they may have meant: up to the commit
 * that they name, where that lands, and up to the end of the landing, since a rebase keeps no names.
 */
async function withReaches(
  repo: Repository,
  facts: EntryFact[],
  { about, landing }: Asked,
  target: Oid | null,
  end: Oid | null,
): Promise<EntryFact[]> {
  const own = new Set(about.filter(fact => fact.parents.length < 2).map(fact => fact.change?.digest))
  const within = new Set(landing)
  const known = new Map<Oid, Promise<EntryReach[]>>()
  const objects = openObjects(repo)
  try {
    return await Promise.all(
      facts.map(async fact => {
        const { kind, change, commit } = fact.entry
        if (kind !== 'reviewed' || change === null || own.has(change)) return fact
        const tips = new Set([...(within.has(commit) ? [commit] : []), ...(end ? [end] : [])])
        const reaches: EntryReach[] = []
        for (const tip of tips) {
          const there = known.get(tip) ?? reachesTo(repo, objects, tip, target)
          known.set(tip, there)
          reaches.push(...(await there).filter(reach => reach.change.digest === change))
        }
        return reaches.length ? { ...fact, reaches } : fact
      }),
    )
  } finally {
    objects.close()
  }
}

/**
 * Finds whether what was reviewed had landed before and was taken back (where no trailer has made somebody look), and
 * for each review whether its author's clone had that revert: `data.tip` is what the target was there.
 */
async function withReverts(
  repo: Repository,
  facts: EntryFact[],
  { about }: Asked,
  target: Oid | null,
  end: Oid | null,
): Promise<EntryFact[]> {
  const reviews = facts.filter(({ entry }) => entry.kind === 'reviewed')
  if (!target || !end || !reviews.length) return facts
  const objects = openObjects(repo)
  try {
    for (const fact of about)
      if (fact.undone === undefined && fact.change && fact.parents.length < 2 && isReviewed(fact, reviews))
        fact.undone = await undoneLanding(repo, objects, fact.change, target, [end])
  } finally {
    objects.close()
  }
  const reverts = new Set(about.flatMap(({ undone }) => undone?.by ?? []))
  if (!reverts.size) return facts
  return Promise.all(
    facts.map(async fact => {
      const { tip } = fact.entry.data
      const at = typeof tip === 'string' && /^[0-9a-f]{40,64}$/.test(tip) ? await commitOf(repo, tip) : null
      const saw = new Set<Oid>()
      for (const by of at ? reverts : []) if (await isAncestor(repo, by, at!)) saw.add(by)
      return { ...fact, saw }
    }),
  )
}

function isReviewed(fact: CommitFact, reviews: EntryFact[]): boolean {
  const subjects = subjectsOf([fact])
  return reviews.some(
    ({ entry, reaches }) =>
      isAbout(entry, subjects) || (reaches ?? []).some(({ covers }) => covers.has(fact.oid)),
  )
}

async function reachesTo(
  repo: Repository,
  objects: ObjectReader,
  tip: Oid,
  target: Oid | null,
): Promise<EntryReach[]> {
  const object = await objects.get(tip)
  if (object?.type !== 'commit') return []
  const commit = parseCommitObject(tip, object.bytes)
  return (await readReaches(repo, commit, target)).map(reach => ({ ...reach, tree: commit.tree }))
}
