import { changePoints } from '../../bench/changePoints.ts'
import { median } from '../../bench/signedRank.ts'
import { requireCommit } from '../../git/refs.ts'
import type { Repository } from '../../git/repository.ts'
import { readIndexed } from '../../ledger/index/readIndexed.ts'
import { isFiled } from '../../ledger/parseEntry.ts'
import type { Oid, Path } from '../../model/change.ts'
import type { Filed, Json } from '../../model/entry.ts'
import { firstProtectedBranch } from '../../policy/refPatterns.ts'
import { type Voices, voicesOf } from '../improvements/voices.ts'
import { policyInForce } from '../policyInForce.ts'
import { reviewRepository } from '../reviewRepository.ts'

/** A commit of the protected branch, and what one case took there. */
export type HistoryPoint = {
  commit: Oid
  /** RFC 3339, when it was committed. */
  at: string
  title: string
  /** Nanoseconds for one call, the median of what was measured there. */
  ns: number
  /** What it is to the commit that it was measured beside, where that was measured in pairs. */
  beside: { base: Oid; outcome: string; change: number; between: [number, number] } | null
}

/** A level that begins at `commit`; `since` is the last commit measured before it, so the move is of what lies between. */
export type HistoryMove = { since: Oid; commit: Oid; between: Oid[]; change: number }

/** One case on one machine with one Node and git, in the order of the branch. Other fingerprints are other series. */
export type HistorySeries = {
  file: Path
  case: string
  fingerprint: { [key: string]: Json }
  /** Whether a voucher of the policy signed it; what somebody typed never stands beside that. */
  attested: boolean
  points: HistoryPoint[]
  moves: HistoryMove[]
}

export type BenchHistory = { ref: string; series: HistorySeries[] }

export type HistoryOptions = {
  /** A branch or commit; by default the protected branch. */
  ref?: string
  /** Only cases whose file or name holds one of these words; all when empty. */
  only: string[]
  /** So many first parents are looked at. */
  limit: number
}

/**
 * What the ledger knows of the benchmarks along the first parents of a branch. An entry belongs to a commit by its name or by
 * its tree, so that what was measured on a branch still counts where that was squashed or rebased without a change.
 * @throws Failure for a branch that there is not.
 */
export async function benchHistory(repo: Repository, options: HistoryOptions): Promise<BenchHistory> {
  const policy = await policyInForce(repo)
  const ref = options.ref ?? firstProtectedBranch(policy) ?? 'HEAD'
  const commits = await firstParents(repo, await requireCommit(repo, ref), options.limit)
  const voices = voicesOf(policy, await reviewRepository(repo))
  const places = new Map<string, number>()
  for (const [place, { oid, tree }] of commits.entries())
    for (const name of [oid, tree]) if (!places.has(name)) places.set(name, place)
  const series = new Map<string, HistorySeries & { at: Map<number, Measured[]> }>()
  for await (const one of readIndexed(repo, ['benched'])) {
    if (!isFiled(one)) continue
    const place = places.get(one.entry.commit) ?? places.get(one.entry.tree ?? '')
    if (place === undefined) continue
    for (const measured of casesOf(one)) {
      if (!isWanted(measured, options.only)) continue
      const there = seriesFor(series, measured, one, voices)
      const beside = there.at.get(place)
      if (beside) beside.push(measured)
      else there.at.set(place, [measured])
    }
  }
  const all = [...series.values()].map(one => drawn(one, commits))
  return { ref, series: all.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)) }
}

type FirstParent = { oid: Oid; tree: Oid; at: string; title: string }

/** The oldest first. */
async function firstParents(repo: Repository, tip: Oid, limit: number): Promise<FirstParent[]> {
  const args = ['log', '--first-parent', `--max-count=${limit}`, '--format=%H%x00%T%x00%cI%x00%s', tip, '--']
  const lines = (await repo.text(args)).split('\n').filter(Boolean)
  return lines.toReversed().map(line => {
    const [oid = '', tree = '', at = '', title = ''] = line.split('\0')
    return { oid, tree, at, title }
  })
}

