import type { SourceFile } from '../../model/finding.ts'
import { factsOf } from './facts.ts'
import { fileNames } from './file.ts'
import { documentedFunctions } from './functions.ts'
import { parse } from './parse.ts'
import { even } from './propose.ts'
import { repair } from './repair.ts'
import { subjectsOf } from './subjects.ts'

/** What a finding keeps of each sentence in `data.claims`: enough to ask again, without the old text. */
export type Claim = { symbol: string; kind: string; says: string; path: string; code: string }

/**
 * Whether a later version of the file that a claim was read from still shows it. The sentence is derived
 * anew from the symbol's code, whatever its comment says now; an example holds while its test still says
 * so, and a repair while the comment does not say the wrong thing again. A text that can't be parsed, or
 * that has lost the symbol, shows nothing: false.
 */
export function recheck(claim: Claim, text: string): boolean {
  const file: SourceFile = { path: claim.path, text }
  const tree = parse(file)
  if (!tree) return false
  if (claim.kind === 'example') return even(text).includes(claim.code)
  if (claim.kind === 'repair') {
    const one = documentedFunctions(tree).find(other => other.symbol === claim.symbol)
    return (
      one !== undefined &&
      repair(one.block, one.body) === null &&
      even(one.body.parent.getText()).includes(claim.code)
    )
  }
  const subject = subjectsOf(tree).find(other => other.symbol === claim.symbol)
  return (
    subject !== undefined &&
    factsOf(subject, fileNames(tree)).some(fact => fact.kind === claim.kind && fact.says === claim.says)
  )
}
