import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { CheckContext } from '../../checks/check.ts'
import { type HowToRun, runTests, type TestRun } from '../../checks/testing/runTests.ts'
import { commandForNew } from '../../checks/testing/started.ts'
import { type UncoveredModule, type WrittenFile, writeModule, writeTests } from '../../improvers/tests.ts'
import type { Path } from '../../model/change.ts'
import type { TestCase } from '../../model/testCase.ts'

/** So many runs of each file alone, in random order: so many starts of the runner, with so many copies each. */
const STARTS = 4
const COPIES = 5
export const RUNS = STARTS * COPIES
/** And so many beside all other tests. */
const WHOLE = 2

/** Other places and languages, by turns: what depends on them is no test. */
const SURROUNDINGS = [
  ['TZ=UTC', 'LC_ALL=C', 'LANG=C'],
  ['TZ=America/St_Johns', 'LC_ALL=tr_TR.UTF-8', 'LANG=tr_TR.UTF-8'],
  ['TZ=Asia/Kathmandu', 'LC_ALL=de_DE.UTF-8', 'LANG=de_DE.UTF-8'],
  ['TZ=Pacific/Auckland', 'LC_ALL=en_US.UTF-8', 'LANG=en_US.UTF-8'],
]

/** Tests that passed each time; or in words why nothing can be said of any. */
export type Stable = { modules: UncoveredModule[]; failing: number } | { notRun: string }

/**
 * Runs written tests again and again: each file alone with its tests in random order, in other places and languages; then all of
 * them beside the whole suite. A case that fails once is no test, and the rest is tried anew.
 * @param before the suite's run without them, from which it is known how the runner is started.
 */
export async function stableTests(
  tree: string,
  modules: UncoveredModule[],
  before: TestRun,
  how: HowToRun,
  context: CheckContext,
): Promise<Stable> {
  let left = modules
  let failing = 0
  for (let round = 0; round < 3 && left.length; round++) {
    const failed = new Set<TestCase>()
    for (let start = 0; start < STARTS && !failed.size; start++) {
      const found = await runAlone(tree, left, start, before, how, context)
      if (typeof found === 'string') return { notRun: found }
      for (const one of found) failed.add(one)
    }
    for (let time = 0; time < WHOLE && !failed.size; time++) {
      const found = await runBeside(tree, left, before, how, context)
      if (typeof found === 'string') return { notRun: found }
      for (const one of found) failed.add(one)
    }
    if (!failed.size)
      return { modules: left.map(one => ({ ...one, measured: { ...one.measured, runs: RUNS } })), failing }
    failing += failed.size
    left = without(left, failed)
  }
  return { modules: [], failing }
}

/** One start of the runner with several copies of each file, each in an order of its own. */
async function runAlone(
  tree: string,
  modules: UncoveredModule[],
  start: number,
  before: TestRun,
  how: HowToRun,
  context: CheckContext,
): Promise<Set<TestCase> | string> {
  const copies = modules.flatMap((one, place) =>
    Array.from({ length: COPIES }, (_, at) => {
      const number = start * COPIES + at
      const path = one.path.replace(/((?:[._-](?:tests?|specs?))?\.[cm]?[jt]sx?)$/, `-run${number}$1`)
      const mixed = shuffled(one, number * 1_000 + place)
      // Of those that are put into a file that is there, one copy each time is the whole of it.
      return { path, written: at === 0 ? writeModule(mixed)! : writeTests(mixed, one.style)! }
    }),
  )
  const known = [...(before.report?.passed ?? []), ...(before.report?.skipped ?? [])].map(
    name => name.split(' > ')[0] ?? '',
  )
  const paths = copies.map(({ path }) => path)
  const found = commandForNew(before.started, paths, [...new Set([...known, ...paths])])
  if (!found) return 'how its runner takes test files by their names is not known'
  const surroundings = SURROUNDINGS[start % SURROUNDINGS.length]!
  const only = {
    ...how,
    coverage: false,
    ...found,
    command: ['/usr/bin/env', ...surroundings, ...found.command],
  }
  const run = await runTests(tree, only, context, copy => write(copy, copies))
  return failedIn(run, copies)
}

async function runBeside(
  tree: string,
  modules: UncoveredModule[],
  before: TestRun,
  how: HowToRun,
  context: CheckContext,
): Promise<Set<TestCase> | string> {
  const files = modules.map(one => ({ path: one.path, written: writeModule(one)! }))
  const run = await runTests(tree, { ...how, coverage: false }, context, copy => write(copy, files))
  const failed = failedIn(run, files)
  if (typeof failed === 'string' || failed.size) return failed
  const broken = [...(run.report?.failed ?? [])].find(name => before.report?.passed.has(name))
  return broken === undefined ? failed : `beside them a test failed that passed before: ${broken}`
}

async function write(copy: string, files: { path: Path; written: WrittenFile }[]): Promise<void> {
  for (const { path, written } of files) {
    await mkdir(dirname(join(copy, path)), { recursive: true })
    await writeFile(join(copy, path), written.text)
  }
}

/** The cases that are not among what passed as often as they were run; in words why nothing can be said of them. */
function failedIn(run: TestRun, files: { path: Path; written: WrittenFile }[]): Set<TestCase> | string {
  if (run.ended !== 'exit') return `the written tests ran into their limit of ${run.ended}`
  const { report } = run
  if (!report) return 'the runner said nothing of the written tests'
  const passed = [...report.passed]
  const failed = new Set<TestCase>()
  // Runners that name the files of tests are asked of each; of the others it is counted.
  const namesFiles = files.some(({ path }) =>
    [...passed, ...report.failed].some(name => name.startsWith(`${path} > `)),
  )
  for (const { path, written } of files)
    for (const { title, of } of written.places) {
      const same = (name: string) => isNamed(name, title) && (!namesFiles || name.startsWith(`${path} > `))
      const wanted = namesFiles
        ? 1
        : files.filter(one => one.written.places.some(place => place.title === title)).length
      // Another of the same name may have passed instead.
      if (passed.filter(same).length < wanted || [...report.failed].some(same)) failed.add(of)
    }
  const all = files.reduce((sum, { written }) => sum + written.places.length, 0)
  if (failed.size === all && passed.length + report.failed.size === 0)
    return `none of the written tests ran: ${lastLine(run.tail)}`
  return failed
}

/** The last part of a test's whole name, which gets a number where it comes twice. */
function isNamed(name: string, title: string): boolean {
  const plain = name.replace(/ \(\d+\)$/, '')
  return [name, plain].some(
    one => one === title || one.endsWith(` > ${title}`) || one.endsWith(` › ${title}`),
  )
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.trim().slice(0, 200) ?? ''
}

/** The same tests in another order: with the same seed the same one. */
function shuffled(one: UncoveredModule, seed: number): UncoveredModule {
  let state = seed + 1
  const chance = () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32
  }
  const mix = <T>(list: readonly T[]): T[] =>
    list
      .map(item => ({ item, at: chance() }))
      .sort((a, b) => a.at - b.at)
      .map(({ item }) => item)
  return { ...one, exports: mix(one.exports).map(each => ({ ...each, cases: mix(each.cases) })) }
}

function without(modules: UncoveredModule[], failed: ReadonlySet<TestCase>): UncoveredModule[] {
  return modules.flatMap(one => {
    const exports = one.exports
      .map(each => ({ ...each, cases: each.cases.filter(of => !failed.has(of)) }))
      .filter(each => each.cases.length)
    return exports.length ? [{ ...one, exports }] : []
  })
}
