import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type FoundCases, findCases } from '../../checks/cases/findCases.ts'
import type { ExportedCode, OpenedModule } from '../../checks/cases/openExports.ts'
import { Unbundled } from '../../checks/differ/bundleTrial.ts'
import { openModules } from '../../checks/differ/moduleProgram.ts'
import { BrokenTrial } from '../../checks/differ/runTrial.ts'
import type { TestRun } from '../../checks/testing/runTests.ts'
import {
  isStrange,
  oddness,
  readStyle,
  strangeness,
  type TestPlace,
  type TestStyle,
  type UncoveredModule,
  usualKinds,
  writeModule,
  writeTests,
} from '../../improvers/tests.ts'
import type { Path } from '../../model/change.ts'
import type { TestCase } from '../../model/testCase.ts'
import type { Uncovered } from './findUncovered.ts'
import { ownName } from './ownName.ts'

/** What is found out about modules on the way: of exports, by name, how many wrong changes were tried, and which of them cases notice. */
export type Gathered = { notes: string[]; mutants: Map<string, number>; noticed: Map<TestCase, string[]> }

/** Names and words as people write them, of several lines too: what a program does with texts shows in few of its own. */
const WORDS = ['fooBar', 'a-b_c', '\n  one\n    two\n  three\n']

/** What is written of a module: where, how, and about what. */
type Draft = Pick<UncoveredModule, 'path' | 'into' | 'specifier' | 'own' | 'style' | 'exports'>

/**
 * Calls the exports of a module for what they do, and makes tests of it: in the test file of the module, where that can be done safely,
 * else in one of their own.
 * @returns null where nothing can be written.
 */
export async function testModule(
  found: Uncovered,
  opened: OpenedModule,
  place: TestPlace,
  gathered: Gathered,
): Promise<UncoveredModule | null> {
  const { module } = opened
  const there = place.own && styleIn([place.own.file], found.before)
  const style = there ?? styleIn(place.sample, found.before)
  if (!style) return null
  const { path, specifier } = place
  const alone = { path, specifier, into: null, style, own: ownName(module) }
  const exports = await casesOf(found, opened, alone, gathered)
  if (!exports) return null
  const within = place.own && {
    ...alone,
    path: place.own.file.path,
    into: place.own.file,
    specifier: place.own.specifier,
  }
  const drafts: Draft[] = [...(there && within ? [{ ...within, exports }] : []), { ...alone, exports }]
  const all = writeTests({ ...alone, exports }, style)?.places.length
  // Where some could not be put there, all are better off by themselves.
  const draft = drafts.find(one => writeModule(one)?.places.length === all)
  if (!draft) return null
  const sound = await welltyped(found, draft)
  if (!sound.length) return null
  const starts = Object.fromEntries(opened.exports.map(({ name, start }) => [name, start]))
  const missed = opened.exports.flatMap(one => {
    const part = found.partly.get(one)
    return part ? [[one.name, { missed: part.missed, all: part.all }]] : []
  })
  const measured = { runs: 0, mutants: 0, killed: 0 }
  return { ...draft, module, exports: sound, starts, partly: Object.fromEntries(missed), measured }
}

/** How tests are written, as the first of some files that can be read. */
function styleIn(sample: TestPlace['sample'], { report }: TestRun): TestStyle | null {
  for (const file of sample) {
    const style = readStyle(file, report?.runner ?? null)
    if (style !== null && style.runner === report?.runner) return style
  }
  return null
}

/** Cases of each export; null where the module cannot be loaded by itself: then no test of ours can load it either. */
async function casesOf(
  found: Uncovered,
  opened: OpenedModule,
  alone: Omit<Draft, 'exports'>,
  { notes, mutants: tried, noticed }: Gathered,
): Promise<UncoveredModule['exports'] | null> {
  const exports: UncoveredModule['exports'] = []
  const { partly } = found
  const worded = withWords(opened)
  for (const one of opened.exports) {
    const cost = (of: TestCase) => {
      const [place] =
        writeTests({ ...alone, exports: [{ name: one.name, cases: [of] }] }, alone.style)?.places ?? []
      return place ? place.end - place.start + oddness(of) : null
    }
    try {
      const { cases, mutants, suspicions } = await findPlain(found, worded, one, cost)
      notes.push(...suspicions.map(text => `${opened.module}: ${text}; look at it, no test states it`))
      const told = mutants.noticed.map(list => list.map(mutant => `${opened.module} ${one.name} ${mutant}`))
      // Of what tests call already, only what notices something where none of them ever was.
      const fresh = [...cases.keys()].filter(at => !partly.has(one) || told[at]!.length > 0)
      if (!fresh.length) continue
      exports.push({ name: one.name, cases: fresh.map(at => cases[at]!) })
      tried.set(`${opened.module} ${one.name}`, mutants.all)
      for (const at of fresh) noticed.set(cases[at]!, told[at]!)
    } catch (error) {
      if (!(error instanceof Unbundled || error instanceof BrokenTrial)) throw error
      return null
    }
  }
  return exports.length ? exports : null
}

/** Finds cases; where no types say what may be handed over a second time, with arguments of the kinds that they mostly are. */
async function findPlain(
  { compiler, tree, context }: Uncovered,
  opened: OpenedModule,
  one: ExportedCode,
  cost: (of: TestCase) => number | null,
): Promise<FoundCases> {
  const first = await findCases(compiler, tree, context, opened, one, cost)
  const usual = usualKinds(first.cases)
  if (isTyped(opened.module) || first.cases.every(of => strangeness(of, usual) === 0)) return first
  const plainly = (of: TestCase) => {
    const own = cost(of)
    return own === null ? null : own + strangeness(of, usual)
  }
  const found = await findCases(compiler, tree, context, opened, one, plainly)
  const kept = [...found.cases.keys()].filter(at => !isStrange(found.cases[at]!, usual))
  const noticed = kept.map(at => found.mutants.noticed[at]!)
  return { ...found, cases: kept.map(at => found.cases[at]!), mutants: { ...found.mutants, noticed } }
}

const isTyped = (path: Path) => /\.(?:[cm]?ts|tsx)$/.test(path)

/** Its own words come first: those that it compares with matter most. */
function withWords(opened: OpenedModule): OpenedModule {
  const { strings } = opened.harvest
  const all = [...new Set([...strings.slice(0, 4), ...WORDS, ...strings.slice(4)])]
  return { ...opened, harvest: { ...opened.harvest, strings: all } }
}

/** Leaves out the cases of which the compiler has something to say. */
async function welltyped(
  { compiler, tree, context }: Uncovered,
  draft: Draft,
): Promise<UncoveredModule['exports']> {
  const written = writeModule(draft)
  if (written === null || !isTyped(draft.path)) return draft.exports
  const troubles = await withFile(join(tree, draft.path), written.text, () =>
    openModules(compiler, tree, context, [draft.path], new Map()).troubles(draft.path),
  )
  const bad = new Set(
    written.places
      .filter(place => troubles.some(({ start, end }) => start < place.end && place.start < end))
      .map(({ of }) => of),
  )
  return draft.exports
    .map(each => ({ ...each, cases: each.cases.filter(of => !bad.has(of)) }))
    .filter(each => each.cases.length)
}

/** Has a file be another one for a while, or be there at all. */
async function withFile<T>(file: string, text: string, look: () => T): Promise<T> {
  const before = await readFile(file).catch(() => null)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
  try {
    return look()
  } finally {
    await (before === null ? rm(file) : writeFile(file, before))
  }
}
