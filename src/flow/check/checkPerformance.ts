import type { Repository } from '../../git/repository.ts'
import type { CheckResult } from '../../model/check.ts'
import type { Json } from '../../model/entry.ts'
import { Failure } from '../../model/failure.ts'
import { type BenchCase, type BenchResult, bench } from '../bench/bench.ts'

/** Measures a range, as `bench` does, with these words for what to measure. */
export type Measure = (only: string[]) => Promise<BenchResult>

/**
 * Whether a range makes a benchmark slower by what the policy says counts. A loss has to be seen by two whole
 * measurements before it fails: one in a hundred comparisons of equal code comes out as a loss, and a repository
 * has hundreds of cases.
 * @param measure is asked once, and again for the cases that came out slower.
 */
export async function checkPerformance(measure: Measure): Promise<CheckResult> {
  const first = await measure([]).catch(whyNot)
  if (typeof first === 'string') return { status: 'not-run', why: first, evidence: {} }
  const slower = losses(first)
  const second = slower.length ? await measure(slower.map(nameOf)).catch(whyNot) : null
  if (typeof second === 'string')
    return {
      status: 'inconclusive',
      why: `the second measurement did not come about: ${second}`,
      evidence: { cases: first.cases.map(brief) },
    }
  const again = new Set(second ? losses(second).map(nameOf) : [])
  const confirmed = slower.filter(one => again.has(nameOf(one)))
  const evidence: { [key: string]: Json } = {
    cases: first.cases.map(brief),
    ...(second && { confirmation: second.cases.map(brief) }),
  }
  if (confirmed.length)
    return { status: 'failed', why: `slower, seen twice: ${confirmed.map(told).join('; ')}`, evidence }
  const open = first.cases.filter(one => one.outcome === 'inconclusive' || slower.includes(one))
  const [unmeasured] = first.unmeasured
  if (unmeasured)
    return {
      status: 'inconclusive',
      why: `not measured: ${unmeasured.file}: ${unmeasured.why.split('\n')[0]}`,
      evidence,
    }
  if (open.length)
    return { status: 'inconclusive', why: `cannot be told: ${open.map(told).join('; ')}`, evidence }
  if (!first.cases.length) return { status: 'not-run', why: 'every benchmark is new in this range', evidence }
  return { status: 'passed', why: `${first.cases.length} cases, none slower`, evidence }
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
  return `${file}: ${name} ${seen.change > 0 ? '+' : ''}${(100 * seen.change).toFixed(1)} %`
}

function brief({ file, case: name, outcome, seen }: BenchCase): Json {
  const finite = (value: number) => (Number.isFinite(value) ? value : null)
  return {
    file,
    case: name,
    outcome,
    change: seen.change,
    between: seen.between.map(finite),
    pairs: seen.pairs,
  }
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
