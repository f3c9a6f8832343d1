import type { Comment } from './comments.ts'

/**
 * Whether two comments say the same, set in differently. Formatters move the lines of a comment only where each begins with a star; in
 * any other the blanks are a part of the text, and of the YAML or the template that it may be.
 */
export function isSameComment(before: Comment, comment: Comment): boolean {
  if (before.kind !== comment.kind) return false
  if (before.text === comment.text) return true
  return hasMargin(before) && hasMargin(comment) && plain(before) === plain(comment)
}

/** `// lines`, or a block whose lines all begin with a star. */
const hasMargin = ({ kind, text }: Comment) => kind === 'lines' || /^\/\*.*(?:\r?\n[ \t]*\*.*)*$/.test(text)

/** A comment without the blanks by which its lines are set in. */
const plain = ({ text }: Comment) => text.replace(/[ \t]+$/gm, '').replace(/^[ \t]+/gm, '')
