import type { Digest, Path } from '../../model/change.ts'
import type { Edit, Finding } from '../../model/finding.ts'
import { listed, titleWithin } from '../titles.ts'

/** What a place in the code is proposed a benchmark of: `improver/rewrite`. */
export const BENCHMARK = 'benchmark'

/** What was seen of a module of which no benchmark runs some place that costs too much, and the benchmark that does. */
export type UnreachedModule = {
  module: Path
  /** The file to write, which is not there yet, and what it says. */
  path: Path
  text: string
  /** What it calls, in the words of a caller. */
  calls: string[]
  sizes: number[]
  /** The places that it runs and no other does. */
  places: { start: number; end: number; symbol: string; seen: string }[]
  /** How it is run. */
  library: string
  isThere: boolean
}

/** The same whatever it calls: one is proposed once for a module. */
export function benchmarkFingerprint(module: Path, digest: (text: string) => Digest): Digest {
  return digest(['performance', BENCHMARK, module].join('\n'))
}

/** One finding a module, with one new file: it changes none that is there. */
export function benchmarkFinding(one: UnreachedModule, digest: (text: string) => Digest): Finding {
  const { module, path, text, calls, sizes, places } = one
  const says =
    calls.length > 2 ? `add a benchmark of ${calls.length} exports` : `add a benchmark of ${listed(calls)}`
  const [first] = places
  const others = places.length > 1 ? `, and ${places.length - 1} more such` : ''
  const sized = listed(sizes.map(size => size.toLocaleString('en-US')))
  const how = one.isThere
    ? `It is written for ${one.library}, which is there already`
    : `It is written for ${one.library}, which need not be installed for that`
  return {
    fingerprint: benchmarkFingerprint(module, digest),
    improver: 'performance',
    rewrite: BENCHMARK,
    path,
    symbol: listed(calls),
    title: titleWithin('perf', module, says, 60),
    reason: `No benchmark runs a place that may cost too much: in ${first?.symbol} ${first?.seen}${others}. This one calls ${listed(calls)} with ${sized} elements, and git improver bench runs it. ${how}.`,
    facts: places.map(({ start, end, symbol }) => ({
      kind: 'unreached',
      says: `no benchmark runs ${symbol} of ${module}`,
      from: { path: module, start, end },
    })),
    data: { module, file: path, text, sizes },
  }
}

/** The file itself. */
export function benchmarkEdits({ data }: Finding, digest: (text: string) => Digest): Edit[] {
  return [{ path: data.file as string, start: 0, end: 0, text: data.text as string, expects: digest('') }]
}
