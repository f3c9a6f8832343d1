import type { CheckResult } from '../../model/check.ts'
import type { Group } from './groupFindings.ts'

const MOST_PATHS = 20

export type MessageFacts = {
  title: string
  group: Group
  id: string
  improver: string
  initiator: string
  checks: Record<string, CheckResult>
}

/** A whole commit message: title, reasons, trailers. */
export function improvementMessage({ title, group, id, improver, initiator, checks }: MessageFacts): string {
  const reasons = [...new Set(group.mends.map(({ finding }) => finding.reason))]
  const paths = [...new Set(group.mends.flatMap(({ edits }) => edits.map(edit => edit.path)))].sort()
  const shown = paths.slice(0, MOST_PATHS).map(path => `AI-Modified: ${oneLine(path)}`)
  const rest = paths.length > MOST_PATHS ? [`AI-Modified: and ${paths.length - MOST_PATHS} more`] : []
  const trailers = [
    `Improvement-Id: ${id}`,
    `Improver: ${improver}`,
    ...shown,
    ...rest,
    `Initiated-by: ${initiator}`,
    `Proven: ${provenLine(checks)}`,
  ]
  return `${oneLine(title)}\n\n${reasons.map(wrap).join('\n')}\n\n${trailers.join('\n')}\n`
}

/** Names of files and of computed members can hold anything, line breaks too. */
const oneLine = (text: string) => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')

/** `syntax types behaviour; not run: tests`. */
export function provenLine(checks: Record<string, CheckResult>): string {
  const having = (status: CheckResult['status']) =>
    Object.keys(checks).filter(name => checks[name]?.status === status)
  const passed = having('passed').join(' ') || 'nothing'
  const notRun = having('not-run')
  return notRun.length ? `${passed}; not run: ${notRun.join(' ')}` : passed
}

/** What git could take for a trailer, at the start of a line. */
const TRAILER = /^[\w-]+\s*:/

/** Breaks prose at 72 columns, as git's own tools show it best. No line of it can be a trailer, whatever code the prose quotes. */
function wrap(text: string): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/)) {
    if (line && `${line} ${word}`.length > 72) {
      lines.push(line)
      line = word
    } else line = line ? `${line} ${word}` : word
  }
  return [...lines, line].map(one => (TRAILER.test(one) ? ` ${one}` : one)).join('\n')
}
