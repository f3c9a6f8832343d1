import { AUTHORITY } from '../../gate/reviews/authority.ts'
import { commitNames, readCommits } from '../../git/history.ts'
import { listRefs } from '../../git/refs.ts'
import type { Repository } from '../../git/repository.ts'
import { fold } from '../../ledger/fold.ts'
import { readIndexed } from '../../ledger/index/readIndexed.ts'
import { isFiled } from '../../ledger/parseEntry.ts'
import type { Oid } from '../../model/change.ts'
import type { Commit } from '../../model/commit.ts'
import type { Decision } from '../../model/decision.ts'
import type { Filed } from '../../model/entry.ts'
import type { Group, State } from '../../model/lifecycle.ts'
import type { Policy } from '../../model/policy.ts'
import { firstProtectedBranch } from '../../policy/refPatterns.ts'
import { openSaidEntries } from '../gatherEntries.ts'
import { judgeUpdate } from '../judgeUpdate.ts'
import { findPolicyRef, loadPolicyAt } from '../loadPolicy.ts'
import { defaultPolicy } from '../missingPolicy.ts'
import { publishedAt } from '../readRange.ts'
import { reviewRepository } from '../reviewRepository.ts'
import { type LastRehearsal, lastRehearsals } from '../undo/lastRehearsal.ts'
import { type Hints, openHints } from './hints.ts'
import { namedByChange } from './namedByChange.ts'
import { improvementIds, type Observed, observeRefs } from './observeRefs.ts'
import { voicesOf } from './voices.ts'

/** One improvement, as the refs, the gate and the ledger together tell it. */
export type ListedImprovement = {
  id: string
  state: State
  group: Group
  improver: string | null
  /** As the gate derives it while it waits; as it was proposed once it has landed. */
  class: string | null
  branch: string | null
  commit: Oid | null
  title: string
  /** Why it may not land yet, in the gate's words. */
  waits: string[]
  anomalies: string[]
  entries: Filed[]
  /** Those that come from someone who may say them. */
  heard: Filed[]
  /** What undoing it came to when that was last tried; null where nobody has. */
  undo: LastRehearsal | null
}

/**
 * Every improvement that this clone knows: from `ai/` branches here and on remotes, from the protected
 * branches, and from the ledger. Refs win: a plain merge or revert writes no entry and is still seen.
 */
export async function listImprovements(repo: Repository): Promise<ListedImprovement[]> {
  const policyRef = await findPolicyRef(repo)
  const policy = (policyRef ? (await loadPolicyAt(repo, policyRef))?.policy : null) ?? defaultPolicy()
  const entries: Filed[] = []
  for await (const one of readIndexed(repo)) if (isFiled(one)) entries.push(one)
  const { counts: asked, personOf } = voicesOf(policy, await reviewRepository(repo))
  // A signature is looked at once.
  const heard = new Set(entries.filter(asked))
  const counts = (one: Filed) => heard.has(one)
  const open = await readOpen(repo, policy)
  const { events, landed } = await observe(repo, policy, [...heard], open)
  const folded = new Map(fold(entries, events, counts, personOf).improvements.map(one => [one.id, one]))
  const ids = new Set([...open.keys(), ...folded.keys()])
  const undo = lastRehearsals(entries, counts)
  const places = new Map<string, number[]>()
  for (const [at, { id }] of entries.entries()) places.set(id, [...(places.get(id) ?? []), at])
  const hints = openHints(repo, open)
  const listOne = async (id: string): Promise<ListedImprovement> => {
    const known = folded.get(id)
    const onBranch = open.get(id)
    const state = stateOf(known?.state ?? 'proposed', onBranch)
    const group = groupOf(state)
    // Where it has landed, the branch that some clones still have is history.
    const waiting = landed.has(id) && group !== 'pending' && group !== 'approved' ? undefined : onBranch
    const there = (known?.entries ?? []).flatMap(one => places.get(one) ?? [])
    const about = there.sort((a, b) => a - b).map(at => entries[at]!)
    const proposed = await proposalOf(about, hints)
    const word = (name: string) => {
      const value = proposed?.entry.data[name]
      return typeof value === 'string' ? value : null
    }
    const commit = waiting?.commit ?? landed.get(id) ?? null
    return {
      id,
      state,
      group,
      // Of what waits its commit says it, of a squash of several only the proposal which of them.
      improver: (waiting && trailer(commit, 'improver')) ?? word('improver') ?? trailer(commit, 'improver'),
      class: waiting?.class ?? word('class'),
      branch: waiting?.branch ?? word('branch'),
      commit: commit?.oid ?? proposed?.entry.commit ?? null,
      title: commit?.message.split('\n', 1)[0] ?? word('title') ?? '',
      waits: waiting?.waits ?? [],
      anomalies: [...(known?.anomalies ?? []), ...unheard(about.filter(one => !counts(one)))],
      entries: about,
      heard: about.filter(counts),
      undo: undo.get(id) ?? null,
    }
  }
  try {
    const listed: ListedImprovement[] = []
    for (const id of ids) listed.push(await listOne(id))
    return listed
  } finally {
    hints.close()
  }
}

