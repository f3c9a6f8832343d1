import type { SourceFile } from '../../model/finding.ts'
import { docblocksOf } from './docblock.ts'
import { extensionOf } from './parse.ts'

/** How the authors of a file write their doc comments; what it does not show is taken from its neighbours. */
export type Style = {
  newline: string
  /** Tags such as `@param` are used; otherwise plain sentences are. */
  hasTags: boolean
  /** `@param {type} name`: types stand in the comment, and none is ever invented. */
  hasTypes: boolean
  separator: ' - ' | ' '
  throws: { tag: '@throws' | '@throw'; isBraced: boolean }
  returnsTag: '@returns' | '@return'
  isCapital: boolean
  hasStop: boolean
  /** Lines between the first and the last begin with a star. */
  hasStars: boolean
  isOneLine: boolean
  isFenced: boolean
  blankBeforeTags: boolean
  blankBefore: boolean
  blankAfter: boolean
  width: number
}

type Counts = { [key: string]: number }

const PATTERNS: { [key: string]: RegExp } = {
  tags: /^[ \t]*\*?[ \t]*@(param|returns?|throws)\b/gm,
  param: /@param\b/g,
  typed: /@param[ \t]*\{/g,
  dash: /@param[ \t]+(\{[^\n]*?\}[ \t]+)?\[?[\w.$]\S*[ \t]+-[ \t]/g,
  noDash: /@param[ \t]+(\{[^\n]*?\}[ \t]+)?\[?[\w.$=]+\]?[ \t]+[A-Za-z`]/g,
  upper: /@(param|returns?|throws)\b[^\n]*?(?:[ \t]-[ \t]|\}[ \t]+|@returns?[ \t]+)[A-Z]/g,
  lower: /@(param|returns?|throws)\b[^\n]*?(?:[ \t]-[ \t]|\}[ \t]+|@returns?[ \t]+)[a-z]/g,
  returns: /@returns\b/g,
  return: /@return\b/g,
  throws: /@throws\b/g,
  braced: /@throws[ \t]*\{/g,
  example: /@example\b/g,
  fenced: /@example[^\n]*\n[ \t]*\*[ \t]*```/g,
  firstTag: /\n[ \t]*\*[ \t]+[^@\s][^\n]*\n[ \t]*\*[ \t]+@(param|returns?|throws)/g,
  blankFirstTag: /\n[ \t]*\*[ \t]+[^@\s][^\n]*\n[ \t]*\*[ \t]*\n[ \t]*\*[ \t]+@(param|returns?|throws)/g,
}

/** Counts how comments are written over many files, by language, once. */
export function habits(files: SourceFile[]): (path: string) => Counts {
  const byLanguage = new Map<string, Counts>()
  const language = (path: string): string => (/ts/.test(extensionOf(path)) ? 'ts' : 'js')
  for (const file of files) {
    const total = byLanguage.get(language(file.path)) ?? {}
    for (const [key, count] of Object.entries(countOf(file.text))) total[key] = (total[key] ?? 0) + count
    byLanguage.set(language(file.path), total)
  }
  return path => byLanguage.get(language(path)) ?? {}
}

function countOf(text: string): Counts {
  const blocks = docblocksOf(text)
  const counts: Counts = { blocks: 0 }
  const add = (key: string, count = 1): void => {
    counts[key] = (counts[key] ?? 0) + count
  }
  for (const block of blocks) {
    // The file's own header says nothing of how functions are commented.
    if (
      /@(module|file|fileoverview|license|packageDocumentation)\b/.test(block.text) ||
      text.slice(0, block.start).trim() === ''
    )
      continue
    add('blocks')
    for (const [key, pattern] of Object.entries(PATTERNS)) add(key, block.text.match(pattern)?.length ?? 0)
    const isOneLine = !block.text.includes('\n')
    if (!isOneLine)
      add(
        /\n[ \t]*[^*\s][^\n]*\n/.test(block.text) && !/\n[ \t]*\*(?!\/)/.test(block.text)
          ? 'bareLines'
          : 'stars',
      )
    if (isOneLine) add('oneLine')
    else if (block.text.split('\n').length === 3) add('short')
    const first = /^\/\*\*\s*\*?\s*([A-Z`][^\n]*?)\s*(\*\/|\n)/.exec(block.text.replace(/\r/g, ''))?.[1]
    if (first && first.length > 8) add(/[.!?:]$/.test(first) ? 'stop' : 'noStop')
    const before = text
      .slice(0, block.start)
      .replace(/[ \t]+$/, '')
      .replace(/\r/g, '')
    if (/\n\n$|[{([]\n$/.test(before)) add('apart')
    else if (before.endsWith('\n')) add('tight')
    if (/^[ \t]*\r?\n[ \t]*\r?\n[ \t]*\S/.test(text.slice(block.end, block.end + 200))) add('gap')
  }
  return counts
}

/** The style of one file, helped out by that of its repository. */
export function styleOf(file: SourceFile, shared: Counts): Style {
  const own = countOf(file.text)
  const isTypeScript = /ts/.test(extensionOf(file.path))
  const pick = (keys: string[]): Counts => (keys.some(key => (own[key] ?? 0) > 0) ? own : shared)
  const more = (key: string, other: string, otherwise: boolean): boolean => {
    const counts = pick([key, other])
    const [a, b] = [counts[key] ?? 0, counts[other] ?? 0]
    return a === b ? otherwise : a > b
  }
  const share = (key: string, of: string): number => {
    const counts = pick([of])
    return (counts[of] ?? 0) === 0 ? -1 : (counts[key] ?? 0) / counts[of]!
  }
  const braced = share('braced', 'throws')
  const longest = file.text.split('\n').reduce((most, line) => Math.max(most, line.length), 0)
  return {
    newline: /\r\n/.test(file.text) ? '\r\n' : '\n',
    hasTags: share('tags', 'blocks') >= 0.3,
    hasTypes: share('typed', 'param') >= 0.5 || (share('typed', 'param') < 0 && !isTypeScript),
    separator: more('dash', 'noDash', isTypeScript) ? ' - ' : ' ',
    throws: { tag: '@throws', isBraced: braced < 0 ? !isTypeScript : braced >= 0.5 },
    returnsTag: more('return', 'returns', false) ? '@return' : '@returns',
    isCapital: more('upper', 'lower', true),
    hasStars: !more('bareLines', 'stars', false),
    hasStop: more('stop', 'noStop', true),
    isOneLine: more('oneLine', 'short', true),
    isFenced:
      share('example', 'blocks') > 0
        ? share('fenced', 'example') > 0.5
        : isTypeScript && share('fenced', 'example') !== 0,
    blankBeforeTags: more('blankFirstTag', 'firstTag', true),
    blankBefore: more('apart', 'tight', false),
    blankAfter: share('gap', 'blocks') > 0.5,
    width: Math.min(100, Math.max(80, longest)),
  }
}
