import type { Oid } from '../../model/change.ts'
import type { CommitTold, LineGroup, Why } from './whyFound.ts'

type Figures = Pick<
  Why,
  'lines' | 'human' | 'ai' | 'automation' | 'uncommitted' | 'unreadable' | 'unreviewed' | 'by_agent'
>

/** How many lines are whose. A line of several agents counts for each of them. */
export function figuresOf(groups: LineGroup[], commits: CommitTold[]): Figures {
  const told = new Map<Oid, CommitTold>(commits.map(one => [one.commit, one]))
  const figures: Figures = {
    ...{ lines: 0, human: 0, ai: 0, automation: 0, uncommitted: 0, unreadable: 0, unreviewed: 0 },
    by_agent: {},
  }
  const byAgent = new Map<string, number>()
  for (const { first, last, commit, source, origin, reviewed } of groups) {
    const count = last - first + 1
    figures.lines += count
    figures[origin] += count
    if (origin !== 'ai') continue
    if (!reviewed) figures.unreviewed += count
    for (const name of told.get(source ?? commit ?? '')?.agents ?? [])
      byAgent.set(name, (byAgent.get(name) ?? 0) + count)
  }
  figures.by_agent = Object.fromEntries([...byAgent].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)))
  return figures
}
