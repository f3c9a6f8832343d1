export type Decode = (bytes: Uint8Array) => string

const decoders = new Map<string, Decode | null>()

/**
 * The decoder for a commit's `encoding` header (none means UTF-8). Bytes that are not valid become
 * U+FFFD, and an encoding that nobody knows is read as UTF-8, which shows its ASCII letters.
 * Gives null for encodings in which the bytes of plain letters mean something else (UTF-16, UTF-7):
 * a reader that ignores the header would see other trailers than one that obeys it.
 */
export function decoderFor(encoding: string | undefined): Decode | null {
  const label = (encoding ?? 'utf-8').trim().toLowerCase()
  let decode = decoders.get(label)
  if (decode === undefined) {
    decode = makeDecoder(label)
    // Labels come from commits: a hostile history must not fill the memory with them.
    if (decoders.size < 64) decoders.set(label, decode)
  }
  return decode
}

const PROBE = 'Reviewed-by: A+B ~{x <a@b>\n'
// Readers exist that know these, though this one does not: iconv, behind git.
const OTHER_LETTERS = /^(.*utf-?7.*|hz.*|ebcdic.*|cp0?37|ibm0?37|utf-?32.*|ucs-?[24].*)$/

function makeDecoder(label: string): Decode | null {
  if (OTHER_LETTERS.test(label)) return null
  let decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  try {
    decoder = new TextDecoder(label, { ignoreBOM: true })
  } catch {
    // An unknown label: UTF-8 it is.
  }
  const decode: Decode = bytes => decoder.decode(bytes)
  return decode(Buffer.from(PROBE)) === PROBE ? decode : null
}
