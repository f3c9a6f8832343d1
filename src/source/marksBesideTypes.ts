import { commentsBefore } from './comments.ts'
import { directiveIn } from './directives.ts'
import type { Erased } from './eraseTypes.ts'
import { invisibleIn } from './invisible.ts'
import { isWithin } from './keptTokens.ts'
import type { Tokens } from './readTokens.ts'
import { isDocTag } from './tagRules.ts'

const TO_LINTERS = /^\/[/*]+\s*(?:eslint|oxlint|tslint|biome-ignore(?:-\w+)? lint)\b/

/** The comments within types that a tool could obey; prose and the tags of documentation are none. */
export function marksAmong({ comments, text }: Tokens, { spans }: Pick<Erased, 'spans'>): string {
  return comments
    .filter(({ start }) => isWithin(spans, start))
    .map(({ start, end }) => text.slice(start, end))
    .filter(
      comment =>
        tagged(comment) ||
        comment.startsWith('///') ||
        directiveIn(comment) !== null ||
        invisibleIn(comment) !== null,
    )
    .join('\n')
}

/** Whether a comment has an `@` that begins no known tag of documentation on a line of its own. */
function tagged(comment: string): boolean {
  const bare = comment.startsWith('/**')
    ? comment.replace(/^([ \t]*(?:\/\*)?\*+[ \t]*)@(\w+)/gm, known)
    : comment
  return bare.replace(/\{@link(?:code|plain)?\s[^{}@]*\}/g, ' ').includes('@')
}

/** Examples are code that tools may run, wherever they stand. */
const known = (whole: string, before: string, tag: string) =>
  isDocTag(tag, 'ts') && tag !== 'example' ? before : whole

/**
 * Whether the comments before a token that tools may obey are the same on both sides, and the same stands around them. Those among
 * types stand as they were, and concern types alone; those to linters say nothing of what a program does, wherever they stand.
 */
export function hasSameMarks(old: Erased, now: Erased, token: number): boolean {
  const [were, are] = [commentsWithPlaces(old, token), commentsWithPlaces(now, token)]
  const isSame = (some: Placed[], others: Placed[]) =>
    some.length === others.length &&
    some.every(({ comment, place }, at) => others[at]?.comment === comment && others[at]?.place === place)
  if (isSame(were, are)) return true
  const isMark = ({ comment }: Placed) => directiveIn(comment) !== null
  return isSame(were.filter(isMark), are.filter(isMark))
}

/** A comment, and what stands around it. */
type Placed = { comment: string; place: string }

/** The comments before a token that stand among no types. */
function commentsWithPlaces({ tokens, spans }: Erased, token: number): Placed[] {
  const { text } = tokens
  const next = tokens.starts[token] ?? text.length
  return commentsBefore(tokens, token)
    .filter(({ start }) => !isWithin(spans, start))
    .map(({ start, end }) => {
      const comment = text.slice(start, end)
      if (TO_LINTERS.test(comment)) return { comment, place: '' }
      const follows = /^(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/.exec(text.slice(end, next))![0].length + end
      const first = text.lastIndexOf('\n', start - 1) + 1
      const line = text.slice(first, start).trimEnd()
      const behind = line === '' ? 'nothing' : isWithin(spans, first + line.length - 1)
      return {
        comment,
        place: `${behind} ${isWithin(spans, follows)} ${text.slice(end, follows).includes('\n')}`,
      }
    })
}
