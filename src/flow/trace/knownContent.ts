import { createHash } from 'node:crypto'
import { originOf } from '../../gate/origin.ts'
import type { Known } from '../../gate/signals/signal.ts'
import { commitsAmong } from '../../git/commitsAmong.ts'
import { type GitObject, type ObjectReader, openObjects } from '../../git/objects.ts'
import { readRangeChanges } from '../../git/rangeChanges.ts'
import { readable } from '../../git/readableCommit.ts'
import type { Repository } from '../../git/repository.ts'
import { markLines } from '../../git/trailers.ts'
import { type ContentIndex, openContentIndex } from '../../ledger/content/contentIndex.ts'
import { packKeys } from '../../ledger/content/packedKeys.ts'
import { isLedgerRef, LEDGER_GLOB } from '../../ledger/ledgerRef.ts'
import { listNotes } from '../../ledger/listNotes.ts'
import { RECEIPTS_REF, receiptKeys } from '../../ledger/receipts.ts'
import { typedRefs } from '../../ledger/typedRefs.ts'
import type { Oid } from '../../model/change.ts'
import { readReceived } from '../server/receivedFiles.ts'
import { broughtByAi } from './brought.ts'

/** Changes whenever the same commit would be looked at with another result. */
const RULE = 1
/** So many keys are held before they are written down: 4 MB. */
const AT_ONCE = 500_000
/** So many commits are asked for together. */
const FEW = 2_000

/**
 * The content of AI commits that this repository knows of: those that its ledger speaks of, and those that its server
 * has receipts for. Brought up to date where either moved; what was found out before is not looked at again.
 * @returns null where nothing is known at all. Close it.
 */
export async function openKnownContent(repo: Repository, known: Known): Promise<ContentIndex | null> {
  const refs = await typedRefs(repo, LEDGER_GLOB, RECEIPTS_REF)
  const received: string[] = []
  for await (const { name } of readReceived(repo)) received.push(name)
  if (!refs.length && !received.length) return null
  const index = openContentIndex(repo, identityOf(known))
  const state = [...refs.map(({ ref, oid }) => `${ref} ${oid}`), ...received].join(' ')
  try {
    if (index.upTo() !== state) {
      await lookAt(repo, known, index)
      index.setUpTo(state)
    }
    if (!index.isEmpty()) return index
  } catch (error) {
    index.close()
    throw error
  }
  index.close()
  return null
}

/** Whoever counts as an agent decides what is known, so another policy has another index. */
function identityOf({ agents, policy }: Known): string {
  const who = JSON.stringify([RULE, agents, policy.attribution, policy.run.bot.email])
  return createHash('sha256').update(who).digest('hex').slice(0, 16)
}

async function lookAt(repo: Repository, known: Known, index: ContentIndex): Promise<void> {
  const received = new Map<Oid, boolean>()
  for await (const one of spokenOf(repo))
    if (!index.knows(one.commit) && !received.get(one.commit)) received.set(one.commit, one.received)
  const commits = await commitsAmong(repo, [...received.keys()])
  // A server has receipts for changes too, under names that nothing will ever have; elsewhere a commit may come yet.
  if (repo.bare) {
    const here = new Set(commits)
    const nothing = [...received].flatMap(([name, own]) => (own && !here.has(name) ? [name] : []))
    if (nothing.length) index.add({ sources: [], passed: nothing, words: new Uint32Array() })
  }
  const objects = openObjects(repo)
  try {
    for (let from = 0; from < commits.length; from += FEW) {
      const some = commits.slice(from, from + FEW)
      await learn(repo, objects, known, index, some, commit => received.get(commit) ?? false)
    }
  } finally {
    objects.close()
  }
}

/** All that entries and receipts are about; whether it is a commit, and of whom, is still to be seen. */
async function* spokenOf(repo: Repository): AsyncGenerator<{ commit: Oid; received: boolean }> {
  for await (const { keys } of readReceived(repo)) for (const commit of keys) yield { commit, received: true }
  for await (const commit of receiptKeys(repo)) yield { commit, received: true }
  for (const { ref, oid, type } of await typedRefs(repo, LEDGER_GLOB)) {
    if (!isLedgerRef(ref) || type !== 'commit') continue
    for (const commit of (await listNotes(repo, oid)).notes.keys()) yield { commit, received: false }
  }
}

async function learn(
  repo: Repository,
  objects: ObjectReader,
  known: Known,
  index: ContentIndex,
  some: Oid[],
  isReceived: (commit: Oid) => boolean,
): Promise<void> {
  const [telling, passed]: [Oid[], Oid[]] = [[], []]
  for (const commit of some) {
    const object = await objects.get(commit)
    if (!object) continue
    const tells = tellsOfAi(object, isReceived(commit), known)
    ;(tells ? telling : passed).push(commit)
  }
  let sources: Oid[] = []
  let keys = packKeys()
  for await (const { commit, files } of telling.length
    ? readRangeChanges(repo, telling, ['--no-walk=unsorted'])
    : []) {
    const before = keys.size()
    for await (const brought of broughtByAi(objects, files))
      for (const key of brought.keys) keys.add(key, sources.length)
    if (keys.size() === before) continue
    sources.push(commit)
    if (keys.size() < AT_ONCE) continue
    index.add({ sources, passed: [], words: keys.sorted() })
    sources = []
    keys = packKeys()
  }
  const silent = telling.filter(commit => !sources.includes(commit) && !index.knows(commit))
  if (sources.length || silent.length || passed.length)
    index.add({ sources, passed: [...passed, ...silent], words: keys.sorted() })
}

/** What cannot be read in one way can land nowhere, and a note on it must not stop those who land other things. */
function tellsOfAi(object: GitObject, received: boolean, known: Known): boolean {
  const fact = readable(object)
  return (
    fact !== null && (received || originOf(fact, known).origin === 'ai') && !isDeterministic(fact.message)
  )
}

/** Of git-improver's own rewriters, which anybody's copy of it would write alike; a driven agent's work is its own. */
function isDeterministic(message: string): boolean {
  return markLines(message).some(line => /^improver\s*:\s*(?!external\b)\S/i.test(line))
}
