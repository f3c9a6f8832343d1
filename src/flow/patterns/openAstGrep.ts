import type { SgNode } from '@ast-grep/napi'
import { expandFix } from '../../improvers/patterns/expandFix.ts'
import type { Pattern, PatternLanguage } from '../../model/pattern.ts'

/** One place that a rule matches; `text` is what its fix puts there, null where it has none. */
export type Match = { start: number; end: number; text: string | null }

/**
 * ast-grep: finds what a rule matches in a text, from its beginning to its end. Throws, in its own words, for a rule that it can't read.
 */
export type AstGrep = {
  find(pattern: Pattern, text: string): Match[]
  isProgram(pattern: Pattern, text: string): boolean
}

export const INSTALL = ['npm', 'install', '--save-dev', '@ast-grep/napi']
export const NOT_INSTALLED = `@ast-grep/napi is not installed, which reads patterns: ${INSTALL.join(' ')}`

/** ast-grep as it is installed beside us, and never from a tree that is improved; null where it is not. */
export async function openAstGrep(): Promise<AstGrep | null> {
  let engine: typeof import('@ast-grep/napi')
  try {
    engine = await import('@ast-grep/napi')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') throw error
    return null
  }
  // Rules come one after the other for each file: it is read once.
  let last: { language: string; text: string; root: SgNode } | null = null
  const rootOf = (language: PatternLanguage, text: string): SgNode => {
    if (last?.language !== language || last.text !== text)
      last = { language, text, root: engine.parse(language, text).root() }
    return last.root
  }
  return {
    find({ language, matcher, fix }, text) {
      const lineBreak = text.includes('\r\n') ? '\r\n' : '\n'
      return rootOf(language, text)
        .findAll(matcher as never)
        .map(node => {
          const { start, end } = node.range()
          const one = (name: string) => node.getTransformed(name) ?? node.getMatch(name)?.text() ?? ''
          const all = (name: string) => {
            const nodes = node.getMultipleMatches(name)
            const [first, last] = [nodes[0]?.range(), nodes.at(-1)?.range()]
            return first && last ? text.slice(first.start.index, last.end.index) : ''
          }
          const expanded =
            fix === null ? null : expandFix(fix, { one, all }, indentationAt(text, start.index), lineBreak)
          return { start: start.index, end: end.index, text: expanded }
        })
    },
    isProgram({ language }, text) {
      return (
        engine
          .parse(language, text)
          .root()
          .find({ rule: { kind: 'ERROR' } }) === null
      )
    },
  }
}

/** The white space that the line of an offset begins with. */
function indentationAt(text: string, offset: number): string {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset)
  return /^[ \t]*/.exec(line)![0]
}

/** A text with every match replaced: of two that meet the first one alone. */
export function fixedText(text: string, matches: Match[]): string {
  let [made, from] = ['', 0]
  for (const { start, end, text: is } of matches) {
    if (is === null || start < from) continue
    made += text.slice(from, start) + is
    from = end
  }
  return made + text.slice(from)
}
