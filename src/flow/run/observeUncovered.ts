import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { findCases } from '../../checks/cases/findCases.ts'
import type { OpenedModule } from '../../checks/cases/openExports.ts'
import type { CheckContext } from '../../checks/check.ts'
import type { Compiler } from '../../checks/compiler.ts'
import { Unbundled } from '../../checks/differ/bundleTrial.ts'
import { openModules } from '../../checks/differ/moduleProgram.ts'
import { BrokenTrial } from '../../checks/differ/runTrial.ts'
import type { TestRun } from '../../checks/testing/runTests.ts'
import type { Repository } from '../../git/repository.ts'
import {
  readPlaces,
  readStyle,
  type TestPlace,
  type TestStyle,
  UNCOVERED,
  type UncoveredModule,
  writeTests,
} from '../../improvers/tests.ts'
import type { Oid } from '../../model/change.ts'
import type { Source } from '../../model/finding.ts'
import type { Policy } from '../../model/policy.ts'
import type { TestCase } from '../../model/testCase.ts'
import type { Collected } from './collectSource.ts'
import { findUncovered, type Uncovered } from './findUncovered.ts'
import { isFreePlace } from './freePlace.ts'
import type { LookOptions, Observed } from './observed.ts'
import { ownName } from './ownName.ts'
import { type Stable, stableTests } from './stableTests.ts'

/** So many modules a run, where no limit says less: each costs seconds for every export. */
const MOST_MODULES = 10
const MOST_NOTES = 30
const NOTHING_WRITTEN = 'for none of the exports that no test calls a test could be written'

/**
 * Runs the repository's tests for the exports that none of them calls, and calls these for what they do. What looks like a fault is told;
 * the rest is written down as tests, which are kept when they pass each time.
 * @param folder where the tree is written.
 */
export async function observeUncovered(
  repo: Repository,
  base: Oid,
  policy: Policy,
  { source }: Collected,
  folder: string,
  { limit, tested, progress }: Pick<LookOptions, 'limit' | 'tested' | 'progress'>,
): Promise<Observed> {
  const found = await findUncovered(repo, base, policy, source, folder, progress)
  if ('notRun' in found) return found
  const most = Math.min(limit ?? MOST_MODULES, MOST_MODULES)
  const open = { ...found, opened: found.opened.filter(({ module }) => !tested.has(module)) }
  const { notes, ...written } = await writeUncovered(open, source, most, progress)
  const told = { notes: notes.slice(0, MOST_NOTES) }
  if ('notRun' in written) return { ...written, ...told }
  if (written.failing)
    told.notes.push(`tests: ${written.failing} written cases did not pass in each run, and were left out`)
  return { observation: { kind: UNCOVERED, data: written.modules }, ...told }
}

/** Tests for what was found, and how many cases of them did not pass each time; and what looks like a fault. */
export async function writeUncovered(
  found: Uncovered,
  source: Source,
  most: number,
  progress: (text: string) => void,
): Promise<Stable & { notes: string[]; isLasting?: boolean }> {
  const { tree, context, opened, before, how, modules } = found
  const places = readPlaces(source.tests, modules)
  const taken = new Set([...modules, ...source.tests.map(({ path }) => path)])
  const gathered: Gathered = { notes: [], mutants: new Map(), noticed: new Map() }
  const { notes } = gathered
  const written: UncoveredModule[] = []
  for (const one of opened) {
    if (written.length >= most) break
    const place = places.of(one.module, one.exports[0]!.name, taken)
    const style = place && styleAt(place, before)
    // A link, or a file that could not be read as code, is there as well.
    if (!place || !style || !isFreePlace(tree, place.path)) continue
    progress(`calling what no test calls in ${one.module}`)
    const tested = await testModule(found, one, place, style, gathered)
    if (!tested) continue
    taken.add(place.path)
    written.push(tested)
  }
  if (opened.length && !written.length) return { notRun: NOTHING_WRITTEN, isLasting: true, notes }
  progress('running the written tests again and again')
  const stable = await stableTests(tree, written, before, how, context)
  if ('notRun' in stable) return { ...stable, notes }
  return { ...stable, modules: stable.modules.map(one => recounted(one, gathered)), notes }
}

