import type { Comment } from './comments.ts'

/** One comment that is new, or another text than it was. */
export type CommentEdit = { was: Comment | null; is: Comment }

/**
 * Pairs the comments before one token with those that were there. Equal ones are paired first, in order;
 * what is left between two equal ones is paired from the end, since new comments are put on top.
 * @returns the edits in order, or null when a comment was removed (or became another kind of comment).
 */
export function editsOf(before: Comment[], after: Comment[]): CommentEdit[] | null {
  const kept = longestCommon(before, after)
  const edits: CommentEdit[] = []
  let was = 0
  let is = 0
  for (const [keptWas, keptIs] of [...kept, [before.length, after.length] as const]) {
    const olds = before.slice(was, keptWas)
    const news = after.slice(is, keptIs)
    if (olds.length > news.length) return null
    const added = news.length - olds.length
    for (const [index, comment] of news.entries()) {
      const old = olds[index - added] ?? null
      if (old && old.kind !== comment.kind) return null
      edits.push({ was: old, is: comment })
    }
    was = keptWas + 1
    is = keptIs + 1
  }
  return edits
}

/** Pairs of indexes of equal comments, the most there can be in order. */
function longestCommon(before: Comment[], after: Comment[]): [number, number][] {
  // A gap rarely holds more than three comments; a huge one is only compared from both ends.
  const pairs: [number, number][] = []
  let from = 0
  while (from < before.length && before[from]?.text === after[from]?.text) pairs.push([from, from++])
  const tail: [number, number][] = []
  let back = 1
  while (before.length - back >= from && after.length - back >= from) {
    const [b, a] = [before.length - back, after.length - back]
    if (before[b]?.text !== after[a]?.text) break
    tail.unshift([b, a])
    back++
  }
  return [...pairs, ...tail]
}
