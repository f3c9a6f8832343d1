import type { Violation } from '../../model/decision.ts'
import type { UpdateFacts } from '../facts.ts'
import type { Known } from '../signals/signal.ts'

/** A rule about a ref that moves, whatever its commits are. */
export type UpdateRule = {
  id: string
  check(facts: UpdateFacts, known: Known): Violation[]
}
