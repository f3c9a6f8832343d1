import { compareComments, type NotThat } from './compareComments.ts'
import { MAX_PLACES } from './documentationOnly.ts'
import { type Erased, eraseTypes } from './eraseTypes.ts'
import { firstPlace } from './firstPlace.ts'
import { isSameSlice } from './isSameSlice.ts'
import { lineAt } from './lineAt.ts'
import { hasSameMarks, marksAmong } from './marksBesideTypes.ts'
import { quote } from './quote.ts'
import type { SourcePair } from './readPair.ts'
import type { Tokens } from './readTokens.ts'
import { refuseTypeReaders } from './refuseTypeReaders.ts'
import { refuseWords } from './refuseWords.ts'
import { sameNumbers } from './sameTokens.ts'

const LINE_BREAK = /[\n\r\u2028\u2029]/
/** A line break behind the first, or before the second, ends a statement. */
const ENDS_AFTER = /^(?:return|throw|yield|break|continue|async|await)$/
const ENDS_BEFORE = /^(?:=>|\+\+|--)$/
/** What begins so goes on with the statement before it, where that has no semicolon. */
const GOES_ON = /^[([`+\-*/%.,<=?&|^!]/

/**
 * Whether two versions of a TypeScript file are the same program without their types, and nothing in either of them
 * could make types matter to it. Documentation may change beside them. Sufficient and fail-closed.
 * @returns null when types are all that differs, else the first reason against it.
 */
export function typeHintsOnly(path: string, pair: SourcePair): NotThat | null {
  if (pair.language === 'js') return { why: 'the tokens of a JavaScript file differ', line: 1 }
  const { is, old: oldTokens, now: nowTokens } = pair
  const read = refuseTypeReaders(path, oldTokens) ?? refuseTypeReaders(path, nowTokens)
  if (read) return read
  const at = (offset: number) => lineAt(nowTokens.text, offset)
  const now = eraseTypes(is, nowTokens)
  if ('why' in now) return { why: now.why, line: at(now.at) }
  const old = eraseTypes(pair.was, oldTokens)
  if ('why' in old) return { why: `before the change, ${old.why}`, line: 1 }
  if (nowTokens.text.includes('\r') !== oldTokens.text.includes('\r'))
    return { why: 'line ends changed', line: 1 }
  const differs = firstDifference(old.tokens, now.tokens)
  if (differs) return { why: differs.what, line: at(differs.at) }
  const [went, came] = [takenFrom(oldTokens, old), takenFrom(nowTokens, now)]
  const why =
    refuseModule(old, now) ??
    refuseAugments(old, now) ??
    refuseNames(old, now) ??
    refuseShadows(old, now) ??
    (marksAmong(oldTokens, old) === marksAmong(nowTokens, now)
      ? null
      : 'a comment among types that a tool may read came, went or changed') ??
    refuseWords(path, went, came, now.tokens)
  if (why) return { why, line: 1 }
  for (const side of [old, now]) {
    const open = openStatement(side)
    if (open !== null) return { why: 'without a type the statements around it would be one', line: at(open) }
    const hidden = hiddenDirective(side)
    if (hidden !== null)
      return { why: 'a type before a directive, which tools look for at the top', line: at(hidden) }
  }
  if (went.join(' ') === came.join(' ')) return { why: 'only white space differs', line: 1 }
  return compareGaps(pair, old, now)
}

/** The words of what was taken out, in order. */
function takenFrom(tokens: Tokens, { spans }: Erased): string[] {
  const words: string[] = []
  let next = 0
  for (let token = 0; token < tokens.kinds.length; token += 1) {
    const start = tokens.starts[token]!
    while (next < spans.length && spans[next]!.end <= start) next += 1
    if (next === spans.length) break
    if (spans[next]!.start <= start) words.push(textOf(tokens, token))
  }
  return words
}

/** The first token that differs, or that the same tokens are read as another program. */
function firstDifference(old: Tokens, now: Tokens): { what: string; at: number } | null {
  const count = Math.min(old.kinds.length, now.kinds.length)
  for (let token = 0; token < count; token += 1) {
    const here = [old.text, old.starts[token]!, old.ends[token]!] as const
    const there = [now.text, now.starts[token]!, now.ends[token]!] as const
    const at = now.starts[token]!
    if (!isSameSlice(here, there))
      return { what: `${quote(textOf(old, token))} became ${quote(textOf(now, token))}`, at }
    if (old.kinds[token] !== now.kinds[token])
      return { what: `${quote(textOf(now, token))} is read as another kind of word`, at }
  }
  if (old.kinds.length !== now.kinds.length) return { what: 'code was added or removed', at: now.text.length }
  return sameNumbers(old.shape, now.shape)
    ? null
    : { what: 'the same tokens are read as another program', at: 0 }
}

/** A file whose only import or export is one of types is a module with it, and none without. */
function refuseModule({ modules: old }: Erased, { modules: now }: Erased): string | null {
  if (now.left || old.gone === now.gone) return null
  return 'the file became a module, or is none any more'
}

/** What is stated of all that others compile against may be stated otherwise, but not begin or end. */
function refuseAugments({ augments: old }: Erased, { augments: now }: Erased): string | null {
  return old.join(' ') === now.join(' ') ? null : 'what is stated of another module, or of all, came or went'
}

/** A name that was or becomes a type's has to be none of the program's: what it is exported or merged as would change. */
function refuseNames(old: Erased, now: Erased): string | null {
  const changed = new Set([
    ...[...now.typeNames].filter(name => !old.typeNames.has(name)),
    ...[...old.typeNames].filter(name => !now.typeNames.has(name)),
  ])
  if (!changed.size) return null
  for (let token = 0; token < now.tokens.kinds.length; token += 1) {
    const text = textOf(now.tokens, token)
    if (changed.has(text)) return `${quote(text)} names a type on one side only, and stands in the program`
  }
  return null
}

/**
 * Beside `export *` the name of an exported type hides a value of that name which the other file may have: the compiler leaves the value
 * out wherever it is handed on.
 */
function refuseShadows({ exported: old }: Erased, { exported: now }: Erased): string | null {
  if (!now.all) return null
  const changed = [
    ...[...now.types].filter(name => !old.types.has(name)),
    ...[...old.types].filter(name => !now.types.has(name)),
  ]
  return changed.length
    ? `${quote(changed[0]!)} is exported as a type on one side only, beside export *`
    : null
}

/** Where a whole statement that goes stands between two that have no semicolon between them. */
function openStatement({ statements, tokens }: Erased): number | null {
  let token = 0
  for (const { start } of statements.toSorted((a, b) => a.start - b.start)) {
    while (token < tokens.starts.length && tokens.starts[token]! < start) token += 1
    const before = token > 0 ? textOf(tokens, token - 1) : ';'
    const after = token < tokens.starts.length ? textOf(tokens, token) : ''
    if (!/^[;{}]$/.test(before) && GOES_ON.test(after)) return start
  }
  return null
}

/** Where a statement that goes stands before one that is only a string. */
function hiddenDirective({ statements, tokens }: Erased): number | null {
  for (const { start } of statements) {
    const token = firstPlace(tokens.starts.length, one => tokens.starts[one]! < start)
    if (!/^["']/.test(textOf(tokens, token))) continue
    const before = token > 0 ? textOf(tokens, token - 1) : ';'
    if (/^[;{}]$/.test(before) || LINE_BREAK.test(gapBefore(tokens, token))) return start
  }
  return null
}

/** Between what is left only white space may differ, where it says nothing, and documentation. */
function compareGaps({ is, language }: SourcePair, old: Erased, now: Erased): NotThat | null {
  let places = 0
  for (let token = 0; token < now.tokens.kinds.length; token += 1) {
    const [was, gap] = [gapBefore(old.tokens, token), gapBefore(now.tokens, token)]
    if (was === gap) continue
    const refused = (why: string) => ({ why, line: lineAt(now.tokens.text, now.tokens.starts[token]!) })
    const before = token > 0 ? textOf(now.tokens, token - 1) : ''
    const matters = ENDS_AFTER.test(before) || ENDS_BEFORE.test(textOf(now.tokens, token))
    if (token > 0 && matters && LINE_BREAK.test(was) !== LINE_BREAK.test(gap))
      return refused(`a line break beside ${quote(before)} came or went`)
    if (!hasSameMarks(old, now, token)) return refused('types beside a comment that steers a tool')
    const found = compareComments(is.tree, old.tokens, now.tokens, token, language)
    if (typeof found !== 'number') return found
    places += found > 0 ? 1 : 0
    if (places > MAX_PLACES) return refused(`comments changed in over ${MAX_PLACES} places`)
  }
  return null
}

function gapBefore(tokens: Tokens, token: number): string {
  return tokens.text.slice(token === 0 ? 0 : tokens.ends[token - 1], tokens.starts[token])
}

function textOf(tokens: Tokens, token: number): string {
  return tokens.text.slice(tokens.starts[token], tokens.ends[token])
}
