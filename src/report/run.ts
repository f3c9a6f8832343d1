import type { CheckResult } from '../model/check.ts'
import type { Finding } from '../model/finding.ts'
import { shown } from './shown.ts'

type Reported = {
  findings: (Finding & { line: number })[]
  improvements: {
    id: string
    branch: string
    commit: string
    title: string
    class: string
    checks: Record<string, CheckResult>
  }[]
  dropped: { file: string; check: string; reason: string }[]
  skipped: { path: string; why: string }[]
  sandbox: string | null
  notes: string[]
}

/** What a run did, for a person. */
export function runText(result: Reported, dryRun: boolean): string {
  const { findings, improvements, dropped, skipped, sandbox, notes } = result
  const lines: string[] = []
  for (const { branch, commit, title, class: name, checks } of improvements) {
    lines.push(`${commit.slice(0, 7)}  ${shown(title)}`, `         ${branch}  ${name}  ${provenText(checks)}`)
  }
  if (dryRun)
    for (const { path, line, title, level, reason } of findings)
      lines.push(`${shown(path)}:${line}  ${level ? `${level}  ${shown(reason)}` : shown(title)}`)
  for (const { file, check, reason } of dropped)
    lines.push(`dropped  ${shown(file)}: ${check}: ${shown(reason)}`)
  for (const { path, why } of skipped) lines.push(`skipped  ${shown(path)}: ${why}`)
  if (sandbox === 'none') lines.push('note     nothing isolated the code that ran (sandbox: none)')
  lines.push(...notes.map(note => `note     ${shown(note)}`))
  const what = dryRun
    ? `${plural(findings.length, 'finding')}, nothing done`
    : `${plural(findings.length, 'finding')}, ${improvements.length} proposed, ${dropped.length} dropped`
  lines.push(what)
  if (improvements.length) lines.push('next     git improver list, git show <commit>, git merge <branch>')
  return `${lines.join('\n')}\n`
}

function provenText(checks: Record<string, CheckResult>): string {
  const of = (status: string) => Object.keys(checks).filter(name => checks[name]?.status === status)
  const notRun = of('not-run')
  return `proven: ${of('passed').join(' ')}${notRun.length ? `; not run: ${notRun.map(name => `${name} (${shown(checks[name]?.why ?? '')})`).join(', ')}` : ''}`
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`
}
