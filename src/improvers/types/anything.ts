import { ts } from 'ts-morph'
import { type Candidate, type Evidence, LEAST, type Reason } from './candidate.ts'
import type { ParameterGap } from './gaps.ts'
import type { Uses } from './uses.ts'

/** `unknown` for what is only asked what it is. */
export function anything({ owner, parameter }: ParameterGap, uses: Uses, { spanOf }: Evidence): Candidate[] {
  const { name } = parameter
  if (!ts.isIdentifier(name) || parameter.dotDotDotToken || !uses.count) return []
  const given = uses.given.filter(({ type }) => type.flags & ts.TypeFlags.Unknown).length
  const { type } = owner
  const isTested = type && ts.isTypePredicateNode(type) && type.parameterName.getText() === name.text
  if (!isTested && uses.asked + given < uses.count) return []
  const reason: Reason = {
    kind: 'unknown',
    says: 'it is only asked what it is',
    // A predicate is there to be asked about anything.
    weight: isTested ? 2 : LEAST,
    from: spanOf(isTested ? type : name),
  }
  return [{ text: 'unknown', type: null, score: reason.weight, because: [reason] }]
}
