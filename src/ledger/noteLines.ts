/**
 * The lines of a note, one character a byte, so that text in any encoding is compared and put back as it
 * is. Blank lines (which `git notes append` puts between its paragraphs) and the carriage returns of
 * editors are no content.
 */
export function noteLines(bytes: Uint8Array): string[] {
  const lines: string[] = []
  for (const line of Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    .toString('latin1')
    .split('\n')) {
    const clean = line.endsWith('\r') ? line.slice(0, -1) : line
    if (clean.trim() !== '') lines.push(clean)
  }
  return lines
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The text of such a line, or null when its bytes are no UTF-8. */
export function lineText(line: string): string | null {
  try {
    return utf8.decode(Buffer.from(line, 'latin1'))
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
  const open = before.length > 0 && before[before.length - 1] !== 10
  return Buffer.concat([before, Buffer.from(open ? '\n' : ''), noteBytes(lines)])
}
