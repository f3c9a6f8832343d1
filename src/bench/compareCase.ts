import type { PairFact } from '../model/benchmark.ts'
import { confirms, nextStep, type Reading, RULES, type Rules, readPairs } from './judgePairs.ts'

/** What came of comparing one case. `inconclusive` says why; raw pairs are kept, so that anybody can judge them anew. */
export type Compared = {
  case: string
  verdict: 'better' | 'worse' | 'inconclusive'
  why: string
  /** Of the pairs that gave the idea, and of those that confirmed it or did not. */
  seen: Reading
  confirmed: Reading | null
  pairs: PairFact[]
  confirmation: PairFact[]
}

/**
 * Compares one case, pair by pair, until it is clear or it is clear that it won't be.
 * @param measure gives so many new pairs.
 */
export async function compareCase(
  name: string,
  measure: (pairs: number) => Promise<PairFact[]>,
  rules: Rules = RULES,
): Promise<Compared> {
  const pairs: PairFact[] = []
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
    const confirmation = await measure(step.pairs)
    const again = confirmation.map(({ ratio }) => ratio)
    const confirmed = readPairs(again)
    const holds = confirms(again, step.seen, rules)
    return {
      case: name,
      verdict: holds ? step.seen : 'inconclusive',
      why: holds ? '' : `it looked ${step.seen}, and ${step.pairs} more pairs did not confirm it`,
      seen,
      confirmed,
      pairs,
      confirmation,
    }
  }
}
