import { percent } from './share.ts'
import { shown } from './shown.ts'
import { wrapped } from './wrapped.ts'

/** What a scan found, as far as a report reads it. */
type Scanned = {
  ref: string
  commit: string
  since: string | null
  policy: string
  shallow: boolean
  commits: number
  from: string | null
  to: string | null
  automation: number
  ai: number
  ai_work: number
  unreviewed: number
  unreviewed_by_button: number
  reverted: number
  reverted_after_median: number | null
  automatic: { looked_at: number; automatic: number } | null
  by_agent: Record<string, number>
  by_automation: Record<string, number>
  unreadable: number
  notes: string[]
}

/** So many automations are worth a line. */
const AUTOMATIONS = 5

/** What a history holds, every share with its sample size, within 80 columns but for foreign names. */
export function scanText(found: Scanned): string {
  const { commits, ai, automation } = found
  const lines = [head(found), '']
  lines.push(row('AI-written', share(ai, commits)))
  for (const [name, count] of Object.entries(found.by_agent))
    lines.push(row(`  ${shown(name)}`, share(count, ai)))
  lines.push(row('automation', share(automation, commits)))
  const automations = Object.entries(found.by_automation)
  for (const [name, count] of automations.slice(0, AUTOMATIONS))
    lines.push(row(`  ${shown(name)}`, share(count, automation)))
  if (automations.length > AUTOMATIONS)
    lines.push(row(`  and ${automations.length - AUTOMATIONS} more`, '--json has them all'))
  if (found.ai_work) lines.push('', ...work(found))
  return `${[...lines, '', ...notes(found)].join('\n')}\n`
}

function head({ ref, commit, since, commits, shallow, from, to }: Scanned): string {
  const where = `${shown(ref.replace(/^refs\/heads\//, ''))} at ${commit.slice(0, 7)}`
  const time = since === null ? '' : ` since ${shown(since)}`
  const days = from && to ? `, ${from} to ${to}` : ''
  return `${where}${time}: ${shallow ? 'only ' : ''}${plural(commits)}${shallow ? ' here' : ''}${days}`
}

function work(found: Scanned): string[] {
  const {
    ai,
    ai_work,
    unreviewed,
    unreviewed_by_button: button,
    reverted,
    reverted_after_median: after,
    automatic,
  } = found
  const merges = ai - ai_work
  const lines = [
    `of the ${ai_work} AI ${ai_work === 1 ? 'commit' : 'commits'}${merges ? ` (and ${merges} that only ${merges === 1 ? 'merges' : 'merge'})` : ''}`,
    row('unreviewed', share(unreviewed, ai_work)),
    ...(button ? [row('  by a button', `${share(button, unreviewed)}: maybe approved there`)] : []),
    row('reverted', share(reverted, ai_work)),
  ]
  if (after !== null) lines.push(row('  after', `${span(after)} (median of ${reverted})`))
  if (automatic) {
    const { looked_at: of, automatic: count } = automatic
    lines.push(row('automatic by class', share(count, of, of < ai_work ? 'the newest ' : '')))
  }
  return lines
}

function notes(found: Scanned): string[] {
  const { ai_work, notes: more, policy, unreadable } = found
  const told = `told apart as the gate does it, by ${policy}; what nobody declares is not seen, nor are AI-MODIFIED markers in files`
  const reviewed =
    "reviewed is what another person approved in a trailer, here or on its merge; approvals given by a forge's button are not in git and not counted"
  const odd = `${plural(unreadable)} can be read in more than one way and count for nothing else`
  return [told, ...(ai_work ? [reviewed] : []), ...more, ...(unreadable ? [odd] : [])].map(note)
}

/** Over as many lines as it takes. */
function note(text: string): string {
  return wrapped('note  ', shown(text)).join('\n')
}

function row(name: string, value: string): string {
  return `  ${name.padEnd(20)}  ${value}`
}

function plural(commits: number): string {
  return `${commits} commit${commits === 1 ? '' : 's'}`
}

/** `12 of 340 (3.5 %)`. */
function share(count: number, of: number, which = ''): string {
  return `${count} of ${which}${of}${of ? ` (${percent(count / of)})` : ''}`
}

const UNITS: [number, string][] = [
  [86_400, 'days'],
  [3600, 'hours'],
  [60, 'minutes'],
]

/** A time in the largest unit of which it has two. */
function span(seconds: number): string {
  const [size, unit] = UNITS.find(([size]) => seconds >= 2 * size) ?? [1, 'seconds']
  return `${Math.round(seconds / size)} ${unit}`
}