/** What is found out about modules on the way: of exports, by name, how many wrong changes were tried, and which of them cases notice. */
type Gathered = { notes: string[]; mutants: Map<string, number>; noticed: Map<TestCase, string[]> }

/** What the cases that are left notice: some may have gone since they were chosen together. */
function recounted(one: UncoveredModule, { mutants, noticed }: Gathered): UncoveredModule {
  const names = one.exports.map(({ name }) => `${one.module} ${name}`)
  const killed = new Set(one.exports.flatMap(({ cases }) => cases.flatMap(of => noticed.get(of) ?? [])))
  const all = names.reduce((sum, name) => sum + (mutants.get(name) ?? 0), 0)
  return { ...one, measured: { ...one.measured, mutants: all, killed: killed.size } }
}

/** How tests are written where a new one goes: as the nearest of those that can be read. */
function styleAt({ sample }: TestPlace, { report }: TestRun): TestStyle | null {
  for (const file of sample) {
    const style = readStyle(file, report?.runner ?? null)
    if (style !== null && style.runner === report?.runner) return style
  }
  return null
}

async function testModule(
  { compiler, tree, context }: Uncovered,
  opened: OpenedModule,
  { path, specifier }: TestPlace,
  style: TestStyle,
  { notes, mutants: tried, noticed }: Gathered,
): Promise<UncoveredModule | null> {
  const own = ownName(opened.module)
  const shared = { module: opened.module, path, specifier, own, style }
  const fileOf = (exports: UncoveredModule['exports']) => writeTests({ specifier, own, exports }, style)
  const exports: UncoveredModule['exports'] = []
  for (const one of opened.exports) {
    const cost = (of: TestCase) => {
      const [place] = fileOf([{ name: one.name, cases: [of] }])?.places ?? []
      return place ? place.end - place.start : null
    }
    try {
      const { cases, mutants, suspicions } = await findCases(compiler, tree, context, opened, one, cost)
      notes.push(...suspicions.map(text => `${opened.module}: ${text}; look at it, no test states it`))
      if (!cases.length) continue
      exports.push({ name: one.name, cases })
      const name = `${opened.module} ${one.name}`
      tried.set(name, mutants.all)
      for (const [at, of] of cases.entries())
        noticed.set(
          of,
          mutants.noticed[at]!.map(mutant => `${name} ${mutant}`),
        )
    } catch (error) {
      // What cannot be loaded by itself can be none that a test of ours loads.
      if (!(error instanceof Unbundled || error instanceof BrokenTrial)) throw error
      return null
    }
  }
  const sound = await welltyped(compiler, tree, context, { ...shared, exports })
  const starts = Object.fromEntries(opened.exports.map(({ name, start }) => [name, start]))
  return sound.length
    ? { ...shared, exports: sound, starts, measured: { runs: 0, mutants: 0, killed: 0 } }
    : null
}

/** Leaves out the cases of which the compiler has something to say. */
async function welltyped(
  compiler: Compiler,
  tree: string,
  context: CheckContext,
  one: Pick<UncoveredModule, 'path' | 'specifier' | 'own' | 'style' | 'exports'>,
): Promise<UncoveredModule['exports']> {
  const written = writeTests(one, one.style)
  if (written === null || !/\.(?:[cm]?ts|tsx)$/.test(one.path)) return one.exports
  const file = join(tree, one.path)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, written.text)
  const troubles = openModules(compiler, tree, context, [one.path], new Map()).troubles(one.path)
  await rm(file)
  const bad = new Set(
    written.places
      .filter(place => troubles.some(({ start, end }) => start < place.end && place.start < end))
      .map(({ of }) => of),
  )
  return one.exports
    .map(each => ({ ...each, cases: each.cases.filter(of => !bad.has(of)) }))
    .filter(each => each.cases.length)
}
