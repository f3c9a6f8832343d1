import { shown } from './shown.ts'

type Rehearsed = {
  ref: string
  tip: string
  sandbox: string
  rehearsals: {
    improvement: string
    title: string
    outcome: 'proven' | 'blocked' | 'failed' | 'unproven'
    why: string
    later: { oid: string; title: string }[]
  }[]
  notes: string[]
}

/** What undoing each improvement came to, and what stands in the way of those that cannot be undone. */
export function rehearsalText({ ref, tip, sandbox, rehearsals, notes }: Rehearsed): string {
  const branch = shown(ref.replace(/^refs\/heads\//, ''))
  const told = notes.map(note => `note  ${shown(note)}`)
  if (!rehearsals.length)
    return `${[`no improvement is live on ${branch} at ${tip.slice(0, 9)}`, ...told].join('\n')}\n`
  const lines = rehearsals.flatMap(({ improvement, title, outcome, why, later }) => [
    `  ${outcome.padEnd(8)}  ${shown(improvement).slice(0, 9)}  ${shown(title)}`,
    ...(why ? [`            ${shown(why)}`] : []),
    ...later.map(one => `            ${one.oid.slice(0, 9)} ${shown(one.title)} stands in the way`),
  ])
  const note = sandbox === 'none' ? ['note  nothing isolated the code that ran (sandbox: none)'] : []
  return `${[`undone one at a time on ${branch} at ${tip.slice(0, 9)}:`, ...lines, ...told, ...note].join('\n')}\n`
}
