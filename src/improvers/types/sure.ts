import { ts } from 'ts-morph'
import type { Inferred } from './infer.ts'

/** How sure a type must be where nobody said anything, where only its name speaks for it, and where somebody said `any`. */
const SURE = { unsaid: 2, named: 3.6, any: 3 }

/** Whether what speaks for a type is enough to propose it. */
export function isSure({ gap, candidate: { because, score } }: Inferred): boolean {
  const kinds = new Set(because.map(({ kind }) => kind))
  const { what, node } = gap
  // These are what they are, whoever else may come.
  if (what === 'catch' || what === 'returns') return true
  // Who writes `any` may know of callers that are not here: what is promised elsewhere speaks against that, or what all hand over.
  if (what === 'parameters' && node.type)
    return (
      score >= SURE.any &&
      (kinds.has('heritage') || kinds.has('doc') || (kinds.has('call') && kinds.size > 1))
    )
  if (what === 'parameters')
    return score >= (kinds.size === 1 && kinds.has('name') ? SURE.named : SURE.unsaid)
  if (kinds.has('heritage') || kinds.has('body')) return true
  if (!kinds.has('assigned')) return false
  if (!node.type || isHidden(node)) return score >= SURE.unsaid
  const many = because.some(({ kind, weight }) => kind === 'assigned' && weight >= SURE.any)
  return many && kinds.size > 1 && score >= SURE.any
}

/** Whether nobody outside of its file can give it anything. */
function isHidden(node: ts.Node): boolean {
  if (ts.isVariableDeclaration(node)) return true
  if (!ts.isPropertyDeclaration(node)) return false
  return (
    ts.isPrivateIdentifier(node.name) || (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Private) !== 0
  )
}
