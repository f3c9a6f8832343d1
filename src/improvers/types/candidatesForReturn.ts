import { ts } from 'ts-morph'
import { type Candidate, type Evidence, LEAST } from './candidate.ts'
import { collect } from './collect.ts'
import { isWritten } from './gaps.ts'
import type { OtherGap } from './otherGaps.ts'
import { isPlain } from './plain.ts'
import { returnsOf } from './returns.ts'

/** What the body of a function gives, when nothing is said of it. */
export function candidatesForReturn(gap: OtherGap, evidence: Evidence): Candidate[] {
  const said = evidence.bare.get(gap.key)
  if (!said || !isPlain(said.text)) return []
  const { found, add } = collect(gap, evidence)
  const { node } = gap
  const from = returnsOf(node as ts.FunctionLikeDeclaration)[0] ?? node.type ?? node
  add(said.text, null, { kind: 'body', says: 'that is what its body gives', from, weight: 4 }, said.needs)
  return [...found.values()].map(one => ({ ...one, score: 4 }))
}

/** What is caught can be anything: that it is asked first is for the compiler to say. Not where whoever calls gets it as what it is. */
export function anythingCaught({ node, owner }: OtherGap, { spanOf }: Evidence): Candidate[] {
  const name = (node as ts.VariableDeclaration).name.getText()
  const isGivenBack =
    isWritten(owner) && !owner.type && returnsOf(owner).some(one => ts.isIdentifier(one) && one.text === name)
  if (isGivenBack) return []
  const from = spanOf(node)
  const reason = { kind: 'unknown', says: 'nothing is read of it unasked', weight: LEAST, from } as const
  return [{ text: 'unknown', type: null, score: LEAST, because: [reason] }]
}
