import type { Group } from '../model/lifecycle.ts'
import { brief } from './brief.ts'
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

/** So many oddities, entries and verdicts of one improvement are told: anybody may write any number of them. */
const [ODD, ENTRIES, VERDICTS, CHECKS] = [5, 200, 10, 50]

/** The first ones, each in a line, and how many more there are. */
function some(texts: string[], most: number): string[] {
  const rest = texts.length - most
  return [
    ...texts.slice(0, most).map(text => brief(text)),
    ...(rest > 0 ? [`and ${rest} more: --json tells all`] : []),
  ]
}

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
    `  ${brief(one.id.slice(0, 9))}  ${brief(one.title)}`,
    `             ${brief(facts)}`,
    ...some(one.anomalies, ODD).map(text => `             odd: ${text}`),
  ]
}

/** One improvement whole: where it stands, what proved it, what it says and where it read that. */
export function showText(
  one: Listed,
  details: {
    entries: { kind: string; at: string; by: string; data: unknown }[]
    diff: string
    undo: ShownUndo | null
    /** Milliseconds since 1970. */
    now: number
  },
): string {
  const head = [
    `${brief(one.id)}  ${one.state}`,
    `  ${brief(one.title)}`,
    ...(one.improver ? [`  improver  ${brief(one.improver)}`] : []),
    ...(one.class ? [`  class     ${brief(one.class)}`] : []),
    ...(one.branch ? [`  branch    ${brief(one.branch)}`] : []),
    ...(one.commit ? [`  commit    ${one.commit}`] : []),
    ...(one.group === 'deployed' ? [`  undo      ${undoText(details.undo, details.now)}`] : []),
    ...one.waits.map(why => `  waits     ${shown(why)}`),
    ...some(one.anomalies, ODD).map(text => `  odd       ${text}`),
  ]
  const record = some(
    details.entries.map(({ kind, at, by }) => `${brief(at)}  ${kind.padEnd(9)} ${brief(by, 150)}`),
    ENTRIES,
  ).map(text => `  ${text}`)
  const verdicts = details.entries
    .filter(({ kind }) => kind === 'validated')
    .map(({ at, by, data }) => ({ of: `${brief(at)}, ${brief(by)}`, lines: checkLines(data) }))
    .filter(({ lines: told }) => told.length > 0)
  const untold = verdicts.length - VERDICTS
  const sections = [
    head,
    // Of several verdicts a reader has to know which is whose.
    ...verdicts
      .slice(0, VERDICTS)
      .map(({ of, lines: told }) => [verdicts.length > 1 ? `checks of ${of}` : 'checks', ...told]),
    untold > 0 ? [`and ${untold} more verdicts: --json tells all`] : [],
    record.length ? ['record', ...record] : [],
  ]
  return `${sections.flat().join('\n')}\n${details.diff ? `\n${tame(details.diff)}\n` : ''}`
}

type ShownUndo = {
  outcome: 'proven' | 'blocked' | 'failed' | 'unproven'
  at: string
  tip: string
  why: string
  later: string[]
  attested: boolean
}

/** `proven 3 h ago`, or what stands in the way of undoing it. */
function undoText(undo: ShownUndo | null, now: number): string {
  if (!undo) return 'never rehearsed: git improver rollback --rehearse'
  const { outcome } = undo
  const why = brief(undo.why, 500)
  const when = `${agoText(now - Date.parse(undo.at))}, on ${shown(undo.tip).slice(0, 9)}${undo.attested ? '' : '; no voucher attests it'}`
  if (outcome === 'proven') return `proven ${when}`
  const by = undo.later
    .slice(0, 10)
    .map(one => shown(one.slice(0, 9)))
    .join(', ')
  if (outcome === 'blocked') return `${by || 'what is there now'} stands in the way, ${why} (${when})`
  return `${outcome === 'failed' ? 'what is left then does not hold' : 'not proven'}: ${why} (${when})`
}

/** In the largest unit that fits; a clock that runs behind says now, and a date that anybody made up is no age. */
function agoText(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000)
  if (minutes < -10) return 'at a time that is still to come'
  if (minutes < 1) return 'now'
  if (minutes < 60) return `${minutes} min ago`
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h ago` : `${Math.floor(minutes / 60 / 24)} days ago`
}

/** Anybody can write an entry: what is no check in it is none here. */
function checkLines(data: unknown): string[] {
  const checks = Object.entries(recordOf(recordOf(data).checks))
  return checks.slice(0, CHECKS).map(([name, told]) => {
    const { status, why } = recordOf(told)
    const words = [status, why].map(word => (typeof word === 'string' ? brief(word, 1_000) : ''))
    return `  ${brief(name).padEnd(11)} ${words.join('  ')}`.trimEnd()
  })
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}

/**
 * A diff without what a terminal would obey: its line ends and tabs stay, so that it can still be applied. A carriage return
 * within a line would have the rest of it written over what was before.
 */
function tame(diff: string): string {
  return diff.replace(
    /[^\P{Cc}\t\n\r]|\r(?!\n|$)|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/gu,
    '?',
  )
}
