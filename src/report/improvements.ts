import type { Group } from '../model/lifecycle.ts'
import { shown } from './shown.ts'

export type Listed = {
  id: string
  state: string
  group: Group
  improver: string | null
  class: string | null
  branch: string | null
  commit: string | null
  title: string
  waits: string[]
  anomalies: string[]
}

const GROUPS: Group[] = ['pending', 'approved', 'rejected', 'deployed']

/** Every improvement, in the groups of its life. */
export function listText(all: Listed[]): string {
  if (!all.length) return 'no improvements are known here; git improver run finds some\n'
  const parts = GROUPS.flatMap(group => {
    const mine = all.filter(one => one.group === group)
    return mine.length ? [`${group} (${mine.length})`, ...mine.flatMap(lines)] : []
  })
  return `${parts.join('\n')}\n`
}

function lines(one: Listed): string[] {
  const where =
    one.group === 'pending' || one.group === 'approved' ? (one.branch ?? '') : (one.commit?.slice(0, 7) ?? '')
  const facts = [one.state, one.class, where].filter(Boolean).join('  ')
  return [
    `  ${one.id.slice(0, 9)}  ${shown(one.title)}`,
    `             ${shown(facts)}`,
    ...one.anomalies.map(text => `             odd: ${shown(text)}`),
  ]
}

/** One improvement whole: where it stands, what proved it, what it says and where it read that. */
export function showText(
  one: Listed,
  details: { entries: { kind: string; at: string; by: string; data: unknown }[]; diff: string },
): string {
  const head = [
    `${one.id}  ${one.state}`,
    `  ${shown(one.title)}`,
    ...(one.improver ? [`  improver  ${shown(one.improver)}`] : []),
    ...(one.class ? [`  class     ${one.class}`] : []),
    ...(one.branch ? [`  branch    ${shown(one.branch)}`] : []),
    ...(one.commit ? [`  commit    ${one.commit}`] : []),
    ...one.waits.map(why => `  waits     ${shown(why)}`),
    ...one.anomalies.map(text => `  odd       ${shown(text)}`),
  ]
  const record = details.entries.map(({ kind, at, by }) => `  ${shown(at)}  ${kind.padEnd(9)} ${shown(by)}`)
  const checks = details.entries
    .filter(({ kind }) => kind === 'validated')
    .flatMap(({ data }) => checkLines(data))
  const sections = [
    head,
    checks.length ? ['checks', ...checks] : [],
    record.length ? ['record', ...record] : [],
  ]
  return `${sections.flat().join('\n')}\n${details.diff ? `\n${details.diff}\n` : ''}`
}

function checkLines(data: unknown): string[] {
  const checks = (data as { checks?: Record<string, { status?: string; why?: string }> }).checks ?? {}
  return Object.entries(checks).map(
    ([name, { status, why }]) => `  ${name.padEnd(11)} ${shown(String(status))}  ${shown(String(why ?? ''))}`,
  )
}
