import { decisionText, overwrittenText } from '../decision.ts'
import { shown } from '../shown.ts'
import type { ForgeReport, ForgeRun } from './forgeReport.ts'
import { keptNotes } from './jobSummary.ts'

/** The run for the log of a job. */
export function forgeText(run: ForgeRun): string {
  const lines = run.results.map(reportText)
  if (!run.results.length) lines.push('nothing that an AI had a part in has landed\n')
  const bad = run.results.some(({ decision }) => decision.outcome !== 'allowed')
  if (run.audit && bad)
    lines.push(
      'this has landed already: an audit reports it and blocks nothing (its job fails all the same)\n',
    )
  for (const note of [...run.notes, ...keptNotes(run)]) lines.push(`note: ${shown(note)}\n`)
  return lines.join('')
}

function reportText({ update, decision, judged, opinions }: ForgeReport): string {
  const { outcome, commits } = decision
  const said = opinions.map(
    ({ proposal, account, says, person, problem }) =>
      `  ${shown(account)} ${says} ${proposal}: ${person ? `counts as ${shown(person)}` : `does not count: ${shown(problem ?? '')}`}\n`,
  )
  const ai = commits.filter(({ origin }) => origin === 'ai').length
  const last = !judged
    ? `${shown(update.ref)} is not protected: nothing to judge\n`
    : outcome === 'allowed'
      ? `allowed: ${commits.length} commit(s) for ${shown(update.ref)}, ${ai} of them AI-made\n${overwrittenText(commits)}`
      : ''
  return `${decisionText(update, decision)}${said.join('')}${last}`
}
