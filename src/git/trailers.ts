import type { Trailer } from '../model/commit.ts'

// A look-alike letter or an invisible character is not in this set, so such a key is prose.
const TRAILER = /^([A-Za-z0-9-]+):/
const PICKED = /^\(cherry picked from commit [0-9a-f]+\)$/
// What a terminal or a browser may show as another line, or not at all.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what we look for
const CONTROL = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]/

/**
 * The trailers of a message, read strictly, because an approval stands on them: those of the last
 * paragraph, and only when each line of it is `Token: value`, a continuation of one, or the line of
 * `cherry-pick -x`. The subject's paragraph never has any.
 *
 * Differs from `git interpret-trailers --parse` on purpose, always to the side of fewer trailers: no
 * mixed paragraphs (git takes one with a quarter of trailers), no comments, no blank before the colon,
 * no control characters, and a first paragraph after blank lines is still the subject. And `---`
 * means nothing: what stands behind it is part of the message, as `git log` shows it.
 */
export function parseTrailers(message: string): Trailer[] {
  const lines = message.split('\n').map(line => (line.endsWith('\r') ? line.slice(0, -1) : line))
  let end = lines.length
  while (end > 0 && isBlank(lines[end - 1])) end--
  let start = end
  while (start > 0 && !isBlank(lines[start - 1])) start--
  // Nothing but blank lines before it: this paragraph is the subject.
  if (lines.slice(0, start).every(isBlank)) return []
  return readBlock(lines.slice(start, end)) ?? []
}

function readBlock(lines: string[]): Trailer[] | null {
  const found: { key: string; parts: string[] }[] = []
  let open = false
  for (const line of lines) {
    if (CONTROL.test(line)) return null
    const key = TRAILER.exec(line)?.[1]
    if (key !== undefined) found.push({ key, parts: [trim(line.slice(key.length + 1))] })
    else if (/^[ \t]/.test(line) && open) found.at(-1)?.parts.push(trim(line))
    else if (!PICKED.test(line)) return null
    // A line after `(cherry picked from ...)` continues nothing.
    open = key !== undefined || (open && !PICKED.test(line))
  }
  return found.map(({ key, parts }) => ({ key, value: trim(parts.join(' ')) }))
}

/** git's own idea of white space; JavaScript's would also take away no-break spaces and more. */
function isBlank(line: string | undefined): boolean {
  return /^[ \t\r]*$/.test(line ?? '')
}

/** Loops, because `/[ \t]+$/` takes quadratic time over a long run of spaces inside a line. */
function trim(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && (text[start] === ' ' || text[start] === '\t')) start++
  while (start < end && (text[end - 1] === ' ' || text[end - 1] === '\t')) end--
  return text.slice(start, end)
}

/**
 * Every line of a message, read generously, because a mark of AI work may stand anywhere: without the
 * indentation of `merge --squash` (four spaces), the `* ` that a forge's squash button puts before subjects,
 * and the marks of lists and quotations. Anything that some reader shows as a line end is one.
 */
export function markLines(message: string): string[] {
  return message
    .split(/\r\n|[\n\r\v\f\x85\u2028\u2029]/)
    .map(line => line.replace(/^[\s\u200b-\u200f\u2060*>-]*/, ''))
    .filter(line => line !== '')
}
