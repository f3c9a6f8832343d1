import type { Json } from '../../model/entry.ts'
import { isJsonObject } from '../../model/entry.ts'
import type { Finding } from '../../model/finding.ts'

/** What makes one finding like another: who found it by which rule, where and of what, and what it would write. */
export type Trait = { improver: string; rewrite: string; path: string; symbol: string; words: string }

/**
 * Whether a finding is a near twin of one that somebody refused: of the same improver and rule, and either of the same thing, or with the
 * same words wherever it is. Whoever said no to one of them would have to say it again of the other.
 */
export function isNearTwin(finding: Trait, refused: Trait): boolean {
  if (!isSameRule(finding, refused)) return false
  const isSameThing = finding.path === refused.path && finding.symbol === refused.symbol
  return isSameThing || (finding.words !== '' && finding.words === refused.words)
}

/** Whether both were found by one rule of one improver. */
export function isSameRule(one: Trait, other: Trait): boolean {
  return one.improver === other.improver && one.rewrite === other.rewrite
}

export function traitOf({ improver, rewrite, path, symbol, facts, data }: Finding): Trait {
  return {
    improver,
    rewrite,
    path,
    symbol,
    words: wordsOf(
      data,
      facts.map(({ says }) => says),
    ),
  }
}

/** The trait of a finding as a proposal in the ledger tells it; null for what is none, since anybody may write an entry. */
export function toldTrait(improver: string, finding: Json): Trait | null {
  if (!isJsonObject(finding)) return null
  const { rewrite, path, symbol, data, facts } = finding
  if (typeof rewrite !== 'string' || typeof path !== 'string' || typeof symbol !== 'string') return null
  const says = (Array.isArray(facts) ? facts : []).map(fact => (isJsonObject(fact) ? String(fact.says) : ''))
  return { improver, rewrite, path, symbol, words: wordsOf(isJsonObject(data) ? data : {}, says) }
}

/** What replaces what, where the finding keeps its edits; else what it states. What is only put in says nothing of where: `: number`. */
function wordsOf({ fixes }: { [key: string]: Json }, says: string[]): string {
  const all = (Array.isArray(fixes) ? fixes : []).map(fix => (isJsonObject(fix) ? fix : {}))
  if (all.length === 0 || all.some(({ start, end }) => start === end)) return says.join('\n')
  return all.map(({ expects, text }) => `${String(expects)} ${JSON.stringify(text)}`).join('\n')
}