/** The proposal whose words are shown: one that its commit bears out, else one whose commit is not here. */
async function proposalOf(about: Filed[], hints: Hints): Promise<Filed | undefined> {
  let unknown: Filed | undefined
  for (const one of about) {
    if (one.entry.kind !== 'proposed') continue
    const named = await hints.isOfItsCommit(one)
    if (named) return one
    if (named === null) unknown ??= one
  }
  return unknown
}

/** What landed by its message, and, of what did not, by its change. */
async function observe(
  repo: Repository,
  policy: Policy,
  heard: Filed[],
  open: ReadonlyMap<string, Open>,
): Promise<Observed> {
  const observed = await observeRefs(repo, policy)
  const missing = heard.filter(
    ({ entry: { improvement } }) => improvement && !observed.landed.has(improvement),
  )
  const named = await namedByChange(repo, observed.tips, missing, open)
  return named.size ? observeRefs(repo, policy, named) : observed
}

/** What somebody said and nobody obeys, in words. Evidence that nobody attests is no oddity but the rule. */
function unheard(entries: Filed[]): string[] {
  return entries.flatMap(({ entry: { kind, by } }) =>
    AUTHORITY[kind] === 'vouchers' || kind === 'incident'
      ? []
      : [`${kind} by ${by} is not obeyed: no key of theirs signed it for this repository`],
  )
}

type Open = {
  branch: string
  commit: Commit
  class: string | null
  /** All that the gate has to say, warnings included: a no that nobody signed is one. */
  waits: string[]
  blocked: boolean
  reviewed: boolean
}

/** What waits under `ai/`, here and on the remotes, with the gate's opinion of it; this clone's branch wins. */
async function readOpen(repo: Repository, policy: Policy): Promise<Map<string, Open>> {
  const open = new Map<string, Open>()
  const target = firstProtectedBranch(policy)
  const at = target ? await publishedAt(repo, target) : null
  const said = openSaidEntries(repo)
  const merged = at ? await commitNames(repo, [at]) : new Set<Oid>()
  for (const { ref, oid } of await listRefs(repo, `refs/heads/${policy.branches.ai}`, 'refs/remotes')) {
    const branch = ref.replace(/^refs\/(heads\/|remotes\/[^/]+\/)/, '')
    if (!branch.startsWith(policy.branches.ai) || merged.has(oid)) continue
    const update = { ref: target ?? 'refs/heads/main', old: at, new: oid }
    const decision = await judgeUpdate(repo, update, 'client', policy, said)
    for await (const commit of readCommits(repo, [oid, ...(at ? [`^${at}`] : [])])) {
      for (const id of improvementIds(commit.message)) {
        const judged = decision.commits.find(one => one.commit === commit.oid)
        const told = violationsOf(decision, commit.oid)
        const waits = told.map(({ why }) => why)
        const blocked = told.some(({ level }) => level === 'block')
        const reviewed = judged?.reviews.some(review => review.problem === null) ?? false
        const before = open.get(id)
        // A reviewer's amended branch and the bot's first one are both there for a while.
        if (!before || (before.blocked && !blocked))
          open.set(id, { branch, commit, class: judged?.class ?? null, waits, blocked, reviewed })
      }
    }
  }
  return open
}

function violationsOf({ violations }: Decision, commit: Oid): Decision['violations'] {
  return violations.filter(one => one.commit === commit || one.commit === null)
}

/**
 * A landing or a rejection outranks what still lies on a branch. Whether that is approved the gate says, by what lies there:
 * which change the entries approve is what anybody's proposal says that it is.
 */
function stateOf(folded: State, waiting: Open | undefined): State {
  if (!waiting || (folded !== 'proposed' && folded !== 'approved')) return folded
  if (waiting.blocked) return 'proposed'
  return waiting.reviewed ? 'approved' : folded
}

function groupOf(state: State): Group {
  if (state === 'proposed') return 'pending'
  if (state === 'approved') return 'approved'
  return state === 'rejected' || state === 'reverted' ? 'rejected' : 'deployed'
}

function trailer(commit: Commit | null, key: string): string | null {
  return commit?.trailers.find(one => one.key.toLowerCase() === key)?.value ?? null
}
