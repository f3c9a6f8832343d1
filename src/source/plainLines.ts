/** A line as copies are compared: without space around it, and with one blank for any other run of space. */
export type PlainLine = { text: string; at: number }

/**
 * The lines of a text that say something: re-indenting and blank lines make no difference.
 * @returns in order; `at` is the line's number in the text, from 1.
 */
export function plainLines(text: string): PlainLine[] {
  const plain: PlainLine[] = []
  let number = 0
  for (const line of text.split('\n')) {
    number += 1
    const trimmed = line.trim()
    if (trimmed)
      plain.push({ text: /\s\s|[^\S ]/.test(trimmed) ? trimmed.replace(/\s+/g, ' ') : trimmed, at: number })
  }
  return plain
}
