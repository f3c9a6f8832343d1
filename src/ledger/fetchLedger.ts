import type { Repository } from '../git/repository.ts'
import { GitError } from '../git/run.ts'
import type { Oid } from '../model/change.ts'
import { Failure } from '../model/failure.ts'
import { isLedgerRef, LEDGER_GLOB, LEDGER_REF, trackingFolder } from './ledgerRef.ts'
import { remoteWords } from './remoteWords.ts'
import { NO_HOOKS } from './swapRefs.ts'
import { typedRefs } from './typedRefs.ts'

/**
 * What a remote held when this clone last looked, and what it holds now; null for nothing. `held` is whatever stands
 * there: the same as `now`, unless somebody put a blob, a tree or a tag there, in which no ledger is.
 */
export type FetchedRef = { before: Oid | null; now: Oid | null; held: Oid | null }

/** The ledger of a remote and its shards by their names, and what stands on its mirror branch for each. */
export type FetchedLedger = { notes: Map<string, FetchedRef>; mirror: Map<string, FetchedRef> }

/** Where a mirror's commits are kept: beside those of the notes, which have `ledger` in this place. */
const MIRROR = 'mirror'

/**
 * Fetches a remote's ledger into our tracking refs and nothing else anywhere.
 * @param mirror the branch that mirrors it there, or null.
 * @param decides whether what is fetched decides something: then a ledger that somebody wrote over is no empty one.
 * @throws Failure when the remote can't be reached, or its ledger decides and is no commit.
 */
export async function fetchLedger(
  repo: Repository,
  remote: string,
  mirror: string | null = null,
  decides = true,
): Promise<FetchedLedger> {
  const folder = trackingFolder(remote)
  const before = await typedRefs(repo, `${folder}/`)
  const refspecs = [`+${LEDGER_GLOB}:${folder}/ledger*`]
  if (mirror !== null) refspecs.push(`+refs/heads/${mirror}*:${folder}/${MIRROR}*`)
  await fetch(repo, remote, refspecs)
  const now = await typedRefs(repo, `${folder}/`)
  const fetched: FetchedLedger = { notes: new Map(), mirror: new Map() }
  for (const [time, refs] of [
    ['before', before],
    ['now', now],
  ] as const) {
    for (const { ref, oid, type } of refs) {
      const [kind = '', shard = ''] = ref.slice(folder.length + 1).split(/(?=-)/, 2)
      const name = `${LEDGER_REF}${shard}`
      const side = kind === 'ledger' ? fetched.notes : kind === MIRROR && mirror ? fetched.mirror : null
      // A branch may be called improver-ledger-old, and is none of ours.
      if (!side || !isLedgerRef(name)) continue
      const commit = type === 'commit' ? oid : null
      const one = side.get(name) ?? { before: null, now: null, held: null }
      side.set(name, { ...one, [time]: commit, ...(time === 'now' && { held: oid }) })
    }
  }
  const { now: ledger, held } = fetched.notes.get(LEDGER_REF) ?? {}
  if (decides && held && !ledger)
    throw new Failure(`${LEDGER_REF} of ${remote} is no commit; somebody wrote over it`, [
      { run: ['git', 'improver', 'ledger', 'sync'], where: 'here' },
    ])
  return fetched
}

async function fetch(repo: Repository, remote: string, refspecs: string[]): Promise<void> {
  const flags = [
    '--quiet',
    '--no-tags',
    '--no-write-fetch-head',
    '--no-auto-maintenance',
    '--no-recurse-submodules',
  ]
  // A ledger that was deleted there is no ledger here; a partial clone would ask for each note when it is read; and
  // a configured +refs/notes/*:refs/notes/* would overwrite our own ledger, were the refmap not empty.
  const whole = ['--prune', '--no-prune-tags', '--no-filter', '--refmap=']
  for (let tries = 0; ; tries += 1) {
    try {
      await repo.run([...NO_HOOKS, 'fetch', ...flags, ...whole, '--', remote, ...refspecs])
      return
    } catch (error) {
      if (!(error instanceof GitError)) throw error
      // Another sync of this clone moves the same ref: what it fetched is as good.
      if (/cannot lock ref|unable to update local ref/.test(error.stderr) && tries < 5) continue
      throw new Failure(`the ledger could not be fetched from ${remote}: ${remoteWords(error.stderr)}`, [
        { run: ['git', 'ls-remote', remote, LEDGER_GLOB], where: 'here' },
      ])
    }
  }
}
