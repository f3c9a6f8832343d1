import type { Digest } from '../model/change.ts'
import type { Finding, Improver, Observation, Source, SourceFile } from '../model/finding.ts'
import { isEligible } from './docs/eligible.ts'
import { keepFixes, keptFixes } from './fixes.ts'
import { BENCHMARK, benchmarkEdits, benchmarkFinding, type UnreachedModule } from './performance/benchmark.ts'
import { functionsAround } from './performance/functionsAround.ts'
import { isDynamic, type Reading, readAlone } from './performance/reading.ts'
import type { Put, Rewrite, Site } from './performance/rewrite.ts'
import { REWRITES } from './performance/rewrites.ts'
import { symbolAround } from './performance/symbolAround.ts'
import { titleWithin } from './titles.ts'
import { ownFiles, type TypedProject } from './types/project.ts'

export { benchmarkFinding, benchmarkFingerprint, type UnreachedModule } from './performance/benchmark.ts'
export { byTime, type Profiled } from './performance/byTime.ts'
export {
  type BenchmarkCall,
  type BenchmarkForm,
  formOfText,
  LIBRARIES,
  type Library,
  writeBenchmark,
} from './performance/writeBenchmark.ts'
export type { Doc } from './tests/layout.ts'
export { quoted, valueDoc as literalDoc } from './tests/value.ts'

const NAME = 'performance'
/** The kind of observation that opens the programs of the files in which something may be slow. */
export const SLOW_PROGRAMS = 'slow-programs'
/** The kind of observation that says which of the slow places no benchmark runs, and what would: it is made of what was found. */
export const UNREACHED = 'unreached-places'
/** What an improver of this name proposes must be measured to be better. */
export const isMeasured = (improver: string) => improver === NAME
/** But for a benchmark, which is what measures. */
export const isBenchmark = ({ improver, rewrite }: Pick<Finding, 'improver' | 'rewrite'>) =>
  improver === NAME && rewrite === BENCHMARK

/** Files that only try the others out, by their names. */
const TRIALS = /(?:^|\/)(?:tests?|specs?|bench(?:mark)?s?)\.[cm]?[jt]sx?$/i

/** Whether a file is worth a look: no rewrite finds anything in one that has none of its words. */
export function maybeSlow(file: SourceFile): boolean {
  return isEligible(file) && !TRIALS.test(file.path) && REWRITES.some(({ hint }) => hint.test(file.text))
}

/**
 * The improver that writes what does the same and costs less, where the code itself, or types that can be held to, prove that it is the
 * same. That it costs less is for a measurement to say: what is not measured better is not kept.
 * @param digest gives the `sha256:` digest of a text.
 */
export function createPerformance(digest: (text: string) => Digest): Improver {
  return {
    name: NAME,
    version: 1,
    needs: [SLOW_PROGRAMS],
    follows: UNREACHED,
    gathers: 'file',
    find: (source, observations) =>
      observations.some(({ kind }) => kind === UNREACHED)
        ? benchmarks(observations, digest)
        : findings(source, observations, digest),
    edit: (finding, source) =>
      isBenchmark(finding) ? benchmarkEdits(finding, digest) : keptFixes(finding, source),
    titleOf: found => {
      const says = new Set(found.map(({ rewrite }) => REWRITES.find(({ name }) => name === rewrite)!.says))
      const [first] = says
      return says.size === 1 && first
        ? titleWithin('perf', found[0]!.path, first)
        : titleWithin('perf', found[0]!.path, `${found.length} places that cost less`)
    },
  }
}

function benchmarks(observations: Observation[], digest: (text: string) => Digest): Finding[] {
  return observations
    .filter(({ kind }) => kind === UNREACHED)
    .flatMap(({ data }) => data as UnreachedModule[])
    .map(one => benchmarkFinding(one, digest))
}

function findings(source: Source, observations: Observation[], digest: (text: string) => Digest): Finding[] {
  const left = new Map(source.files.filter(maybeSlow).map(file => [file.path, file]))
  const found = new Map<string, Finding[]>()
  for (const { kind, data } of observations)
    for (const project of kind === SLOW_PROGRAMS ? (data as Iterable<TypedProject>) : []) {
      const files = project.program.getSourceFiles().filter(one => !one.isDeclarationFile)
      for (const { path, file } of ownFiles(project)) {
        // A project may see another text than the one that is to be improved.
        if (left.get(path)?.text !== file.text || isDynamic(file)) continue
        const { strict, strictNullChecks = strict } = project.program.getCompilerOptions()
        const typed = Boolean(strictNullChecks) && /\.[cm]?tsx?$/.test(path)
        const checker = project.program.getTypeChecker()
        const reading = { path, text: file.text, file, checker, files, typed, given: new Set<string>() }
        found.set(path, inFile(reading, digest))
        left.delete(path)
      }
    }
  for (const file of left.values()) {
    const reading = readAlone(file)
    if (reading) found.set(file.path, inFile(reading, digest))
  }
  return source.files.flatMap(({ path }) => found.get(path) ?? [])
}

function inFile(reading: Reading, digest: (text: string) => Digest): Finding[] {
  const taken: Put[] = []
  const meets = ({ start, end }: Put) => taken.some(one => start <= one.end && one.start <= end)
  return REWRITES.filter(({ hint }) => hint.test(reading.text)).flatMap(rewrite =>
    rewrite.sitesIn(reading).flatMap(site => {
      // Of two ways to mend one place the first is enough.
      if (!keepsComments(reading.text, site) || !areApart(site) || site.puts.some(meets)) return []
      taken.push(...site.puts)
      return [finding(reading, rewrite, site, digest)]
    }),
  )
}

/** Whether no part of what a site puts there stands within another: a question may be asked in a question. */
function areApart({ puts }: Site): boolean {
  const sorted = puts.toSorted((a, b) => a.start - b.start || a.end - b.end)
  return sorted.every((one, at) => at === 0 || sorted[at - 1]!.end <= one.start)
}

/** What somebody wrote beside the code is theirs: where it would be lost the place is left alone. */
function keepsComments(text: string, { puts }: Site): boolean {
  const count = (code: string) => code.split(/\/\/|\/\*/).length
  return puts.every(({ start, end, text: is }) => count(text.slice(start, end)) <= count(is))
}

function finding(
  reading: Reading,
  { name, says, worth, holds }: Rewrite,
  { node, puts, seen }: Site,
  digest: (text: string) => Digest,
): Finding {
  const { path, text, file } = reading
  const symbol = symbolAround(node)
  const from = { path, start: node.getStart(file), end: node.end }
  return {
    fingerprint: digest([NAME, name, path, symbol, node.getText(file)].join('\n')),
    improver: NAME,
    rewrite: name,
    path,
    symbol,
    title: titleWithin('perf', path, says, 60),
    reason: `In ${symbol} ${seen}. ${worth}`,
    facts: [{ kind: 'slow', says: seen, from }, ...holds.map(says => ({ kind: 'same', says, from }))],
    data: { fixes: keepFixes(puts, text, digest), within: functionsAround(node) },
  }
}
