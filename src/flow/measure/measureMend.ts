import { createHash } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { bundleBenchmark } from '../../bench/bundleBenchmark.ts'
import { compareCase } from '../../bench/compareCase.ts'
import { type Arena, measurePairs } from '../../bench/measurePairs.ts'
import { loadCompiler } from '../../checks/compiler.ts'
import { openModules } from '../../checks/differ/moduleProgram.ts'
import { describeSurface } from '../../checks/inputs/describeSurface.ts'
import { harvest } from '../../checks/inputs/harvest.ts'
import type { Path } from '../../model/change.ts'
import type { CheckResult } from '../../model/check.ts'
import { Failure } from '../../model/failure.ts'
import { callsAt } from './callsAt.ts'
import { isGain, type Judged, judgeSizes, median, type SizedCase } from './judgeSizes.ts'
import type { Binding } from './madeValue.ts'
import { measureOwn } from './measureOwn.ts'
import { caseName, type SizedCall, sizedBenchmark } from './sizedBenchmark.ts'
import { LIMITS, type Trees } from './trees.ts'

/** A place may be reached by many exports, and each costs a minute. */
const MOST_CALLS = 3
/** What is measured first: where nothing shows with so many, and with ten times as many, the next export is tried. */
const FIRST = { size: 1_000, seed: 1 }
/** A call of this many nanoseconds with a thousand elements may take a hundred times as long with ten times as many. */
const SLOW_NS = 2e6
const SIZES = [10, 100, 300, 1_000, 3_000, 10_000]
const SEEDS = [1, 2]

/** `memory` is the share that every case kept to, and `start` what starts came to, where the policy has such limits. */
export type Measured = Judged & { cases: SizedCase[]; memory?: number; start?: CheckResult }

/** A benchmark that the repository does not have yet. */
export type Proposed = { path: Path; text: string }

/**
 * Measures one improvement: by the repository's own benchmarks that lead to it, or by one that is proposed for it, and, unless these say
 * enough, on inputs that are made from the types of the exports which lead to it, in several sizes. Where nothing can be measured, the
 * reason is what is told.
 * @param path the improved file. @param at where in the base's text it was improved. @param own the benchmarks of the base.
 * @param missed see `measureOwn`.
 */
export async function measureMend(
  trees: Trees,
  path: Path,
  at: number,
  own: Path[],
  proposed: Proposed | null = null,
  missed: string[] | null = null,
): Promise<Measured> {
  const known = await measureOwn(trees, own, missed)
  const judged = judgeSizes(known)
  if (isSettled(judged, known)) return { ...judged, cases: known }
  if (proposed) {
    known.push(...(await measureProposed(trees, proposed, missed)))
    const then = judgeSizes(known)
    const said = { ...then, why: `${then.why}; ${proposed.path} is proposed beside it` }
    if (isSettled(then, known)) return { ...said, cases: known }
  }
  const made = await measureMade(trees, path, at)
  if (typeof made !== 'string') return { ...judgeSizes([...known, ...made]), cases: [...known, ...made] }
  const why = known.length ? `${judgeSizes(known).why}; besides, ${made}` : made
  return { isBetter: false, why, cases: known }
}

/** Whether nothing more has to be measured: there is a gain, or a loss. */
function isSettled({ isBetter }: Judged, cases: SizedCase[]): boolean {
  return isBetter || cases.some(({ compared }) => compared.verdict === 'worse')
}

async function measureProposed(
  trees: Trees,
  { path, text }: Proposed,
  missed: string[] | null,
): Promise<SizedCase[]> {
  const file = join(trees.base, path)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text, { flag: 'wx' })
  return measureOwn(trees, [path], missed)
}

/** What inputs that are made show, of the first export on which there is a gain; else why nothing could be measured, or what was. */
async function measureMade(trees: Trees, path: Path, at: number): Promise<SizedCase[] | string> {
  const compiler = await loadCompiler()
  const modules = openModules(compiler, trees.base, trees, [path], new Map())
  const file = modules.file(path)
  if (!file) return 'it could not be measured: the file cannot be read'
  const calls = callsAt(compiler, file, describeSurface(modules, file), at)
  if (!calls.length) return 'it could not be measured: no export that can be called leads to it'
  const words = harvest(compiler, file)
  const reasons: string[] = []
  let last: SizedCase[] = []
  for (const call of calls.slice(0, MOST_CALLS))
    for (const bound of bindingsOf(call)) {
      const text = sizedBenchmark(path, call, words, bound, allCases())
      try {
        const cases = await measureCall(trees, path, call, text)
        if (cases.some(isGain)) return cases
        last = cases
      } catch (error) {
        if (!(error instanceof Failure)) throw error
        reasons.push(`${nameOf(call)}: ${wordsOf(error)}`)
      }
    }
  return last.length ? last : `it could not be measured: ${reasons.join('; ')}`
}

/** The first line of what went wrong, and where a tool is missing how to get it. */
function wordsOf({ message, next }: Failure): string {
  const commands = next.flatMap(step => ('run' in step ? [step.run.join(' ')] : []))
  return [message.split('\n')[0]!.slice(0, 300), ...commands].join(': ')
}

const allCases = () => SIZES.flatMap(size => SEEDS.map(seed => ({ size, seed })))

/** What a type parameter, or what has no type, is taken for: the second is tried where the first fails or shows nothing. */
export function bindingsOf({ made, signature }: SizedCall): Binding[] {
  const given = [made?.parameters, signature.parameters]
  const isOpen = /"is":"(?:parameter|unknown)"/.test(JSON.stringify(given))
  return isOpen ? ['string', 'number'] : ['string']
}

const nameOf = ({ surface, method }: SizedCall) =>
  [...surface.path, ...(method?.path.slice(-1) ?? [])].join('.')

/** Puts the benchmark beside the module on both sides, and measures as far as it says something. */
async function measureCall(trees: Trees, path: Path, call: SizedCall, text: string): Promise<SizedCase[]> {
  const { base, head, sandbox, probes, readable, progress } = trees
  const name = `.sized-${createHash('sha256').update(text).digest('hex').slice(0, 12)}.mjs`
  const file = join(dirname(path), name)
  for (const tree of [base, head]) {
    await rm(join(tree, file), { recursive: true, force: true })
    await writeFile(join(tree, file), text, { flag: 'wx' })
  }
  await bundleBenchmark(base, file, probes)
  const bundle = await bundleBenchmark(head, file, probes)
  const arena: Arena = { sandbox, probes, base, candidate: head, file, bundle, readable, limits: LIMITS }
  const measured: SizedCase[] = []
  const measure = async (size: number, seed: number): Promise<SizedCase> => {
    const what = caseName(size, seed)
    let order = size * 10 + seed
    const compared = await compareCase(what, pairs => {
      progress(`measuring ${nameOf(call)} with ${what}`)
      return measurePairs(arena, { case: what, pairs, seed: order++ })
    })
    const one = {
      name: `${nameOf(call)} with ${size.toLocaleString('en-US')} elements (inputs ${seed})`,
      size,
      compared,
    }
    measured.push(one)
    return one
  }
  try {
    const first = await measure(FIRST.size, FIRST.seed)
    const isQuick = median(first.compared.pairs.map(pair => pair.base)) < SLOW_NS
    const large = isQuick ? 10_000 : 3_000
    if (!isGain(first) && !isGain(await measure(large, 1))) return measured
    if (isGain(first)) await measure(large, 2)
    await measure(100, 2)
    await measure(10, 1)
  } finally {
    for (const tree of [base, head])
      for (const made of [file, bundle]) await rm(join(tree, made), { force: true })
  }
  return measured
}
