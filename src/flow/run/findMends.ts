import type { Finding, Improver, Observation } from '../../model/finding.ts'
import { lineAt } from '../../source/lineAt.ts'
import { type Collected, editableIn } from './collectSource.ts'
import { apart, type Mend } from './groupFindings.ts'

/** Everything that could be better and was never proposed before, with its edits. What is broken is told as long as it is. */
export function findMends(
  improvers: Improver[],
  { source }: Collected,
  isDeclined: (finding: Finding) => boolean,
  observations: Observation[],
): { findings: Finding[]; mends: Mend[]; broke: string[] } {
  const findings: Finding[] = []
  const mends: Mend[] = []
  const broke: string[] = []
  for (const improver of improvers)
    try {
      for (const finding of improver.find(source, observations)) {
        const isKnown = isDeclined(finding)
        if (isKnown && finding.level === undefined) continue
        findings.push(finding)
        const edits = isKnown ? [] : improver.edit(finding, source)
        if (edits.length) mends.push({ finding, edits, gathers: improver.gathers })
      }
    } catch (error) {
      // Compilers fail on some code. That costs the others nothing, and is told whoever asked.
      broke.push(`${improver.name} broke off: ${(error as Error).message.split('\n')[0]}`)
    }
  return { findings, mends: apart(mends), broke }
}

/** The line, from 1, that the first fact of a finding about its own file was read from. */
export function lineOf({ path, facts }: Finding, collected: Collected): number {
  const from = facts.find(fact => fact.from.path === path)?.from
  const text = [...editableIn(collected), ...collected.source.tests].find(file => file.path === path)?.text
  return from && text !== undefined ? lineAt(text, from.start) : 1
}
