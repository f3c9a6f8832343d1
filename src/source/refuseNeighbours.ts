import type { CommentEdit } from './commentEdits.ts'
import type { Comment } from './comments.ts'
import { directiveIn, MAX_COMMENT } from './directives.ts'
import { contentOf, readDocComment } from './docComment.ts'
import { isDocTag } from './tagRules.ts'

/** Marks that concern a whole file wherever they stand at its head; a comment may follow them. */
const WHOLE_FILE =
  /@(?:licen[cs]e|preserve|copyright|file|fileoverview|overview|module|packageDocumentation|author|ts-check|ts-nocheck|format|prettier|flow|jest-environment|vitest-environment|jsx\w*)\b|^[ \t]*!|\bcopyright\b|\bSPDX-|\blicen[cs]e|^[ \t]*(?:eslint-env|eslint-disable(?!-)|eslint\s|globals?\s|exported\s|istanbul ignore file)|^\/[ \t]*<(?:reference|amd)/im

/**
 * Why a new comment disturbs the comments around it. Some tools read only the comment directly before
 * the code (`@ts-ignore`, `eslint-disable-next-line`, `@internal`), some only the first of a file
 * (jest's docblock, licences): a comment put between or on top takes their effect away.
 * @param edits the new and changed comments before one token.
 * @param all all comments before that token as they are now, in order.
 * @param text the whole file as it is now.
 */
export function refuseNeighbours(edits: CommentEdit[], all: Comment[], text: string): string | null {
  const added = edits.filter(edit => edit.was === null).map(edit => edit.is)
  const doc = all.findLast(comment => comment.kind === 'doc')
  for (const { is } of edits) {
    if (is.kind === 'doc' && is !== doc) return 'a doc comment that is not the one its declaration has'
  }
  const atHead = all[0]?.before === 0
  for (const comment of added) {
    const position = all.indexOf(comment)
    const old = all.filter(other => !added.includes(other))
    if (atHead && old.some(other => all.indexOf(other) > position)) {
      return 'a comment before the first one of the file, which tools read'
    }
    for (const other of all.slice(0, position)) {
      if (added.includes(other)) continue
      if (isPlain(other)) {
        if (other.kind !== 'doc' || comment.kind !== 'doc') continue
        if (atHead && isApart(text, all, other)) continue
        return 'a second doc comment, which hides the first'
      }
      if (atHead && concernsFile(other) && isApart(text, all, other)) continue
      return `a comment between the code and ${JSON.stringify(other.text.slice(0, 40))}, which may concern that code`
    }
  }
  return null
}

/** A comment that no tool reads. */
function isPlain(comment: Comment): boolean {
  if (comment.kind === 'hashbang') return true
  if (comment.text.length > MAX_COMMENT) return false
  const content = contentOf(comment.text)
  if (comment.kind === 'doc') {
    const { summary, blocks } = readDocComment(content)
    return (
      blocks.every(({ tag }) => isDocTag(tag, 'ts')) &&
      !summary.includes('@') &&
      directiveIn(content) === null
    )
  }
  return (
    /^\s*(?:[\p{L}\d"'`(]|[-=*~_\s]+(?:\p{L}|$))/u.test(content) &&
    !content.includes('@') &&
    directiveIn(content) === null
  )
}

function concernsFile(comment: Comment): boolean {
  return WHOLE_FILE.test(contentOf(comment.text.slice(0, MAX_COMMENT)))
}

/** Whether a blank line follows a comment, so that nobody takes it and the next one for one. */
function isApart(text: string, all: Comment[], comment: Comment): boolean {
  const next = all[all.indexOf(comment) + 1]
  return next !== undefined && /^[ \t]*\r?\n[ \t]*\r?\n/.test(text.slice(comment.end, next.start))
}
