import { shown } from './shown.ts'

type Result = { status: string; why: string }

type Checked = {
  base: string
  head: string
  verdict: { status: string; sandbox: string; checks: { [name: string]: Result } }
  entry: string | undefined
  /** When the verdict was found, if that was before. */
  kept?: string | null
}

/** How each check came out, in a line. */
export function checkText({ base, head, verdict, entry, kept = null }: Checked): string {
  const { status, sandbox, checks } = verdict
  const all = Object.entries(checks)
  const skipped = all.filter(([, one]) => one.status === 'not-run').map(([name]) => name)
  const [[, first] = [], ...more] = all
  // One reason for all of them is said once.
  const shared = status === 'not-run' && more.length > 0 && more.every(([, one]) => one.why === first?.why)
  const ends = `${head.slice(0, 7)} beside ${base.slice(0, 7)}`
  const lines = [
    status === 'not-run'
      ? `${ends}: nothing was run${shared ? `: ${shown(first?.why ?? '')}` : ''}`
      : `${ends}: ${status}${skipped.length ? `; not run: ${skipped.join(', ')}` : ''}`,
    ...(shared ? [] : all).map(
      ([name, { status: one, why }]) => `  ${name.padEnd(11)}  ${one.padEnd(12)}  ${shown(why)}`,
    ),
    ...unisolated(sandbox),
    ...(kept ? [`note  found at ${shown(kept)} under the same conditions; --fresh runs it again`] : []),
    ...(entry ? [`recorded; to find it again: git improver check --replay ${entry.slice(7, 19)}`] : []),
  ]
  return `${lines.join('\n')}\n`
}

type Again = {
  entry: string
  by: string
  at: string
  base: string
  head: string
  same: boolean
  checks: { name: string; before: string; now: string; why: string }[]
  differences: { what: string; before: string; now: string }[]
  notes: string[]
  verdict: { sandbox: string }
}

/** A verdict beside the recorded one, and what else is not as it was. */
export function replayText(found: Again): string {
  const { entry, by, at, base, head, same, checks, differences, notes, verdict } = found
  const lines = [
    `${entry.slice(7, 19)}, by ${shown(by)} at ${shown(at)}: ${head.slice(0, 7)} beside ${base.slice(0, 7)}: ${same ? 'came out the same' : 'came out otherwise'}`,
    ...checks.map(({ name, before, now, why }) =>
      before === now
        ? `  ${name.padEnd(11)}  ${now}`
        : `  ${name.padEnd(11)}  ${before} then, ${now} now: ${shown(why)}`,
    ),
    ...differences.map(
      ({ what, before, now }) => `  not alike  ${what}: ${shown(before)} then, ${shown(now)} now`,
    ),
    ...notes.map(note => `note  ${shown(note)}`),
    ...unisolated(verdict.sandbox),
  ]
  return `${lines.join('\n')}\n`
}

/** The checks that there are. */
export function checksText(checks: { name: string; required: boolean; builtIn: boolean }[]): string {
  return checks
    .map(({ name, required, builtIn }) => {
      const facts = [
        required ? 'required' : 'not required',
        ...(builtIn ? [] : ['not built in yet: it never runs']),
      ]
      return `${name.padEnd(11)}  ${facts.join('; ')}\n`
    })
    .join('')
}

function unisolated(sandbox: string): string[] {
  return sandbox === 'none' ? ['note  nothing isolated the code that ran (sandbox: none)'] : []
}
