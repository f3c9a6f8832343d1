import type { PairFact } from '../model/benchmark.ts'
import { nextConfirmation, nextStep, type Reading, RULES, type Rules, readPairs } from './judgePairs.ts'

/** What came of comparing one case. `inconclusive` says why; raw pairs are kept, so that anybody can judge them anew. */
export type Compared<P = PairFact> = {
  case: string
  verdict: 'better' | 'worse' | 'inconclusive'
  why: string
  /** Of the pairs that gave the idea, and of those that confirmed it or did not. */
  seen: Reading
  confirmed: Reading | null
  pairs: P[]
  confirmation: P[]
}

type Measure<P> = (pairs: number) => Promise<P[]>
type Ratio = { ratio: number }

/**
 * Compares one case, pair by pair, until it is clear or it is clear that it won't be.
 * @param measure gives so many new pairs.
 */
export async function compareCase<P extends Ratio = PairFact>(
  name: string,
  measure: Measure<P>,
  rules: Rules = RULES,
): Promise<Compared<P>> {
  const pairs: P[] = []
  for (;;) {
    const ratios = pairs.map(({ ratio }) => ratio)
    const step = nextStep(ratios, rules)
    if (step.next === 'measure') {
      pairs.push(...(await measure(step.pairs)))
      continue
    }
    const seen = readPairs(ratios)
    if (step.next === 'stop')
      return {
        case: name,
        verdict: 'inconclusive',
        why: step.why,
        seen,
        confirmed: null,
        pairs,
        confirmation: [],
      }
    return { case: name, seen, pairs, ...(await confirmIt(step.seen, measure, rules)) }
  }
}

async function confirmIt<P extends Ratio>(seen: 'better' | 'worse', measure: Measure<P>, rules: Rules) {
  const confirmation: P[] = []
  for (;;) {
    const ratios = confirmation.map(({ ratio }) => ratio)
    const step = nextConfirmation(ratios, seen, rules)
    if (step.next === 'measure') {
      confirmation.push(...(await measure(step.pairs)))
      continue
    }
    const unconfirmed = `it looked ${seen}, and ${ratios.length} more pairs did not confirm it`
    return {
      verdict: step.holds ? seen : ('inconclusive' as const),
      why: step.holds ? '' : unconfirmed,
      confirmed: readPairs(ratios),
      confirmation,
    }
  }
}
