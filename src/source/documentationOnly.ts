import type { ts } from 'ts-morph'
import { editsOf } from './commentEdits.ts'
import { commentsBefore, listComments } from './comments.ts'
import { parseSource } from './parseSource.ts'
import { refusePlace } from './placement.ts'
import { lineAt, readTokens, type Tokens } from './readTokens.ts'
import { refuseEdit } from './refuseEdit.ts'
import { refuseNeighbours } from './refuseNeighbours.ts'
import { refuseSource } from './refuseSource.ts'
import { sameTokens } from './sameTokens.ts'

/** More places than a documented file has; each is looked up from the top of its tree. */
const MAX_PLACES = 2000

/** Why a change is no documentation, and the line of the newer text where that shows (from 1). */
export type NotDocumentation = { why: string; line: number }

/**
 * Whether two versions of a TypeScript or JavaScript file are the same program, and differ only by
 * documentation that was added or reworded. Sufficient and fail-closed: whatever is not recognised is
 * a reason to refuse.
 * @param path tells the language by its extension.
 * @returns null when it is documentation only, else the first reason against it.
 */
export function documentationOnly(path: string, before: string, after: string): NotDocumentation | null {
  try {
    return compare(path, before, after)
  } catch (error) {
    // The compiler's parser and our walk are recursive; V8 unwinds both cleanly.
    if (error instanceof RangeError) return { why: 'nested too deeply to be read', line: 1 }
    return { why: `can't be read reliably: ${error instanceof Error ? error.message : error}`, line: 1 }
  }
}

function compare(path: string, before: string, after: string): NotDocumentation | null {
  const is = parseSource(path, after)
  if ('error' in is) return { why: is.error, line: is.line }
  const now = readTokens(is)
  const was = parseSource(path, before)
  if ('error' in was) return { why: `before the change, ${was.error}`, line: was.line }
  const old = readTokens(was)
  if (before.startsWith('\ufeff') !== after.startsWith('\ufeff')) {
    return { why: 'a byte order mark came or went', line: 1 }
  }
  const changed = sameTokens(old, now)
  if (!Array.isArray(changed)) return { why: changed.what, line: lineAt(now, changed.at) }
  const special = refuseSource(old) ?? refuseSource(now)
  if (special) return special
  if (changed.length > MAX_PLACES) return { why: `comments changed in over ${MAX_PLACES} places`, line: 1 }
  const language = /\.[mc]?tsx?$/.test(path) ? 'ts' : 'js'
  let edits = 0
  for (const token of changed) {
    const found = compareGap(is.tree, old, now, token, language)
    if (typeof found !== 'number') return found
    edits += found
  }
  return edits > 0 ? null : { why: 'nothing differs', line: 1 }
}

/** How many comments before a token are new or changed, or why they are no documentation. */
function compareGap(
  tree: ts.SourceFile,
  old: Tokens,
  now: Tokens,
  token: number,
  language: 'ts' | 'js',
): number | NotDocumentation {
  const all = listComments(now, token)
  const edits = editsOf(listComments(old, token), all)
  const line = all[0]?.line ?? lineAt(now, now.starts[token] ?? 0)
  if (!edits) return { why: 'a comment was removed, moved or made another kind', line }
  if (edits.length === 0) return { why: 'white space changed', line }
  for (const edit of edits) {
    const why = refusePlace(tree, now, edit.is) ?? refuseEdit(edit, language)
    if (why) return { why, line: edit.is.line }
  }
  const disturbed = refuseNeighbours(edits, all) ?? refuseSpace(now, token)
  return disturbed ? { why: disturbed, line } : edits.length
}

/** Space other than blanks, tabs and line ends is white to some tools and a character to others. */
function refuseSpace(tokens: Tokens, token: number): string | null {
  let at = token === 0 ? 0 : (tokens.ends[token - 1] ?? 0)
  let space = ''
  for (const { start, end } of commentsBefore(tokens, token)) {
    space += tokens.text.slice(at, start)
    at = end
  }
  space += tokens.text.slice(at, tokens.starts[token])
  if (token === 0) space = space.replace(/^\ufeff/, '')
  return /^(?:[ \t]|\r?\n)*$/.test(space) ? null : 'odd white space beside a comment'
}
