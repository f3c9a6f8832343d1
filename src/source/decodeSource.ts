/** Larger files are read by a person: nobody writes them by hand, and time must stay bounded. */
export const MAX_BYTES = 2_000_000
/** Longer lines are generated, and no reviewer reads to their end. */
export const MAX_LINE = 100_000

/** The text of a blob, or why it is not read as source. */
export type Decoded = { text: string } | { refused: string }

/**
 * Reads a blob as UTF-8 source. A byte order mark stays in the text, so that adding one is a difference.
 * @param bytes the whole blob.
 * @returns its text; or the reason when it is too large, has too long lines, is not UTF-8 or holds a NUL.
 */
export function decodeSource(bytes: Uint8Array): Decoded {
  if (bytes.length > MAX_BYTES) return { refused: `larger than ${MAX_BYTES.toLocaleString('en')} bytes` }
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return { refused: 'not valid UTF-8' }
  }
  if (text.includes('\0')) return { refused: 'a binary file' }
  if (hasLongLine(text)) return { refused: `a line of over ${MAX_LINE.toLocaleString('en')} characters` }
  return { text }
}

function hasLongLine(text: string): boolean {
  if (text.length <= MAX_LINE) return false
  let start = 0
  while (text.length - start > MAX_LINE) {
    const end = text.indexOf('\n', start)
    if ((end < 0 ? text.length : end) - start > MAX_LINE) return true
    start = end + 1
  }
  return false
}
