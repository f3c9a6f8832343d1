import type { Oid } from '../model/change.ts'
import { type Filed, isJsonObject, type Json } from '../model/entry.ts'
import { canonicalJson, entryLine } from './canonical.ts'
import { isFiled, parseEntry } from './parseEntry.ts'
import { remoteWords } from './remoteWords.ts'

/** How entries leave a ledger: JSON lines of their own, or in-toto statements, one a line as well. */
export const FORMATS = ['jsonl', 'in-toto'] as const
export type Format = (typeof FORMATS)[number]

/** https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md */
const STATEMENT = 'https://in-toto.io/Statement/v1'
/** What our statements say. The address is a name only, and can't belong to anybody (RFC 2606). */
export const PREDICATE = 'https://git-improver.invalid/ledger-entry/v1'

/** One entry as a line without its newline: `{"entry":{...},"id":"sha256:..."}`, or a statement about its commit. */
export function recordOf({ id, entry }: Filed, format: Format): string {
  const whole = { id, entry: entry as unknown as Json }
  if (format === 'jsonl') return canonicalJson(whole)
  const subject = [{ name: entry.repo, digest: { gitCommit: entry.commit } }]
  return canonicalJson({ _type: STATEMENT, subject, predicateType: PREDICATE, predicate: whole })
}

/**
 * Reads a record of either format, or an entry's own line.
 * @returns in words why it is none: an id that is not the entry's, a subject that is another commit, a field that is missing.
 */
export function readRecord(line: string): Filed | string {
  let value: Json
  try {
    value = JSON.parse(line) as Json
  } catch {
    return 'no JSON'
  }
  if (!isJsonObject(value)) return 'no JSON object'
  const record = value._type === undefined ? value : value.predicate
  if (value._type !== undefined && (value._type !== STATEMENT || value.predicateType !== PREDICATE))
    return `a statement of another kind (${spelled(value.predicateType ?? value._type)})`
  if (!isJsonObject(record)) return 'a statement without a predicate'
  const { id, entry } = record.entry === undefined ? { id: undefined, entry: record } : record
  if (!isJsonObject(entry)) return 'entry is no object'
  const read = parseCanonical(entry)
  if (typeof read === 'string') return read
  if (id !== undefined && id !== read.id) return `its id is ${spelled(id)}, and the entry's is ${read.id}`
  const about = value._type === undefined ? read.on : subjectOf(value)
  return about === read.on
    ? read
    : `it is about ${about === null ? 'no commit' : spelled(about)}, and the entry about ${read.on}`
}

/** What a stranger's file says, in a message: of any type and length, and nothing that a terminal would obey. */
function spelled(value: Json | undefined): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null)
  return remoteWords(text.slice(0, 100)).replaceAll('\n', ' ')
}

/** Other tools may have put keys in another order; what is signed and named is the one canonical line. */
function parseCanonical(entry: { [key: string]: Json }): Filed | string {
  try {
    const read = parseEntry(canonicalJson(entry), typeof entry.commit === 'string' ? entry.commit : '')
    return isFiled(read) ? read : read.why
  } catch (error) {
    return (error as Error).message
  }
}

function subjectOf(statement: { [key: string]: Json }): Oid | null {
  const [one, ...more] = Array.isArray(statement.subject) ? statement.subject : []
  if (!isJsonObject(one) || more.length > 0 || !isJsonObject(one.digest)) return null
  return typeof one.digest.gitCommit === 'string' ? one.digest.gitCommit : null
}

/** What tells two lines apart: one id may stand there unsigned and with one signature or another. */
export function lineKey({ entry }: Filed): string {
  return entryLine(entry)
}
