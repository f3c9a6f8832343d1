import type { FileChange } from '../../model/change.ts'
import type { Violation } from '../../model/decision.ts'
import { stepText } from '../step.ts'
import type { ForgeReport } from './forgeReport.ts'
import { annotation } from './workflowCommand.ts'

/** GitHub shows ten errors and ten warnings of a step; more would only be cut off. */
const SHOWN = 10

/** The violations as GitHub's annotations, each at a file that its commit changes. */
export function githubAnnotations({ decision, files }: ForgeReport): string {
  const level = (wanted: Violation['level']) =>
    decision.violations.filter(one => one.level === wanted).slice(0, SHOWN)
  return [...level('block'), ...level('warn')]
    .map(one => {
      const at = placeOf(one, (one.commit && files.get(one.commit)) || [])
      const next = one.next.map(step => `next: ${stepText(step)}`)
      const title = `git-improver: ${one.rule}${one.commit ? ` (${one.commit.slice(0, 7)})` : ''}`
      return annotation(one.level === 'block' ? 'error' : 'warning', title, [one.why, ...next].join('\n'), at)
    })
    .join('')
}

/** Where to show it: the place that the reason names, if the commit has that file; else its first file that is still there. */
export function placeOf(violation: Violation, files: FileChange[]): { file: string; line: number } | null {
  const there = files.filter(file => file.new)
  for (const { path } of there) {
    const at = violation.why.indexOf(`${path}:`)
    const line = at < 0 ? null : /^(\d{1,7})\b/.exec(violation.why.slice(at + path.length + 1))
    if (line) return { file: path, line: Number(line[1]) }
  }
  const [first] = there
  return first ? { file: first.path, line: 1 } : null
}