type Measured = {
  file: Path
  case: string
  base: Oid
  ns: number
  outcome: string
  change: number
  between: [number, number]
}

/** No call takes less or more nanoseconds (eleven days): no chart has room for it, and a sum of such numbers is none. */
const [LEAST, MOST] = [1e-6, 1e15]

/** The cases of an entry that have figures; anybody can write an entry, so that nothing in it is taken for granted. */
function casesOf({ entry: { data } }: Filed): Measured[] {
  const { base, cases } = data
  if (typeof base !== 'string' || !Array.isArray(cases)) return []
  return cases.flatMap(one => {
    if (typeof one !== 'object' || one === null || Array.isArray(one)) return []
    const { file, case: name, outcome, change, between, ns } = one
    const candidate = typeof ns === 'object' && ns !== null && !Array.isArray(ns) ? ns.candidate : null
    const [from, to] = Array.isArray(between) ? between : []
    if (typeof file !== 'string' || typeof name !== 'string' || typeof candidate !== 'number') return []
    if (typeof change !== 'number' || typeof outcome !== 'string') return []
    if (!(candidate >= LEAST && candidate <= MOST && change >= -1 && change <= MOST)) return []
    const interval: [number, number] = [
      typeof from === 'number' ? from : Number.NEGATIVE_INFINITY,
      typeof to === 'number' ? to : Number.POSITIVE_INFINITY,
    ]
    return [{ file, case: name, base, ns: candidate, outcome, change, between: interval }]
  })
}

function isWanted({ file, case: name }: Measured, only: string[]): boolean {
  return !only.length || only.some(word => `${file} ${name}`.includes(word))
}

function seriesFor(
  series: Map<string, HistorySeries & { at: Map<number, Measured[]> }>,
  { file, case: name }: Measured,
  filed: Filed,
  { counts }: Voices,
) {
  const { fingerprint } = filed.entry.data
  const known = typeof fingerprint === 'object' && fingerprint !== null && !Array.isArray(fingerprint)
  const fresh = {
    file,
    case: name,
    fingerprint: known ? fingerprint : {},
    attested: counts(filed),
    points: [],
    moves: [],
    at: new Map(),
  }
  const there = series.get(keyOf(fresh)) ?? fresh
  series.set(keyOf(fresh), there)
  return there
}

/** Canonical lines have their keys in order, so that equal fingerprints are equal texts. */
function keyOf({ file, case: name, fingerprint, attested }: Omit<HistorySeries, 'points' | 'moves'>): string {
  return JSON.stringify([file, name, fingerprint, !attested])
}

function drawn(
  { at, ...series }: HistorySeries & { at: Map<number, Measured[]> },
  commits: FirstParent[],
): HistorySeries {
  const line = new Set(commits.map(({ oid }) => oid))
  const places = [...at.keys()].sort((a, b) => a - b)
  const points = places.map(place => {
    const { oid, at: time, title } = commits[place]!
    const measured = at.get(place)!
    // A base that is on another line of history is no baseline.
    const beside = measured.findLast(({ base }) => base !== oid && line.has(base))
    const { base, outcome, change, between } = beside ?? {}
    return {
      commit: oid,
      at: time,
      title,
      ns: median(measured.map(({ ns }) => ns)),
      beside: beside ? { base: base!, outcome: outcome!, change: change!, between: between! } : null,
    }
  })
  const moves = changePoints(points.map(({ ns }) => ns)).map(({ at: point, change }) => {
    const [since, place] = [places[point - 1]!, places[point]!]
    return {
      since: commits[since]!.oid,
      commit: commits[place]!.oid,
      between: commits.slice(since + 1, place + 1).map(({ oid }) => oid),
      change,
    }
  })
  return { ...series, points, moves }
}
