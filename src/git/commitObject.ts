import type { Oid } from '../model/change.ts'
import type { Commit } from '../model/commit.ts'
import { AmbiguousObject } from './ambiguousObject.ts'
import { type Decode, decoderFor } from './commitEncoding.ts'
import { parseIdentity } from './identity.ts'
import { parseTrailers } from './trailers.ts'

/** One header line with its continuations; `from` and `to` are offsets of the raw bytes. */
type Header = { key: string; value: string; from: number; to: number }

/** Headers that may stand only once; a reader that takes the last one sees another commit. */
const ONCE = new Set(['tree', 'author', 'committer', 'encoding', 'gpgsig', 'gpgsig-sha256'])
const PLACED = new Set(['tree', 'parent', 'author', 'committer'])

/**
 * Decodes a raw commit object, strictly: the one parser on which every decision stands.
 * @param oid the object's name; its length says whether the repository is SHA-1 or SHA-256, and with
 *   that which header holds the signature (`gpgsig` or `gpgsig-sha256`).
 * @param bytes the object without its `commit <size>` prefix, as `cat-file --batch` gives it.
 * @param as reads the text as UTF-8 whatever its encoding header says, as some readers do.
 * @throws AmbiguousObject where two readers could disagree: headers missing, doubled, out of order.
 */
export function parseCommitObject(oid: Oid, bytes: Uint8Array, as?: 'utf-8'): Commit {
  const deviates = (reason: string): never => {
    throw new AmbiguousObject('commit', oid, reason)
  }
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = buffer.indexOf('\n\n')
  if (end < 0) deviates('no blank line ends its headers')
  const headers = readHeaders(buffer.toString('latin1', 0, end + 1), deviates)
  const fixed = placedHeaders(headers, oid.length, deviates)

  const encoding = headers.find(({ key }) => key === 'encoding')?.value
  const decode = decoderFor(as ?? encoding) ?? deviates(`its encoding '${encoding}' hides plain letters`)
  const message = decode(buffer.subarray(end + 2))
  return {
    oid,
    tree: fixed.tree,
    parents: fixed.parents,
    author: identity(fixed.author, decode),
    committer: identity(fixed.committer, decode),
    message,
    // git shows a message only up to a NUL: nobody saw what stands behind it, so it approves nothing.
    trailers: message.includes('\0') ? [] : parseTrailers(message),
    signature: signatureOf(headers, oid.length, buffer),
  }
}

function readHeaders(text: string, deviates: (reason: string) => never): Header[] {
  if (text.includes('\0')) deviates('a NUL in its headers')
  const headers: Header[] = []
  const seen = new Set<string>()
  for (let from = 0; from < text.length; ) {
    const to = text.indexOf('\n', from) + 1
    const last = headers.at(-1)
    if (text[from] === ' ') {
      if (!last || PLACED.has(last.key) || last.key === 'encoding')
        deviates(`its ${last?.key ?? 'first'} header is continued on a second line`)
      else {
        last.value += `\n${text.slice(from + 1, to - 1)}`
        last.to = to
      }
    } else {
      const line = text.slice(from, to - 1)
      const key = /^[!-~]+(?= )/.exec(line)?.[0] ?? deviates(`a header line is no header: ${quote(line)}`)
      if (ONCE.has(key) && seen.has(key)) deviates(`more than one ${key} header`)
      // git takes every header that begins so out of the signed bytes, other readers do not.
      if (key.startsWith('gpgsig') && !ONCE.has(key)) deviates(`an unknown signature header ${quote(key)}`)
      seen.add(key)
      headers.push({ key, value: line.slice(key.length + 1), from, to })
    }
    from = to
  }
  return headers
}

/** tree, parents, author, committer: first, in this order, and nowhere else. */
function placedHeaders(headers: Header[], width: number, deviates: (reason: string) => never) {
  const name = new RegExp(`^[0-9a-f]{${width}}$`)
  let at = 0
  const take = (key: string): string => {
    const header = headers[at++]
    if (header?.key !== key) deviates(`no ${key} header where it has to stand`)
    return header?.value ?? ''
  }
  const takeName = (key: string): Oid => {
    const value = take(key)
    return name.test(value) ? value : deviates(`its ${key} is no object name: ${quote(value)}`)
  }
  const tree = takeName('tree')
  const parents: Oid[] = []
  while (headers[at]?.key === 'parent') parents.push(takeName('parent'))
  const author = take('author')
  const committer = take('committer')
  const stray = headers.slice(at).find(({ key }) => PLACED.has(key))
  if (stray) deviates(`a ${stray.key} header after the committer`)
  return { tree, parents, author, committer }
}

function identity(latin1: string, decode: Decode) {
  return parseIdentity(decode(Buffer.from(latin1, 'latin1')))
}

/**
 * What the signature signs is the object without any signature header: git removes the header of the
 * other object format as well (`parse_buffer_signed_by_header` in git's commit.c).
 */
function signatureOf(headers: Header[], width: number, buffer: Buffer): Commit['signature'] {
  const ours = width === 64 ? 'gpgsig-sha256' : 'gpgsig'
  const signature = headers.find(({ key }) => key === ours)
  if (!signature) return null
  const kept: Buffer[] = []
  let from = 0
  for (const header of headers) {
    if (!header.key.startsWith('gpgsig')) continue
    kept.push(buffer.subarray(from, header.from))
    from = header.to
  }
  kept.push(buffer.subarray(from))
  return { armour: signature.value, payload: new Uint8Array(Buffer.concat(kept)) }
}

function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}...` : text)
}
