import { brief } from './brief.ts'
import { signed } from './share.ts'

/** An entry as a report reads it: anybody may have written anything into it. */
export type ShownEntry = {
  kind: string
  at: string
  by: string
  heard: boolean
  data: { [key: string]: unknown }
}

/** So many are told of one commit, the newest first, and so many cases of a measurement. */
const [ENTRIES, CASES] = [4, 2]

/** What the ledger says of a commit besides who proposed and who approved it. */
export function entryTexts(entries: ShownEntry[]): string[] {
  const told = entries
    .filter(({ kind }) => !['proposed', 'reviewed', 'withdrawn'].includes(kind))
    .sort((a, b) => (a.at < b.at ? 1 : -1))
  const rest = told.length - ENTRIES
  return [
    ...told.slice(0, ENTRIES).map(text),
    ...(rest > 0 ? [`and ${rest} more entries: --json has them`] : []),
  ]
}

function text(entry: ShownEntry): string {
  const { kind, at, by, heard } = entry
  const when = brief(at.slice(0, 10), 10)
  if (kind === 'rejected' || kind === 'overridden' || kind === 'incident')
    return `${WORDS[kind]} by ${brief(by, 80)}${reason(entry.data)}, ${when}${heard ? '' : '; not obeyed, nobody of the policy signed it'}`
  const worth = heard ? '' : ', which nobody attests'
  return `${brief(kind, 20)} ${when}${worth}: ${figures(entry)}`
}

const WORDS = { rejected: 'rejected', overridden: 'let in past the rules', incident: 'incident, told' }

function reason(data: ShownEntry['data']): string {
  return typeof data.reason === 'string' ? ` (${brief(data.reason, 100)})` : ''
}

function figures({ kind, data }: ShownEntry): string {
  const cases = Array.isArray(data.cases) ? data.cases.map(recordOf) : []
  if (kind === 'benched' && cases.length) {
    const told = cases.slice(0, CASES).map(one => {
      const change = typeof one.change === 'number' ? ` ${signed(one.change)}` : ''
      const pairs = Array.isArray(one.pairs) ? ` (${one.pairs.length} pairs)` : ''
      return `${brief(one.case, 60)} ${brief(one.outcome, 20)}${change}${pairs}`
    })
    return [...told, ...(cases.length > CASES ? [`and ${cases.length - CASES} more`] : [])].join(', ')
  }
  const checks = Object.entries(recordOf(data.checks)).map(([name, told]) => [name, recordOf(told).status])
  if (!checks.length) return brief(data, 120)
  const byStatus = new Map<string, string[]>()
  for (const [name, status] of checks) {
    const key = brief(status, 20)
    byStatus.set(key, [...(byStatus.get(key) ?? []), brief(name, 20)])
  }
  return [...byStatus].map(([status, names]) => `${names.slice(0, 8).join(' ')} ${status}`).join('; ')
}

function recordOf(value: unknown): { [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}
