import { directiveIn } from './directives.ts'
import { invisibleIn } from './invisible.ts'

/** Fenced text in these languages is run by no tool; anything else, and no language, may be. */
const SHOWN_ONLY = new Set(['text', 'txt', 'plaintext', 'json', 'yaml', 'yml', 'toml', 'html', 'css', 'diff'])
/** `{@link Map}`: the only tags that may stand within a line. */
export const INLINE_LINK = /\{@link(?:code|plain)?\s[^{}@]*\}/g

/**
 * Why a new or changed comment is more than words for people.
 * @param whole the comment with its delimiters.
 * @param prose the parts of its content that are new or changed, without the block tags themselves.
 * @returns the reason, or null when it is prose.
 */
export function refuseProse(whole: string, prose: string): string | null {
  const invisible = invisibleIn(whole)
  if (invisible) return `a comment that holds ${invisible}, which nobody sees`
  const bare = prose.replace(INLINE_LINK, ' ')
  const word = /@\S*/.exec(bare)?.[0]
  if (word) return `${word} in a comment: only documentation tags at the start of a line are prose`
  const tool = directiveIn(bare)
  if (tool) return `a comment that steers ${tool}`
  return refuseFences(prose)
}

/** Why the fenced text of a comment may be run: `deno test --doc` and others run every such block. */
function refuseFences(prose: string): string | null {
  let inside: string | null = null
  for (const line of prose.split('\n')) {
    const fence = /^\s*(?:[-*+>\d.]+\s+)*(`{3,}|~{3,})\s*([^\s`{]*)(.*)$/.exec(line)
    if (!fence) continue
    if (inside === null) {
      inside = fence[1] ?? ''
      const language = (fence[2] ?? '').toLowerCase()
      if (!SHOWN_ONLY.has(language) || fence[3]?.trim()) {
        return `an example in ${language || 'no stated language'}, which tools may run`
      }
    } else if (fence[1]?.startsWith(inside) && !fence[2]) inside = null
  }
  return inside === null ? null : 'an example without an end'
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
