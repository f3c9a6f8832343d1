import { type Cost, readCost } from '../../bench/judgeCost.ts'
import type { Repository } from '../../git/repository.ts'
import type { CheckResult } from '../../model/check.ts'
import type { Json } from '../../model/entry.ts'
import { Failure } from '../../model/failure.ts'
import { type BenchCase, type BenchResult, bench } from '../bench/bench.ts'
import { memoryOf, percent } from './memoryOf.ts'
import { readingJson } from './readingJson.ts'

/** Measures a range, as `bench` does, with these words for what to measure. */
export type Measure = (only: string[]) => Promise<BenchResult>

/**
 * Whether a range makes a benchmark slower, or lets it need more memory, by what the policy says counts. A loss has to be
 * seen by two whole measurements before it fails: one in a hundred comparisons of equal code comes out as a loss, and a
 * repository has hundreds of cases. All cases of all benchmarks are measured, with whatever sizes they have, and not the
 * one that a change was made for.
 * @param measure is asked once, and again for the cases that came out slower or larger.
 * @param memory the share from which on more memory counts; it is not judged where there is none.
 */
export async function checkPerformance(measure: Measure, memory?: number): Promise<CheckResult> {
  const first = await measure([]).catch(whyNot)
  if (typeof first === 'string') return { status: 'not-run', why: first, evidence: {} }
  const slower = losses(first)
  const larger = first.cases.filter(one => costOf(one, memory) === 'more')
  const again = first.cases.filter(one => slower.includes(one) || larger.includes(one))
  const second = again.length ? await measure(again.map(nameOf)).catch(whyNot) : null
  if (typeof second === 'string')
    return {
      status: 'inconclusive',
      why: `the second measurement did not come about: ${second}`,
      evidence: evidenceOf(first, null, memory),
    }
  const evidence = evidenceOf(first, second, memory)
  const twice = (some: BenchCase[], seen: BenchCase[]) => {
    const names = new Set(seen.map(nameOf))
    return some.filter(one => names.has(nameOf(one)))
  }
  const failures = [
    ...toldOf('slower', twice(slower, second ? losses(second) : []).map(told)),
    ...toldOf(
      'more memory',
      twice(larger, second?.cases.filter(one => costOf(one, memory) === 'more') ?? []).map(toldMemory),
    ),
  ]
  if (failures.length) return { status: 'failed', why: failures.join('; '), evidence }
  const open = first.cases.filter(one => one.outcome === 'inconclusive' || slower.includes(one))
  const openMemory = first.cases.filter(one => !['within', null].includes(costOf(one, memory)))
  const [unmeasured] = first.unmeasured
  if (unmeasured)
    return {
      status: 'inconclusive',
      why: `not measured: ${unmeasured.file}: ${unmeasured.why.split('\n')[0]}`,
      evidence,
    }
  const unclear = [...open.map(told), ...openMemory.map(one => `memory of ${toldMemory(one)}`)]
  if (unclear.length)
    return { status: 'inconclusive', why: `cannot be told: ${unclear.join('; ')}`, evidence }
  if (!first.cases.length) return { status: 'not-run', why: 'every benchmark is new in this range', evidence }
  const also = memory === undefined ? '' : ', none with more memory'
  return { status: 'passed', why: `${first.cases.length} cases, none slower${also}`, evidence }
}

function toldOf(what: string, cases: string[]): string[] {
  return cases.length ? [`${what}, seen twice: ${cases.join('; ')}`] : []
}

/** What the highest memory of each pair's processes comes to; null where that is not asked. */
function costOf(one: BenchCase, limit: number | undefined): Cost | null {
  return limit === undefined ? null : readCost(memoryOf(one), limit)
}

function losses({ cases, threshold }: BenchResult): BenchCase[] {
  return cases.filter(({ outcome, seen }) => outcome === 'worse' && seen.change >= threshold)
}

/** No benchmark is a reason not to run; a tool that is missing as well. */
function whyNot(error: unknown): string {
  if (error instanceof Failure) return error.message
  throw error
}

function nameOf({ file, case: name }: BenchCase): string {
  return `${file} ${name}`
}

function told({ file, case: name, seen }: BenchCase): string {
  return `${file}: ${name} ${percent(seen.change)}`
}

function toldMemory(one: BenchCase): string {
  const { change, pairs } = memoryOf(one)
  return `${one.file}: ${one.case} ${percent(change)} (${pairs} pairs)`
}

function evidenceOf(first: BenchResult, second: BenchResult | null, memory: number | undefined) {
  const brief = (one: BenchCase): Json => ({
    file: one.file,
    case: one.case,
    outcome: one.outcome,
    ...readingJson(one.seen),
    ...(memory !== undefined && { memory: readingJson(memoryOf(one)) }),
  })
  const evidence: { [key: string]: Json } = {
    // Of each case, whatever its size, the two sides are measured on the same input.
    measured: { files: new Set(first.cases.map(({ file }) => file)).size, cases: first.cases.length },
    cases: first.cases.map(brief),
    ...(second && { confirmation: second.cases.map(brief) }),
  }
  return evidence
}

/** Measures with `bench`, in the order that a seed gives. */
export function measureWith(
  repo: Repository,
  range: string,
  seed: number,
  progress: (text: string) => void,
): Measure {
  let round = 0
  return only => bench(repo, range, { only, self: false, seed: seed + 1_000 * round++, progress })
}
