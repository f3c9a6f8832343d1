import type { Digest, Path } from '../model/change.ts'
import type { Edit, Finding, Improver, Observation, Source } from '../model/finding.ts'
import type { TestStyle } from './tests/style.ts'
import { type TestedExport, writeTests } from './tests/write.ts'
import { listed, titleOfAll } from './titles.ts'

export { type Places, readPlaces, type TestPlace } from './tests/place.ts'
export { type Runner, readStyle, type TestStyle } from './tests/style.ts'
export { type TestFile, type WrittenFile, writeTests } from './tests/write.ts'

const NAME = 'tests'
const REWRITE = 'uncovered'
/** The kind of observation that says what exports no test calls, and what they do. */
export const UNCOVERED = 'uncovered-exports'

/** What was seen of the exports of one module that no test calls: calls, what they came to, and where and how tests are written. */
export type UncoveredModule = {
  module: Path
  /** The file to write, which is not there yet. */
  path: Path
  specifier: string
  /** What a default export is called in it. */
  own: string
  style: TestStyle
  exports: TestedExport[]
  /** Where each of these exports begins in the module. */
  starts: Record<string, number>
  /** What was measured of them. */
  measured: { runs: number; mutants: number; killed: number }
}

/**
 * The improver that writes tests for exports that no test of the repository calls: in its own runner and style, from calls whose
 * results were seen. One finding a module, with one new file; no file that is there is changed.
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
    edit: ({ data }) => [
      {
        path: data.file as string,
        start: 0,
        end: 0,
        text: data.text as string,
        expects: digest(''),
      } satisfies Edit,
    ],
    titleOf: ([first]) => first!.title,
  }
}

function findings(source: Source, observations: Observation[], digest: (text: string) => Digest): Finding[] {
  const known = new Set([...source.files, ...source.tests].map(({ path }) => path))
  return observations
    .filter(({ kind }) => kind === UNCOVERED)
    .flatMap(({ data }) => data as UncoveredModule[])
    .flatMap(one => {
      const written = known.has(one.path) ? null : writeTests(one, one.style)
      return written === null ? [] : [finding(one, written.text, written.places.length, digest)]
    })
}

function finding(
  { module, path, exports, starts, measured }: UncoveredModule,
  text: string,
  count: number,
  digest: (text: string) => Digest,
): Finding {
  const names = exports.map(({ name }) => name)
  const { runs, mutants, killed } = measured
  const [calls, them] = names.length === 1 ? ['No test calls', 'it'] : ['No test calls any of', 'them']
  return {
    fingerprint: digest([NAME, REWRITE, module, ...names].join('\n')),
    improver: NAME,
    rewrite: REWRITE,
    path: module,
    symbol: names.join(', '),
    title: titleOfAll('test', module, names, ['does', 'do'], 'of its exports do', 60),
    reason: `${calls} ${listed(names)}. ${count} ${count === 1 ? 'test states' : 'tests state'} what ${them === 'it' ? 'it does' : 'they do'} now: they pass in ${runs} of ${runs} runs and notice ${killed} of ${mutants} wrong changes of ${them}.`,
    facts: exports.map(({ name, cases }) => ({
      kind: 'uncovered',
      says: `no test calls ${name}; ${cases.length} ${cases.length === 1 ? 'case is' : 'cases are'} written`,
      from: { path: module, start: starts[name] ?? 0, end: starts[name] ?? 0 },
    })),
    data: { file: path, text, ...measured },
  }
}
