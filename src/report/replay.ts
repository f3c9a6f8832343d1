import type { Violation } from '../model/decision.ts'
import { shown } from './shown.ts'

/** What a replay of a policy found, as far as a report reads it. */
type Replayed = {
  ref: string
  since: string
  landings: number
  commits: number
  ai: number
  spoken: { commit: string; title: string; outcome: string; violations: Violation[] }[]
}

const SHOWN = 20

/** What the policy would have said to history, with the size of what was looked at. */
export function replayText({ ref, since, landings, commits, ai, spoken }: Replayed): string {
  const refused = spoken.filter(one => one.outcome !== 'allowed')
  const warned = spoken.length - refused.length
  const head = `${shown(ref)} since ${shown(since)}: ${landings} landings, ${commits} commits, ${ai} of them AI-made\n`
  const sum = `would have refused ${refused.length} of ${landings} landings and warned about ${warned}\n`
  const lines = spoken.slice(0, SHOWN).map(({ commit, title, outcome, violations }) => {
    const more = violations.length > 1 ? ` (and ${violations.length - 1} more)` : ''
    const mark = outcome === 'allowed' ? 'warned ' : 'refused'
    return `  ${mark}  ${commit.slice(0, 7)}  ${shown(title).slice(0, 60)}\n           ${shown(violations[0]?.why ?? '').slice(0, 200)}${more}\n`
  })
  const rest = spoken.length > SHOWN ? `  and ${spoken.length - SHOWN} more: --json has them all\n` : ''
  return head + sum + lines.join('') + rest
}
