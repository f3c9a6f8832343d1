import { cpus, release, type } from 'node:os'
import { draw } from './comments.ts'
import { git } from './shell.ts'
import type { Outcome, TestRun } from './tryRepository.ts'

/** The results as Markdown: one table, what was dropped and why, and comments drawn by lot. */
export function report(outcomes: Outcome[], quotes: number, seed: number): string {
  const machine = `${type()} ${release()}, ${cpus().length} cores, Node ${process.version}, ${git('.', '--version').trim()}`
  return [
    `| repository | findings | branches | findings dropped | classes of branches | same program | tests before | green alone | all merged | tests then | run |`,
    `|---|---|---|---|---|---|---|---|---|---|---|`,
    ...outcomes.map(row),
    '',
    machine,
    '',
    ...outcomes.flatMap(details),
    `## ${quotes} comments of each, drawn with seed ${seed}`,
    '',
    ...outcomes.flatMap(outcome => quoted(outcome, quotes, seed)),
  ].join('\n')
}

function row(one: Outcome): string {
  const classes = Object.entries(one.classes)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ')
  const same = `${one.proposed - branchesOf(one.changed)} of ${one.proposed}`
  const merges = `${one.proposed - one.clashing.length} of ${one.proposed}`
  const { before, branches, after } = one.tests
  const alone = `${branches.filter(run => run.code === 0).length} of ${branches.length}`
  const cells = [
    one.name,
    one.found,
    one.proposed,
    one.dropped.length,
    classes,
    same,
    tests(before),
    alone,
    merges,
  ]
  return `| ${[...cells, tests(after), `${Math.round(one.seconds)} s`].join(' | ')} |`
}

function branchesOf(changed: string[]): number {
  return new Set(changed.map(line => line.split(':')[0])).size
}

function tests({ code, seconds }: TestRun): string {
  return `${code === 0 ? 'green' : `failed (${code})`}, ${Math.round(seconds)} s`
}

function details(one: Outcome): string[] {
  const lines = [
    ...Object.entries(one.checks).map(([check, count]) => `- ${check}: ${count}`),
    `- sandbox: ${one.sandbox}`,
    ...one.notes.map(note => `- note: ${note}`),
    ...one.dropped.map(({ file, check, reason }) => `- dropped ${file}: ${check}: ${reason}`),
    ...one.changed.map(line => `- **not the same program** ${line}`),
    ...one.clashing.map(branch => `- does not merge with the others: ${branch}`),
  ]
  const { before, branches, after } = one.tests
  const failed = [before, ...branches, after].filter(run => run.code !== 0)
  return [`## ${one.name}`, '', ...lines, '', ...failed.flatMap(run => ['```', run.tail, '```', ''])]
}

function quoted({ name, quotes }: Outcome, count: number, seed: number): string[] {
  const drawn = draw(quotes, count, seed)
  return [
    `### ${name} (${drawn.length} of ${quotes.length})`,
    '',
    ...drawn.flatMap(({ path, text }) => [path, '', '````ts', text, '````', '']),
  ]
}
