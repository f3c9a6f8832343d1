import type { ForgeClient, Proposal } from '../../forges/forge.ts'
import { makeChange, readChange } from '../../git/changes.ts'
import { readCommits } from '../../git/history.ts'
import { readRangeChanges } from '../../git/rangeChanges.ts'
import { mergeBases } from '../../git/refs.ts'
import type { Repository } from '../../git/repository.ts'
import type { Oid } from '../../model/change.ts'
import type { Commit } from '../../model/commit.ts'
import type { Entry, Json } from '../../model/entry.ts'
import { improvementIds } from '../improvements/observeRefs.ts'
import type { Weighed } from './weighOpinions.ts'

/** Who vouches, and in which repository. The clone is named for the forge, so that each job writes the same line. */
export type Speaking = { by: string; repo: string }

/**
 * What people said on the forge, as entries of a voucher: each names the person, the target, and the net change of the
 * proposal from where it left the target, which is what the forge showed. A no is said of each AI commit as well, since
 * it holds for whatever of them lands.
 *
 * Entries hold nothing of the run's own (no clock, no clone), so that the same review gives the same line again. Their
 * `tip` is where the proposal left the target: a revert of the same change that came later was not in the reviewer's
 * sight, whenever this runs.
 * @param target what the proposal is measured against; `ai` the commits that the gate takes for AI-made.
 */
export async function vouchedEntries(
  repo: Repository,
  client: Pick<ForgeClient, 'forge' | 'repository'>,
  proposal: Proposal,
  weighed: Weighed[],
  target: Oid | null,
  ai: ReadonlySet<Oid>,
  { by, repo: name }: Speaking,
): Promise<Entry[]> {
  const said = weighed.filter(one => one.person !== null)
  if (!said.length) return []
  const bases = target ? await mergeBases(repo, target, proposal.head) : []
  const range: Commit[] = []
  for await (const commit of readCommits(repo, [proposal.head, ...bases.map(base => `^${base}`)]))
    range.push(commit)
  const tip = range.find(({ oid }) => oid === proposal.head)
  if (!tip) return []
  const alone = range.length === 1 && tip.parents.length === 1
  const base = (alone ? tip.parents[0] : bases[0]) ?? null
  const ids = [...new Set(range.flatMap(({ message }) => improvementIds(message)))]
  const net = { commit: tip.oid, change: (await readChange(repo, base, tip.tree)).digest, tree: tip.tree }
  const rejected = said.some(one => one.says === 'rejects')
  const each = rejected ? await ownChanges(repo, range, bases, ai) : []
  const bound: { [key: string]: Json } = { ...(base && { base }), ...(bases[0] && { tip: bases[0] }) }
  return said.flatMap(one => {
    const data: { [key: string]: Json } = {
      for: one.person,
      forge: client.forge,
      repository: client.repository,
      number: proposal.number,
      head: proposal.head,
      account: one.account,
      review: one.review,
    }
    const rejects = one.says === 'rejects'
    if (rejects) data.reason = `changes requested on ${client.forge} in ${proposal.number}`
    return (rejects ? [net, ...each] : [net]).map(
      (about): Entry => ({
        v: 1,
        kind: rejects ? 'rejected' : 'reviewed',
        at: timeOf(one.at),
        by,
        clone: `forge-${client.forge}`,
        repo: name,
        ...about,
        ref: proposal.ref,
        ...(ids.length === 1 && ids[0] && { improvement: ids[0] }),
        data: about === net ? { ...data, ...bound } : data,
      }),
    )
  })
}

type About = Pick<Entry, 'commit' | 'change' | 'tree'>

/** What each AI commit below the tip changes by itself, by two processes for all of them. */
async function ownChanges(
  repo: Repository,
  range: Commit[],
  bases: Oid[],
  ai: ReadonlySet<Oid>,
): Promise<About[]> {
  const [tip, ...others] = range
  const wanted = new Map(
    others.flatMap(one => (ai.has(one.oid) && one.parents.length < 2 ? [[one.oid, one] as const] : [])),
  )
  const found: About[] = []
  if (!tip || !wanted.size) return found
  for await (const { commit, files } of readRangeChanges(repo, [tip.oid, ...bases.map(base => `^${base}`)])) {
    const one = wanted.get(commit)
    if (!one) continue
    const own = files.map(({ path, new: now, olds }) => ({ path, old: olds[0] ?? null, new: now }))
    found.push({ commit, change: makeChange(own).digest, tree: one.tree })
  }
  return found
}

/** In UTC, as the ledger takes it; it is for display, and a forge that says none gets the beginning of time. */
export function timeOf(at: string): string {
  const time = Date.parse(at)
  return new Date(Number.isNaN(time) ? 0 : time).toISOString()
}
