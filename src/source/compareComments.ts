import type { ts } from 'ts-morph'
import { editsOf } from './commentEdits.ts'
import { commentsBefore, listComments } from './comments.ts'
import { firstPlace } from './firstPlace.ts'
import { lineAt } from './lineAt.ts'
import { refusePlace } from './placement.ts'
import type { Tokens } from './readTokens.ts'
import { refuseEdit } from './refuseEdit.ts'
import { refuseNeighbours } from './refuseNeighbours.ts'

/** Why a change is not of a class, and the line of the newer text where that shows (from 1). */
export type NotThat = { why: string; line: number }

/** How many comments before a token are new or changed; or why those that are, are no documentation. */
export function compareComments(
  tree: ts.SourceFile,
  old: Tokens,
  now: Tokens,
  token: number,
  language: 'ts' | 'js',
  withTypes = language === 'ts',
): number | NotThat {
  const all = listComments(now, token)
  const edits = editsOf(listComments(old, token), all)
  const at = all[0]?.start ?? now.starts[token] ?? 0
  const refused = (why: string, where = at) => ({ why, line: lineAt(now.text, where) })
  if (!edits) return refused('a comment was removed, moved or made another kind')
  if (edits.length === 0) return 0
  for (const edit of edits) {
    const why = refusePlace(tree, now, edit.is) ?? refuseEdit(edit, language, withTypes)
    if (why) return refused(why, edit.is.start)
  }
  const disturbed = refuseNeighbours(edits, all, now.text) ?? refuseSpace(now, token)
  return disturbed ? refused(disturbed) : edits.length
}

/** Space other than blanks, tabs and line ends is white to some tools and a character to others. */
function refuseSpace(tokens: Tokens, token: number): string | null {
  const { text, gone = [] } = tokens
  const from = token === 0 ? 0 : (tokens.ends[token - 1] ?? 0)
  const to = tokens.starts[token] ?? text.length
  const first = firstPlace(gone.length, one => gone[one]!.end <= from)
  const last = firstPlace(gone.length, one => gone[one]!.start < to)
  const within = gone.slice(first, last)
  const others = [...commentsBefore(tokens, token), ...within].sort((a, b) => a.start - b.start)
  let [at, space] = [from, '']
  for (const { start, end } of others) {
    if (start >= at) space += text.slice(at, start)
    at = Math.max(at, end)
  }
  space += text.slice(at, to)
  if (token === 0) space = space.replace(/^\ufeff/, '')
  return /^(?:[ \t]|\r?\n)*$/.test(space) ? null : 'odd white space beside a comment'
}
