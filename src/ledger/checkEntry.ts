import { ENTRY_KINDS, type Json } from '../model/entry.ts'

const OID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/
const DIGEST = /^sha256:[0-9a-f]{64}$/
const AT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/
const BY = /^[^<>]+ <[^<> ]+>$/
const REF = /^refs\/[^ ~^:?*[\\]+$/
// Names are printed on terminals: nothing in them may move the cursor or reverse the text.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/
const ODD = /[\\\u007f-\uffff]/

type Shape = (value: Json | undefined) => boolean
const text: Shape = value => typeof value === 'string' && value !== ''
const matching =
  (pattern: RegExp): Shape =>
  value =>
    text(value) && pattern.test(value as string)
const orNull =
  (shape: Shape): Shape =>
  value =>
    value === null || shape(value)
const optional =
  (shape: Shape): Shape =>
  value =>
    value === undefined || shape(value)

const FIELDS: [string, Shape, string][] = [
  ['v', value => value === 1, '1'],
  ['kind', value => (ENTRY_KINDS as readonly unknown[]).includes(value), `one of ${ENTRY_KINDS.join(', ')}`],
  ['at', value => matching(AT)(value) && !Number.isNaN(Date.parse(value as string)), 'RFC 3339 in UTC'],
  ['by', matching(BY), 'Name <email>'],
  ['clone', text, 'a printable name'],
  ['repo', text, 'a printable name'],
  ['commit', matching(OID), 'a full object name'],
  ['change', orNull(matching(DIGEST)), 'sha256:<64 digits> or null'],
  ['tree', orNull(matching(OID)), 'a full object name or null'],
  ['ref', optional(matching(REF)), 'a full ref name'],
  ['improvement', optional(text), 'a printable name'],
  ['of', optional(matching(DIGEST)), 'the id of an entry'],
  ['policy', optional(text), 'a printable name'],
  ['data', isRecord, 'an object'],
  ['prev', optional(matching(DIGEST)), 'the id of an entry'],
  ['sig', optional(value => typeof value === 'string' && value !== ''), 'a text'],
]

/**
 * What keeps a value from being an entry, in words for a person, or null when nothing does.
 * Keys it does not know are no fault: a newer version may have written them.
 * @param line the text that the value was read from: where it is plain ASCII without escapes, so are its names.
 */
export function checkEntry(value: Json, line: string): string | null {
  if (!isRecord(value)) return 'no JSON object'
  const record = value as { [key: string]: Json }
  const plain = !ODD.test(line)
  for (const [key, fits, wanted] of FIELDS) {
    const own = record[key]
    if (!fits(own)) return `${key} must be ${wanted}`
    if (!plain && key !== 'sig' && typeof own === 'string' && UNPRINTABLE.test(own))
      return `${key} must be printable`
  }
  if (plain && !line.includes('__proto__')) return null
  return hasProto(value) ? 'a key __proto__' : null
}

function isRecord(value: Json | undefined): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** `__proto__` is an honest key to JSON.parse and a trap for the next one who copies the object. */
function hasProto(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return false
  return Object.hasOwn(value, '__proto__') || Object.values(value).some(hasProto)
}
