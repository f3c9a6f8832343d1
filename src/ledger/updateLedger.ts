import type { ObjectReader } from '../git/objects.ts'
import type { Repository } from '../git/repository.ts'
import type { Oid } from '../model/change.ts'
import { Failure } from '../model/failure.ts'
import { fileLines } from './fileLines.ts'
import { seenRef } from './ledgerRef.ts'
import { type Missing, missingLines } from './missingLines.ts'
import { LEDGER_IDENTITY, type LedgerIdentity, notesCommit } from './notesCommit.ts'
import { type OpenNotes, openNotes } from './openNotes.ts'
import { refValues } from './refValues.ts'
import { storeObjects } from './storeObjects.ts'
import { type Swap, swapRefs } from './swapRefs.ts'
import { isBusy, takeTurn } from './takeTurn.ts'
import { typedRefs } from './typedRefs.ts'

/** How long a ref may stay locked, or refuse to move while nobody else moves it. In milliseconds. */
const PATIENCE = 30_000
/** As many lines are looked for as there are. */
const EVERY = Number.POSITIVE_INFINITY

/** What a change comes to: another commit that exists already (null: still no ledger), or one to write. */
export type ChangeOutcome = { take: Oid | null } | { parents: Oid[] }

export type LedgerUpdate = {
  ref: string
  message: string
  identity?: LedgerIdentity
  /** Told of lines that had been removed from this clone's ledger and were put back. */
  restored?: (lines: Missing[]) => void
  patience?: number
  /** Refs that move in the same transaction, or nothing is written. */
  alongside?: Swap[]
  /** What the reflogs of all of them say. */
  reflog?: string
  /** Makes the change in the notes of `base`. Called again after each lost race. */
  change(notes: OpenNotes, base: Oid | null): Promise<ChangeOutcome>
}

/**
 * Changes the ledger by compare-and-swap until it works. Lines that stood in the last ledger which this
 * clone has seen and stand no more (a forced fetch of refs/notes/*, a hand that edited) are put back first.
 * @returns the commit that the ref holds then; null when there is no ledger and was nothing to write.
 * @throws Failure when the ref stays locked, GitError when git refuses.
 */
export async function updateLedger(
  repo: Repository,
  reader: ObjectReader,
  update: LedgerUpdate,
): Promise<Oid | null> {
  // Whoever may push to a bare repository could push that ref too; there the server's hook keeps the lines.
  const refs = repo.bare ? [update.ref] : [update.ref, seenRef(update.ref)]
  let since = Date.now()
  let last: Oid | null | undefined
  let giveBack = isBusy(repo) ? await takeTurn(repo) : undefined
  try {
    for (;;) {
      const values = await heldBy(repo, refs)
      const now = values[0]?.oid ?? null
      if (now !== last) since = Date.now()
      last = now
      const tried = await tryOnce(repo, reader, update, refs, values)
      if (tried === 'healed') continue
      if (!('words' in tried)) return tried.commit
      if (Date.now() - since > (update.patience ?? PATIENCE)) throw stuck(update.ref, tried.words)
      giveBack ??= await takeTurn(repo)
    }
  } finally {
    await giveBack?.()
  }
}

/** One attempt: done, lines put back and the change still to make, or git's words on why it did not move. */
async function tryOnce(
  repo: Repository,
  reader: ObjectReader,
  update: LedgerUpdate,
  refs: string[],
  values: Held[],
): Promise<{ commit: Oid | null } | { words: string } | 'healed'> {
  const [old = null, seen = null] = values.map(value => value.ledger)
  const base = old ?? seen
  const notes = await openNotes(repo, reader, base)
  const lost = seen && seen !== base ? await putBack(repo, notes, seen, base) : []
  const outcome = lost.length > 0 ? { parents: [base!] } : await update.change(notes, base)
  const made = 'take' in outcome ? null : await build(repo, notes, outcome.parents, update)
  const to = 'take' in outcome ? outcome.take : made!.commit
  // Lines that come back are no part of what the caller asked for: its refs wait for their own turn.
  const alongside = lost.length > 0 ? [] : (update.alongside ?? [])
  if (to === null || (values.every(value => value.oid === to) && alongside.length === 0))
    return { commit: to }
  const swaps = [...refs.map((ref, i) => ({ ref, to, old: values[i]?.oid ?? null })), ...alongside]
  const stored = made ? storeObjects(repo, made.objects) : Promise.resolve(async () => {})
  const swap = await swapRefs(repo, swaps, stored, update.reflog).finally(async () => (await stored)())
  if (swap.outcome !== 'moved') {
    await refuseMoved(repo, alongside)
    return { words: swap.words }
  }
  // A ref that somebody deleted begins again at what was seen last: nothing has to be put back, and all of it was gone.
  if (old === null && seen) update.restored?.((await missingLines(repo, seen, null, EVERY)).missing)
  if (lost.length === 0) return { commit: to }
  update.restored?.(lost)
  return 'healed'
}

/** What a ref holds, and the same where that is a commit: another hand may have put anything there. */
type Held = { oid: Oid | null; ledger: Oid | null }

async function heldBy(repo: Repository, refs: string[]): Promise<Held[]> {
  const there = new Map((await typedRefs(repo, ...refs)).map(one => [one.ref, one]))
  return refs.map(ref => {
    const { oid = null, type = '' } = there.get(ref) ?? {}
    // A commit that is missing is no other hand's work: whoever opens it says so.
    return { oid, ledger: type === 'commit' || type === 'missing' ? oid : null }
  })
}

/** A ledger that was lost to another writer is tried again; a branch that somebody else made is not ours to move. */
async function refuseMoved(repo: Repository, alongside: Swap[]): Promise<void> {
  if (alongside.length === 0) return
  const names = alongside.map(({ ref }) => ref)
  const now = await refValues(repo, names)
  const moved = alongside.find(({ old }, i) => (now[i] ?? null) !== old)
  if (moved)
    throw new Failure(`${moved.ref} was made or moved by somebody else meanwhile; nothing was written`)
}

async function putBack(repo: Repository, notes: OpenNotes, seen: Oid, base: Oid | null): Promise<Missing[]> {
  const { missing } = await missingLines(repo, seen, base, EVERY)
  const byObject = new Map<Oid, string[]>()
  for (const { on, raw } of missing) {
    if (raw === null) continue
    const there = byObject.get(on)
    if (there) there.push(raw)
    else byObject.set(on, [raw])
  }
  // A note that can't be read stays out of the way: what stood there comes back beside it.
  for (const [on, before] of await notes.read(byObject.keys()))
    await fileLines(notes, on, before, byObject.get(on)!)
  return missing.filter(one => one.raw !== null)
}

async function build(repo: Repository, notes: OpenNotes, parents: Oid[], update: LedgerUpdate) {
  const { tree, objects } = await notes.objects()
  const commit = notesCommit(repo.objectFormat, {
    tree,
    parents,
    message: update.message,
    identity: update.identity ?? LEDGER_IDENTITY,
    at: Math.floor(Date.now() / 1000),
  })
  return { commit: commit.oid, objects: [...objects, commit] }
}

function stuck(ref: string, words: string): Failure {
  const lock = /'([^']+\.lock)'/.exec(words)?.[1]
  return new Failure(`${ref} stays locked; nothing was written. git says: ${words.trim()}`, [
    lock
      ? { ask: `Is a git process still at work here? If none is, remove ${lock} and try again.` }
      : { run: ['git', 'fsck'], where: 'here' },
  ])
}
