/** A line of a file with its number from 1: its text, or why nobody can read it. */
export type FileLine = { number: number; text: string } | { number: number; why: string }

const NEWLINE = 10

/**
 * Cuts bytes into lines at newlines alone: Node's own reader may cut at U+2028 as well, which JSON can hold. A byte order
 * mark at the beginning and a carriage return before a newline are no content. Holds one line at a time.
 * @param most a longer line is not held, in bytes.
 */
export async function* splitLines(chunks: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<FileLine> {
  let number = 0
  let held: Uint8Array[] = []
  let size = 0
  const keep = (piece: Uint8Array) => {
    size += piece.length
    if (size <= most) held.push(piece)
    else held = []
  }
  const end = () => {
    number += 1
    const line = readLine(Buffer.concat(held), size, most, number)
    held = []
    size = 0
    return line
  }
  for await (const chunk of chunks) {
    let at = 0
    for (let newline = chunk.indexOf(NEWLINE); newline >= 0; newline = chunk.indexOf(NEWLINE, at)) {
      keep(chunk.subarray(at, newline))
      yield end()
      at = newline + 1
    }
    keep(chunk.subarray(at))
  }
  if (size > 0) yield end()
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function readLine(bytes: Buffer, size: number, most: number, number: number): FileLine {
  if (size > most) return { number, why: `${size} bytes long; no entry takes more than ${most}` }
  try {
    const text = utf8.decode(bytes).replace(/\r$/, '')
    return { number, text: number === 1 ? text.replace(/^\ufeff/, '') : text }
  } catch {
    return { number, why: 'no UTF-8' }
  }
}
