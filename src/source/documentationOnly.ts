import { compareComments, type NotThat } from './compareComments.ts'
import { lineAt } from './lineAt.ts'
import type { SourcePair } from './readPair.ts'
import type { Difference } from './sameTokens.ts'

/** What is said where only white space differs somewhere. */
export const LAYOUT = 'white space changed'
/** More places than a documented file has; each is looked up from the top of its tree. */
export const MAX_PLACES = 2000

/**
 * Whether two versions of a file are the same program, and differ only by documentation that was added or
 * reworded. Sufficient and fail-closed: whatever is not recognised is a reason to refuse.
 * @param changed what `sameTokens` says of the pair.
 * @param withTypes whether tags may state types, as they do in JavaScript for the compiler.
 * @returns null when it is documentation only, else the first reason against it.
 */
export function documentationOnly(
  { is, old, now, language }: SourcePair,
  changed: Difference | number[],
  withTypes = language === 'ts',
): NotThat | null {
  if (!Array.isArray(changed)) return { why: changed.what, line: lineAt(now.text, changed.at) }
  if (changed.length > MAX_PLACES) return { why: `comments changed in over ${MAX_PLACES} places`, line: 1 }
  let edits = 0
  for (const token of changed) {
    const found = compareComments(is.tree, old, now, token, language, withTypes)
    if (found === 0) return { why: LAYOUT, line: lineAt(now.text, now.starts[token] ?? 0) }
    if (typeof found !== 'number') return found
    edits += found
  }
  return edits > 0 ? null : { why: 'nothing differs', line: 1 }
}
