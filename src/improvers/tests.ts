import type { Digest, Path } from '../model/change.ts'
import type { Edit, Finding, Improver, Observation, Source, SourceFile } from '../model/finding.ts'
import type { TestedExport } from './tests/blocks.ts'
import { writeModule } from './tests/module.ts'
import type { TestStyle } from './tests/style.ts'
import { listed, titleOfAll } from './titles.ts'

export { isStrange, oddness, strangeness, usualKinds } from './tests/oddness.ts'
export { type Places, readPlaces, type TestPlace } from './tests/place.ts'
export { type Runner, readStyle, type TestStyle } from './tests/style.ts'
export { type TestFile, type WrittenFile, writeTests } from './tests/write.ts'
export { writeModule }

const NAME = 'tests'
const REWRITE = 'uncovered'
/** The kind of observation that says what exports no test calls, and what they do. */
export const UNCOVERED = 'uncovered-exports'

/** What was seen of the exports of one module that no test calls: calls, what they came to, and where and how tests are written. */
export type UncoveredModule = {
  module: Path
  /** The file to write, which is not there yet, unless they are put `into` one that is. */
  path: Path
  into: SourceFile | null
  specifier: string
  /** What a default export is called in it. */
  own: string
  style: TestStyle
  exports: TestedExport[]
  /** Where each of these exports begins in the module. */
  starts: Record<string, number>
  /** Those that tests call without reaching all of them: how many statements they miss. */
  partly: Record<string, { missed: number; all: number }>
  /** What was measured of them. */
  measured: { runs: number; mutants: number; killed: number }
}

/** A part of a file that becomes another text. */
type Change = { start: number; end: number; text: string; expects: Digest }

/** Whether an improver is the one that may write into tests that are there. */
export const writesTests = (improver: string) => improver === NAME

/**
 * The improver that writes tests for exports that no test of the repository calls, or of which tests never reach whole branches: in
 * its own runner and style, from calls whose results were seen. One finding a module, with one new file, or with more in the test
 * file of the module.
 * @param digest gives the `sha256:` digest of a text.
 */
export function createTests(digest: (text: string) => Digest): Improver {
  return {
    name: NAME,
    version: 1,
    needs: [UNCOVERED],
    gathers: 'file',
    isCostly: true,
    find: (source, observations) => findings(source, observations, digest),
    edit: ({ data }) =>
      (data.puts as Change[]).map(put => ({ path: data.file as string, ...put }) satisfies Edit),
    titleOf: ([first]) => first!.title,
  }
}

function findings(source: Source, observations: Observation[], digest: (text: string) => Digest): Finding[] {
  const known = new Map([...source.files, ...source.tests].map(({ path, text }) => [path, text]))
  return observations
    .filter(({ kind }) => kind === UNCOVERED)
    .flatMap(({ data }) => data as UncoveredModule[])
    .flatMap(one => {
      const there = known.get(one.path)
      const written = there === one.into?.text ? writeModule(one) : null
      if (written === null) return []
      const expects = (start: number, end: number) => digest((there ?? '').slice(start, end))
      const puts = written.puts.map(put => ({ ...put, expects: expects(put.start, put.end) }))
      return [finding(one, puts, written.places.length, digest)]
    })
}

function finding(
  { module, path, exports, starts, partly, measured }: UncoveredModule,
  puts: Change[],
  count: number,
  digest: (text: string) => Digest,
): Finding {
  const names = exports.map(({ name }) => name)
  const { runs, mutants, killed } = measured
  const [it, does] = names.length === 1 ? ['it', 'it does'] : ['them', 'they do']
  return {
    fingerprint: digest([NAME, REWRITE, module, ...names].join('\n')),
    improver: NAME,
    rewrite: REWRITE,
    path: module,
    symbol: names.join(', '),
    title: titleOfAll('test', module, names, ['does', 'do'], 'of its exports do', 60),
    reason: `${whatIsMissing(names, partly)} ${count} ${count === 1 ? 'test states' : 'tests state'} what ${does} now: they pass in ${runs} of ${runs} runs and notice ${killed} of ${mutants} wrong changes of ${it}.`,
    facts: exports.map(({ name, cases }) => ({
      kind: 'uncovered',
      says: `${missing(name, partly)}; ${cases.length} ${cases.length === 1 ? 'case is' : 'cases are'} written`,
      from: { path: module, start: starts[name] ?? 0, end: starts[name] ?? 0 },
    })),
    data: { file: path, puts, ...measured },
  }
}

/** What tests do not do, of all exports, in whole sentences. */
function whatIsMissing(names: string[], partly: UncoveredModule['partly']): string {
  const none = names.filter(name => !partly[name])
  const some = names.filter(name => partly[name])
  const all = none.length ? [`No test calls ${none.length > 1 ? 'any of ' : ''}${listed(none)}.`] : []
  return [...all, ...some.map(name => `${upper(missing(name, partly))}.`)].join(' ')
}

function missing(name: string, partly: UncoveredModule['partly']): string {
  const part = partly[name]
  return part
    ? `tests never reach ${part.missed} of the ${part.all} statements of ${name}`
    : `no test calls ${name}`
}

const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
