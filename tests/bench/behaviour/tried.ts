import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { cpus, platform, release } from 'node:os'
import type { CheckResult } from '../../../src/model/check.ts'

/** One change that the check was asked about, and what it said: a line of the file of a measurement. */
export type Tried = {
  repository: string
  module: string
  line: number
  kind: string
  was: string
  is: string
  status: string
  why: string
  seconds: number
  /** Wrong changes near by that the inputs of the check did not notice. */
  survivors: string[]
}

export type Change = Omit<Tried, 'status' | 'why' | 'seconds' | 'survivors'>

export function readTried(file: string): Tried[] {
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean)
  return lines.map(line => JSON.parse(line) as Tried)
}

/** Whether a change was asked about before the measurement was broken off. */
export function isKnown(known: readonly Tried[], one: Change): boolean {
  const keys = ['repository', 'module', 'line', 'kind', 'was', 'is'] as const
  return known.some(tried => keys.every(key => tried[key] === one[key]))
}

/** Asks the check of a change and writes down what it says. */
export async function writeTried(
  file: string,
  change: Change,
  ask: () => Promise<CheckResult>,
): Promise<void> {
  const started = performance.now()
  const { status, why, evidence } = await ask()
  const seconds = (performance.now() - started) / 1000
  const { survivors = [] } = (evidence.mutants ?? {}) as { survivors?: string[] }
  const tried: Tried = { ...change, status, why, seconds, survivors }
  appendFileSync(file, `${JSON.stringify(tried)}\n`)
}

/**
 * Prints a table of each repository and, where asked, of each kind; then every change whose status is listed, with its reason.
 * @param what is counted, in a word or two.
 */
export function printTried(all: Tried[], what: string, listed: string[], byKind: boolean): void {
  console.log(
    `${platform()} ${release()}, ${cpus().length} x ${cpus()[0]?.model.trim()}, node ${process.version}\n`,
  )
  printTable(all, 'repository', what)
  if (byKind) printTable(all, 'kind', what)
  for (const status of listed)
    for (const one of all.filter(tried => tried.status === status)) {
      const words = [one.was, one.is].map(text => text.replace(/\s+/g, ' ').slice(0, 70))
      console.log(`${status}: ${one.repository} ${one.module}:${one.line} ${one.kind}: ${words.join(' -> ')}`)
      if (status !== 'passed') console.log(`    ${one.why.slice(-330)}`)
      for (const left of one.survivors ?? []) console.log(`    not noticed: ${left}`)
    }
}

function printTable(all: Tried[], by: 'repository' | 'kind', what: string): void {
  console.log(`| ${by} | ${what} | failed | inconclusive | passed | median seconds |`)
  console.log('|---|---|---|---|---|---|')
  for (const name of [...new Set(all.map(one => one[by])), 'all']) {
    const group = all.filter(one => name === 'all' || one[by] === name)
    const share = (status: string) => {
      const count = group.filter(one => one.status === status).length
      return `${count}, ${((100 * count) / group.length).toFixed(1)} %`
    }
    const seconds = group.map(one => one.seconds).sort((a, b) => a - b)[group.length >> 1]
    console.log(
      `| ${name} | ${group.length} | ${share('failed')} | ${share('inconclusive')} | ${share('passed')} | ${seconds?.toFixed(1)} |`,
    )
  }
  console.log('')
}
