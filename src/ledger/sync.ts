import { setTimeout as sleep } from 'node:timers/promises'
import { type ObjectReader, openObjects } from '../git/objects.ts'
import type { Repository } from '../git/repository.ts'
import type { Oid } from '../model/change.ts'
import { Failure } from '../model/failure.ts'
import { type FetchedRef, fetchLedger } from './fetchLedger.ts'
import { isLedgerRef, LEDGER_GLOB, LEDGER_REF, mirrorRef, SEEN_PREFIX, trackingRef } from './ledgerRef.ts'
import type { Malformed } from './listNotes.ts'
import { isAncestor, mergeNotes } from './merge.ts'
import { type Missing, missingLines } from './missingLines.ts'
import type { LedgerIdentity } from './notesCommit.ts'
import { type LedgerPush, type PushOutcome, pushLedger } from './pushLedger.ts'
import { NO_HOOKS } from './swapRefs.ts'
import { typedRefs } from './typedRefs.ts'
import { updateLedger } from './updateLedger.ts'

export type SyncOptions = {
  identity?: LedgerIdentity
  attempts?: number
  /** A branch of the remote that holds the same, where the forge protects branches and not notes. */
  mirror?: string | null
}

/** Where a line was missing. */
export type Place = 'remote' | 'mirror' | 'here'

export type Synced = {
  /** The ledger that both sides have now; null when neither has one. */
  commit: Oid | null
  /** Notes of ours that gained lines. */
  gained: number
  pushed: boolean
  /** Lines once seen on the remote, on its mirror or in this clone, and found missing there. All are back now. */
  missing: (Missing & { from: Place })[]
  /** What the remote has among its notes that is none; it was left there. */
  malformed: Malformed[]
  /** Why the mirror was not written, in the remote's words; null when it was, or there is none. */
  mirrorRefused: string | null
}

/**
 * Makes this clone's ledger and a remote's the same, shards and mirror included: fetch, union, push if the remote has
 * not moved, and again if it has. Nothing is ever removed on either side.
 * @param remote a remote's name, a URL or a path.
 * @throws Failure when the remote can't be reached or refuses, or moves faster than `attempts` tries (50).
 */
export async function sync(repo: Repository, remote: string, options: SyncOptions = {}): Promise<Synced> {
  const reader = openObjects(repo)
  let words = ''
  const synced: Synced = {
    commit: null,
    gained: 0,
    pushed: false,
    missing: [],
    malformed: [],
    mirrorRefused: null,
  }
  try {
    let still = 0
    let last = ''
    for (let tries = 0; tries < (options.attempts ?? 50); tries += 1) {
      const pushes = await uniteAll(repo, reader, remote, options, synced)
      const raced = await pushAll(repo, remote, pushes, synced)
      if (raced === null) return synced
      // Where nobody moved what we could not move, there is no race.
      still = raced.where === last ? still + 1 : 0
      last = raced.where
      words = raced.words
      if (still >= PATIENT) break
      // Clones on other machines can't take turns: they spread out by chance, ever wider.
      await sleep(Math.random() * Math.min(5_000, 50 * 2 ** tries))
    }
  } finally {
    reader.close()
  }
  throw new Failure(
    `${remote} did not take the ledger, each time we tried; nothing is lost. It says: ${words}`,
    [{ run: ['git-improver', 'ledger', 'sync'], where: 'here' }],
  )
}

type Pushes = { notes: LedgerPush[]; mirrors: LedgerPush[] }

/** Brings everything of the remote into this clone, and gives what the remote lacks then. */
async function uniteAll(
  repo: Repository,
  reader: ObjectReader,
  remote: string,
  { mirror = null, identity }: SyncOptions,
  synced: Synced,
): Promise<Pushes> {
  const fetched = await fetchLedger(repo, remote, mirror, false)
  const own = (await typedRefs(repo, LEDGER_GLOB)).map(({ ref }) => ref)
  for (const { ref } of await typedRefs(repo, SEEN_PREFIX))
    own.push(`refs/notes/improver/${ref.slice(SEEN_PREFIX.length + 1)}`)
  const pushes: Pushes = { notes: [], mirrors: [] }
  synced.malformed = []
  synced.mirrorRefused = null
  // Also what this clone saw alone: where a hand deleted the ledger or a shard, it comes back from that.
  const refs = new Set([
    LEDGER_REF,
    ...own.filter(isLedgerRef),
    ...fetched.notes.keys(),
    ...fetched.mirror.keys(),
  ])
  for (const ref of refs) {
    const there = fetched.notes.get(ref) ?? NOTHING
    const branch = fetched.mirror.get(ref) ?? NOTHING
    const isOthers = branch.now !== null && !(await looksLikeNotes(repo, branch.now))
    const mirrored = isOthers ? NOTHING : branch
    await noteLost(repo, synced, 'remote', there)
    await noteLost(repo, synced, 'mirror', mirrored)
    for (const { now, held } of [there, mirrored])
      if (held && !now)
        synced.malformed.push({ path: ref, oid: held, why: 'the ref holds no commit, and so no ledger' })
    let commit: Oid | null = null
    for (const theirs of new Set([there.now, mirrored.now ?? there.now])) {
      const united = await unite(repo, reader, ref, theirs, {
        message: `chore(ledger): merge the ledger of ${remote}`,
        ...(identity && { identity }),
        restored: lines => note(synced, 'here', lines),
      })
      commit = united.commit
      synced.gained += united.gained
      for (const one of united.malformed) synced.malformed.push(one)
    }
    if (ref === LEDGER_REF) synced.commit = commit
    if (!commit) continue
    if (commit !== there.now) pushes.notes.push({ to: ref, commit, expected: there.held })
    if (isOthers)
      synced.mirrorRefused = `it has a branch ${mirror} already, which holds no ledger; the policy's ledger.mirror needs another name`
    else if (mirror !== null && commit !== mirrored.now)
      pushes.mirrors.push({ to: mirrorRef(mirror, ref), commit, expected: mirrored.held })
  }
  return pushes
}

