import type { Oid } from '../../model/change.ts'
import type { Commit } from '../../model/commit.ts'
import { originOf } from '../origin.ts'
import { agentNames } from '../signals/agentNames.ts'
import { automationByIdentity, matchIdentity } from '../signals/matchAgent.ts'
import type { Known } from '../signals/signal.ts'
import { approvalsIn, approvedByAnother } from './approvals.ts'
import { isButton } from './isButton.ts'
import { followLandings, landedAt, landedOnto } from './landings.ts'
import { followReverts } from './reverts.ts'

/** A commit whose class somebody may ask for, and what the line of first parents held before it came there. */
export type Sampled = { commit: Commit; onto: Oid | null }

/** What a history holds, by who made it. `work` is the AI commits that are no merges: what there is to review. */
export type HistoryCount = {
  commits: number
  human: number
  automation: number
  ai: number
  work: number
  /** Of the work: no other person's approval is seen on it or on a merge that brought it. */
  unreviewed: number
  /** Of the unreviewed: a forge's button made it or a merge that brought it, and it may have been approved there. */
  byButton: number
  /** Of the work: it was taken back, after so many seconds each. */
  revertedAfter: number[]
  byAgent: Map<string, number>
  byAutomation: Map<string, number>
  /** Committer's times in seconds since 1970, null where nothing was counted. */
  oldest: number | null
  newest: number | null
  /** The first of the work that was met, as many as were asked for. */
  sample: Sampled[]
}

/**
 * Counts a history commit by commit, children before their parents, by the same signals that the gate judges with.
 * @param sampleSize how many of the AI commits to keep whole.
 */
export function countHistory(known: Known, sampleSize: number) {
  const count: HistoryCount = {
    ...{ commits: 0, human: 0, automation: 0, ai: 0, work: 0, unreviewed: 0, byButton: 0, revertedAfter: [] },
    ...{ byAgent: new Map(), byAutomation: new Map(), oldest: null, newest: null, sample: [] },
  }
  const landings = followLandings()
  const reverts = followReverts()
  return {
    count,
    see(commit: Commit): void {
      const landing = landings.of(commit)
      const reverted = reverts.of(commit, landing)
      const approvals = approvalsIn(commit.message, known)
      const byButton = isButton(commit)
      landings.pass(commit, landing, { approvals, reverted, byButton })

      const { at } = commit.committer
      count.commits += 1
      count.oldest = Math.min(count.oldest ?? at, at)
      count.newest = Math.max(count.newest ?? at, at)
      const { origin } = originOf(commit, known)
      count[origin] += 1
      if (origin === 'automation') more(count.byAutomation, automationOf(commit, known))
      if (origin !== 'ai') return
      for (const name of agentNames(commit, known)) more(count.byAgent, name)
      if (commit.parents.length > 1) return

      count.work += 1
      if (!approvedByAnother(commit, [...approvals, ...(landing?.approvals ?? [])], known)) {
        count.unreviewed += 1
        if (byButton || landing?.byButton) count.byButton += 1
      }
      // Clocks differ from machine to machine: nothing is taken back before it is there.
      if (reverted)
        count.revertedAfter.push(Math.max(0, reverted.at - landedAt(commit, landing, reverted.at)))
      if (count.sample.length < sampleSize) count.sample.push({ commit, onto: landedOnto(commit, landing) })
    },
  }
}

/** Some share an identity, as whatever commits with the token of a workflow does: then it was one of them. */
function automationOf({ author }: Commit, known: Known): string {
  const alike = automationByIdentity(known).filter(one => matchIdentity(author, [one]) !== null)
  return alike.map(({ name }) => name).join(' or ')
}

function more(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}
