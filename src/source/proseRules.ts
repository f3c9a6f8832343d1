import { directiveIn } from './directives.ts'
import { cutFences } from './fences.ts'
import { invisibleIn } from './invisible.ts'
import { mixedWord } from './scripts.ts'
import { speaksToModels } from './speaksToModels.ts'

/** `{@link Map}`: the only tags that may stand within a line. */
export const INLINE_LINK = /\{@link(?:code|plain)?\s[^{}@]*\}/g
/** What a link leads to: a name, with members and brackets behind it, or an address. */
const TARGET =
  /^(?:#?[\p{L}_$][\p{L}\p{N}_$]*(?:[.#~][\p{L}_$][\p{L}\p{N}_$]*)*(?:\(\))?|https?:\/\/[^\s|]+)$/u

/**
 * Why a new or changed comment is more than words for people.
 * @param whole the comment with its delimiters.
 * @param prose the parts of its content that are new or changed, without the block tags themselves.
 * @returns the reason, or null when it is prose.
 */
export function refuseProse(whole: string, prose: string): string | null {
  const invisible = invisibleIn(whole)
  if (invisible) return `a comment that holds ${invisible}, which nobody sees`
  const word = /@\S*/.exec(prose.replace(INLINE_LINK, ' '))?.[0]
  if (word) return `${word} in a comment: only documentation tags at the start of a line are prose`
  // Tools search the text as it stands, also within a link.
  const tool = directiveIn(prose)
  if (tool) return `a comment that steers ${tool}`
  const target = strangeTarget(prose)
  if (target !== null)
    return `a link to ${JSON.stringify(target.slice(0, 40))}, neither a name nor an address`
  if (speaksToModels(prose)) return 'words in a comment that models may take for theirs'
  const mixed = mixedWord(prose)
  if (mixed) return `letters of several scripts in ${JSON.stringify(mixed.slice(0, 40))}`
  return cutFences(prose).fenced === '' ? null : 'an example, which tools may run'
}

/** The first target of a link that is no name and no address. */
function strangeTarget(prose: string): string | null {
  for (const [link] of prose.matchAll(INLINE_LINK)) {
    const target = /^\{@\w+\s+([^\s|}]*)/.exec(link)?.[1] ?? ''
    if (!TARGET.test(target)) return target
  }
  return null
}

/** Why the text of an `@example` may be run: code outside a fence that only shows something. */
export function refuseExample(text: string): string | null {
  const outside = text.replace(/^[ \t]*(`{3,})[^\n]*\n[\s\S]*?^[ \t]*\1[ \t]*$/gm, '').trim()
  if (outside === text.trim()) return 'an @example without a fence, which tools may run'
  return /[()=;{}<>`]|\n/.test(outside) ? 'an @example with code outside its fence' : null
}

/** First words with which tools are addressed. */
const ADDRESSES =
  /^(?:eslint|tslint|jshint|jslint|jscs|istanbul|nyc|stryker|prettier|biome|oxlint|dprint|cspell|codespell|noinspection|region|endregion|pragma)$/i

/**
 * Why line comments are no sentence: directives of tools are mostly a key word or two at the start.
 * @param content without the slashes, one line each.
 */
export function refuseLines(content: string): string | null {
  const words = content.trim().split(/\s+/)
  const first = /^["'(]?(\p{L}+(?:['’]\p{L}+)?)[,.]?$/u.exec(words[0] ?? '')
  if (!first)
    return `a line comment that begins with ${JSON.stringify((words[0] ?? '').slice(0, 40))}, no word`
  if (ADDRESSES.test(first[1] ?? ''))
    return `a line comment that addresses a tool (${JSON.stringify(first[1])})`
  return words.length < 3 ? 'a line comment that is no sentence' : null
}
