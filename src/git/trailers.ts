import type { Trailer } from '../model/commit.ts'

// A look-alike letter or an invisible character is not in this set, so such a key is prose.
const TRAILER = /^([A-Za-z0-9-]+):(.*)$/s
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
 * no control characters, `---` ends nothing, and a first paragraph after blank lines is still the subject.
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
  const trailers: Trailer[] = []
  let last: Trailer | null = null
  for (const line of lines) {
    if (CONTROL.test(line)) return null
    const found = TRAILER.exec(line)
    if (/^[ \t]/.test(line)) {
      if (!last) return null
      last.value = trim(`${last.value} ${trim(line)}`)
    } else if (found) {
      last = { key: found[1] ?? '', value: trim(found[2] ?? '') }
      trailers.push(last)
    } else if (PICKED.test(line)) last = null
    else return null
  }
  return trailers
}

/** git's own idea of white space; JavaScript's would also take away no-break spaces and more. */
function isBlank(line: string | undefined): boolean {
  return /^[ \t\r]*$/.test(line ?? '')
}

function trim(text: string): string {
  return text.replace(/^[ \t]+|[ \t]+$/g, '')
}

/**
 * Every line of a message, read generously, because a mark of AI work may stand anywhere: without the
 * indentation of `merge --squash` (four spaces) and the `* ` that a forge's squash button puts before
 * subjects. Anything that some reader shows as a line end is one.
 */
export function markLines(message: string): string[] {
  return message
    .split(/\r\n|[\n\r\v\f\x85\u2028\u2029]/)
    .map(line => line.replace(/^[\s\u200b-\u200f\u2060]*(?:\* )?[\s\u200b-\u200f\u2060]*/, ''))
    .filter(line => line !== '')
}
