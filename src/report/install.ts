import type { Step } from '../model/decision.ts'
import { shown } from './shown.ts'
import { stepText } from './step.ts'

type Plan = {
  kind: 'init' | 'uninstall'
  manager: string
  steps: { action: string; path: string; detail: string }[]
  manual: { title: string; file: string; lines: string[] }[]
  notes: string[]
  next: Step[]
}

/** What will be done, before it is done. */
export function planText({ kind, manager, steps, manual }: Plan): string {
  const managed = manager === 'git' ? '' : ` (your hooks are managed by ${manager}, which stays)`
  const head = kind === 'init' ? `git-improver would install here${managed}:` : 'git-improver would undo:'
  const lines = steps.map(
    ({ action, path, detail }) => `  ${action.padEnd(6)} ${shown(path)}\n         ${shown(detail)}`,
  )
  const byHand = manual.flatMap(({ title, file, lines }) => [
    `  by hand ${title}, in ${file}:`,
    ...lines.map(line => `          ${line}`),
  ])
  return steps.length || manual.length ? `${[head, ...lines, ...byHand].join('\n')}\n` : ''
}

/** What is left to say when it is done. */
export function doneText({ kind, steps, manual, next }: Plan, notes: string[]): string {
  const what = steps.length
    ? `${kind === 'init' ? 'installed' : 'removed'}: ${steps.length} step${steps.length === 1 ? '' : 's'} done`
    : manual.length
      ? 'nothing done: the lines above are yours to add'
      : 'already installed: nothing to do'
  const lines = [
    what,
    ...notes.map(note => `note  ${shown(note)}`),
    ...next.map(step => `next  ${stepText(step)}`),
  ]
  return `${lines.join('\n')}\n`
}
