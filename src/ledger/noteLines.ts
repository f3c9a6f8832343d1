/**
 * The lines of a note, one character a byte, so that text in any encoding is compared and put back as it
 * is. Blank lines (which `git notes append` puts between its paragraphs) and the carriage returns of
 * editors are no content.
 */
export function noteLines(bytes: Uint8Array): string[] {
  return cut(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1'))
}

/** The same lines as text, or null when the note is not all UTF-8. */
export function noteTexts(bytes: Uint8Array): string[] | null {
  const text = lineText(bytes)
  return text === null ? null : cut(text)
}

function cut(text: string): string[] {
  const lines: string[] = []
  for (const line of text.split('\n')) {
    const clean = line.endsWith('\r') ? line.slice(0, -1) : line
    if (/[^ \t\r\f\v]/.test(clean)) lines.push(clean)
  }
  return lines
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The text of such a line or of bytes, or null when they are no UTF-8. */
export function lineText(line: string | Uint8Array): string | null {
  const bytes = typeof line === 'string' ? Buffer.from(line, 'latin1') : line
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8')
  // The replacement character stands for broken bytes, or for itself: only then ask the slow, strict one.
  if (!text.includes('\ufffd')) return text
  try {
    return utf8.decode(bytes)
  } catch {
    return null
  }
}

/** A text as such a line. */
export function lineOf(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1')
}

/** The note that holds these lines: each with its newline. */
export function noteBytes(lines: string[]): Buffer {
  return Buffer.from(lines.map(line => `${line}\n`).join(''), 'latin1')
}

/** The note with these lines after what it holds already, which stays byte for byte. */
export function extendNote(before: Uint8Array, lines: string[]): Buffer {
  if (before.length === 0) return noteBytes(lines)
  const open = before[before.length - 1] !== 10
  return Buffer.concat([before, Buffer.from(open ? '\n' : ''), noteBytes(lines)])
}
