import { shown } from '../shown.ts'
import { stepText } from '../step.ts'
import type { ForgeReport, ForgeRun } from './forgeReport.ts'

/** Far below the megabyte at which GitHub drops a summary as a whole. */
const LONGEST = 60_000
const SHOWN = 20

/** The run as Markdown for a job's page. Every foreign text is escaped, so that no title can draw or link anything. */
export function jobSummary(run: ForgeRun): string {
  const parts = run.results.map(one => reportSummary(one, run.audit))
  if (!run.results.length) parts.push('### git-improver: nothing that an AI had a part in has landed\n')
  const notes = [...run.notes, ...keptNotes(run)].map(note => `- ${escaped(note)}\n`)
  const text = `${[...parts, notes.join('')].filter(Boolean).join('\n')}\n`
  if (text.length <= LONGEST) return text
  return `${text.slice(0, text.lastIndexOf('\n', LONGEST))}\n\nThe rest stands in the log.\n`
}

/** One line about what was written to the ledger. */
export function keptNotes({ kept }: ForgeRun): string[] {
  if (kept.problem) return [`the vouched entries were not kept: ${kept.problem}; the decision stands`]
  return kept.entries ? [`${kept.entries} vouched entries were signed and kept in the ledger`] : []
}

function reportSummary({ update, decision, judged, opinions }: ForgeReport, audit: boolean): string {
  const { outcome, violations, commits } = decision
  const ai = commits.filter(({ origin }) => origin === 'ai').length
  const head = judged ? outcome : 'not protected'
  const lines = [
    `### git-improver: ${head}: ${escaped(update.ref)}\n`,
    `${commits.length} commit(s), ${ai} of them AI-made.`,
  ]
  if (audit && outcome !== 'allowed')
    lines.push('This has landed already: the audit reports it and blocks nothing.')
  if (violations.length) {
    lines.push('', '| commit | rule | why | next |', '| --- | --- | --- | --- |')
    for (const { commit, rule, why, next } of violations.slice(0, SHOWN))
      lines.push(
        `| ${commit ? commit.slice(0, 7) : ''} | ${escaped(rule)} | ${escaped(why)} | ${next.map(step => escaped(stepText(step))).join('<br>')} |`,
      )
    if (violations.length > SHOWN) lines.push('', `and ${violations.length - SHOWN} more`)
  }
  if (opinions.length) {
    lines.push('', '| account | says | counts as |', '| --- | --- | --- |')
    for (const { account, says, person, problem } of opinions.slice(0, SHOWN))
      lines.push(`| ${escaped(account)} | ${says} | ${escaped(person ?? `nothing: ${problem}`)} |`)
  }
  return `${lines.join('\n')}\n`
}

/** As text that Markdown and HTML leave alone, on one line of a table. */
export function escaped(text: string): string {
  return shown(text)
    .slice(0, 1_000)
    .replace(/[&<>"']/g, char => `&#${char.charCodeAt(0)};`)
    .replace(/[\\`*_{}[\]()#+\-.!|~@:/^$=]/g, '\\$&')
}
