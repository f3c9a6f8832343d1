import type { OpenedModule } from '../../checks/cases/openExports.ts'
import type { Repository } from '../../git/repository.ts'
import { readPlaces, UNCOVERED, type UncoveredModule } from '../../improvers/tests.ts'
import type { Oid } from '../../model/change.ts'
import type { Source } from '../../model/finding.ts'
import type { Policy } from '../../model/policy.ts'
import type { Collected } from './collectSource.ts'
import { findUncovered, type Uncovered } from './findUncovered.ts'
import { isFreePlace } from './freePlace.ts'
import type { LookOptions, Observed } from './observed.ts'
import { type Stable, stableTests } from './stableTests.ts'
import { type Gathered, testModule } from './testModule.ts'

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
  const isPart = ({ exports }: OpenedModule) => exports.every(each => found.partly.has(each))
  const uncalled = opened.filter(one => !isPart(one))
  // Of what tests call most is reached, and there is much of it.
  for (const one of [...uncalled, ...opened.filter(isPart).slice(0, most)]) {
    if (written.length >= most) break
    const place = places.of(one.module, one.exports[0]!.name, taken)
    // A link, or a file that could not be read as code, is there as well.
    if (!place || !isFreePlace(tree, place.path)) continue
    progress(`calling what no test ${isPart(one) ? 'reaches' : 'calls'} in ${one.module}`)
    const isShared = written.some(({ path }) => path === place.own?.file.path)
    const tested = await testModule(found, one, isShared ? { ...place, own: null } : place, gathered)
    if (!tested) continue
    taken.add(tested.path)
    written.push(tested)
  }
  if (uncalled.length && !written.length) return { notRun: NOTHING_WRITTEN, isLasting: true, notes }
  progress('running the written tests again and again')
  const stable = await stableTests(tree, written, before, how, context)
  if ('notRun' in stable) return { ...stable, notes }
  return { ...stable, modules: stable.modules.map(one => recounted(one, gathered)), notes }
}

/** What the cases that are left notice: some may have gone since they were chosen together. */
function recounted(one: UncoveredModule, { mutants, noticed }: Gathered): UncoveredModule {
  const names = one.exports.map(({ name }) => `${one.module} ${name}`)
  const killed = new Set(one.exports.flatMap(({ cases }) => cases.flatMap(of => noticed.get(of) ?? [])))
  const all = names.reduce((sum, name) => sum + (mutants.get(name) ?? 0), 0)
  return { ...one, measured: { ...one.measured, mutants: all, killed: killed.size } }
}
