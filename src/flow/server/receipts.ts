import { makeChange } from '../../git/changes.ts'
import { commitNames } from '../../git/history.ts'
import { readRangeChanges } from '../../git/rangeChanges.ts'
import type { Repository } from '../../git/repository.ts'
import { changeKey, RECEIPTS_REF, type ReceiptKey, readReceipts } from '../../ledger/receipts.ts'
import { refValues } from '../../ledger/refValues.ts'
import type { Digest, Oid } from '../../model/change.ts'
import type { ReceiptFact } from '../../model/commit.ts'
import { Failure } from '../../model/failure.ts'
import { readReceived } from './receivedFiles.ts'

/** What a server knows of who brought its commits, for any number of landings. */
export type Receipts = {
  about(range: string[]): Promise<Map<Oid, ReceiptFact>>
  /** Whether there are any at all. */
  any(): Promise<boolean>
  /** The same for commits that are known already, each with the digest of its change where it has one. */
  of(commits: ReadonlyMap<Oid, Digest | null>): Promise<Map<Oid, ReceiptFact>>
}

/**
 * Opens the receipts of a repository: a server's own, or in CI those that were fetched
 * (`git fetch origin refs/improver/receipts:refs/improver/receipts`). Where there are none, one process is all it costs.
 */
export function openReceipts(repo: Repository): Receipts {
  let known: Promise<boolean> | undefined
  const any = () => {
    known ??= hasAny(repo)
    return known
  }
  return {
    any,
    async about(range) {
      return range.length && (await any()) ? look(repo, await changesIn(repo, range)) : new Map()
    },
    async of(commits) {
      return commits.size && (await any()) ? look(repo, commits) : new Map()
    },
  }
}

async function hasAny(repo: Repository): Promise<boolean> {
  for await (const _ of readReceived(repo)) return true
  return (await refValues(repo, [RECEIPTS_REF]))[0] !== null
}

async function changesIn(repo: Repository, range: string[]): Promise<Map<Oid, Digest | null>> {
  const changes = new Map<Oid, Digest | null>()
  for (const commit of await commitNames(repo, range)) changes.set(commit, null)
  for await (const { commit, files } of readRangeChanges(repo, range)) {
    if (files.some(({ olds }) => olds.length > 1)) continue
    const { digest } = makeChange(
      files.map(({ path, olds, new: now }) => ({ path, old: olds[0] ?? null, new: now })),
    )
    changes.set(commit, digest)
  }
  return changes
}

async function look(
  repo: Repository,
  commits: ReadonlyMap<Oid, Digest | null>,
): Promise<Map<Oid, ReceiptFact>> {
  const changes = new Map<ReceiptKey, Oid[]>()
  for (const [commit, digest] of commits) {
    if (digest === null) continue
    const key = changeKey(digest, repo)
    changes.set(key, [...(changes.get(key) ?? []), commit])
  }
  const found = await readReceipts(repo, [...commits.keys(), ...changes.keys()])
  for await (const { text, keys } of readReceived(repo))
    for (const key of keys)
      if (!found.has(key) && (commits.has(key) || changes.has(key))) found.set(key, text)
  const facts = new Map<Oid, ReceiptFact>()
  for (const [key, text] of found)
    for (const oid of changes.get(key) ?? []) facts.set(oid, parseReceipt(text, 'change'))
  for (const [key, text] of found) if (commits.has(key)) facts.set(key, parseReceipt(text, 'commit'))
  return facts
}

/** @throws Failure where somebody wrote something else there: what it said is not guessed. */
function parseReceipt(text: string, of: ReceiptFact['of']): ReceiptFact {
  try {
    const { v, at, by, ref } = JSON.parse(text)
    if (v === 1 && Number.isSafeInteger(at) && typeof by === 'string' && typeof ref === 'string')
      return { of, by, ref, at }
  } catch {
    // Told below, whatever is wrong with it.
  }
  throw new Failure(`${RECEIPTS_REF} holds a receipt that this version cannot read: ${text.slice(0, 80)}`, [
    { run: ['git', 'log', '-3', RECEIPTS_REF], where: 'here' },
  ])
}