/** Whether a commit holds notes, or nothing: a branch of that name may be somebody's work, and is not written over. */
async function looksLikeNotes(repo: Repository, commit: Oid): Promise<boolean> {
  const names = (await repo.text(['ls-tree', '--name-only', '-z', commit])).split('\0').filter(Boolean)
  return names.length === 0 || names.some(name => /^(?:[0-9a-f]{2}|[0-9a-f]{40}|[0-9a-f]{64})$/i.test(name))
}

const NOTHING: FetchedRef = { before: null, now: null, held: null }

/** So often one value of a remote's ref may stand in our way: its lock may be another push's, or one that was killed. */
const PATIENT = 8

/** What could not be pushed and from which value, and the remote's words. */
type Raced = { where: string; words: string }

/** Pushes what is to be pushed; null when this is the end of it: nobody was faster. */
async function pushAll(
  repo: Repository,
  remote: string,
  { notes, mirrors }: Pushes,
  synced: Synced,
): Promise<Raced | null> {
  const outcomes = await pushLedger(repo, remote, notes)
  for (const [at, { to, commit }] of notes.entries())
    if (outcomes[at] === 'taken') {
      synced.pushed = true
      await repo.run([...NO_HOOKS, 'update-ref', '--no-deref', trackingRef(remote, to), commit])
    }
  for (const [at, one] of outcomes.entries())
    if (one !== 'taken' && 'refused' in one)
      throw new Failure(`${remote} did not take the ledger: ${one.refused}`, [
        { run: ['git', 'push', remote, `${notes[at]!.to}:${notes[at]!.to}`], where: 'here' },
      ])
  const raced = racedIn(notes, outcomes)
  if (raced) return raced
  // By itself, since a server that refuses the branch may refuse the whole push.
  const mirrored = await pushLedger(repo, remote, mirrors)
  const declined = mirrored.flatMap(one => (one !== 'taken' && 'refused' in one ? [one.refused] : []))
  synced.mirrorRefused ??= declined[0] ?? null
  return racedIn(mirrors, mirrored)
}

function racedIn(pushes: LedgerPush[], outcomes: PushOutcome[]): Raced | null {
  const lost = pushes.flatMap(({ to, expected }, at) => {
    const one = outcomes[at]!
    return one !== 'taken' && 'raced' in one ? [{ where: `${to} ${expected}`, words: one.raced }] : []
  })
  return lost[0] ? { where: lost.map(one => one.where).join('\n'), words: lost[0].words } : null
}

type United = { commit: Oid | null; gained: number; malformed: Malformed[] }

/** The union of this clone's ref and a commit of the remote's. */
async function unite(
  repo: Repository,
  reader: ObjectReader,
  ref: string,
  theirs: Oid | null,
  how: { message: string; identity?: LedgerIdentity; restored: (lines: Missing[]) => void },
): Promise<United> {
  const united: United = { commit: null, gained: 0, malformed: [] }
  united.commit = await updateLedger(repo, reader, {
    ...how,
    ref,
    async change(notes, base) {
      if (!theirs || base === theirs) return { take: base }
      const merged = await mergeNotes(repo, notes, base, theirs)
      united.malformed = merged.malformed
      united.gained = merged.gained
      // Such a tree stays out of this clone; what could be listed of it is in ours.
      if (merged.malformed.some(one => one.hides))
        return base && merged.gained === 0 ? { take: base } : { parents: base ? [base] : [] }
      if (!base) return { take: theirs }
      if (merged.lacking === 0 && (await isAncestor(repo, base, theirs))) return { take: theirs }
      if (merged.gained === 0 && (await isAncestor(repo, theirs, base))) return { take: base }
      return { parents: [base, theirs] }
    },
  })
  return united
}

async function noteLost(
  repo: Repository,
  synced: Synced,
  from: Place,
  { before, now }: FetchedRef,
): Promise<void> {
  if (before && before !== now) note(synced, from, (await missingLines(repo, before, now)).missing)
}

function note(synced: Synced, from: Place, lines: Missing[]): void {
  const known = new Set(synced.missing.map(one => `${one.from} ${one.on} ${one.raw}`))
  for (const one of lines)
    if (!known.has(`${from} ${one.on} ${one.raw}`)) synced.missing.push({ ...one, from })
}
