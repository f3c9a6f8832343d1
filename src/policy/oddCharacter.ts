/** Names for the characters that are met in attacks, so that a message says more than a number. */
const NAMES: Record<number, string> = {
  9: 'tab',
  10: 'line feed',
  13: 'carriage return',
  27: 'escape',
  160: 'no-break space',
  173: 'soft hyphen',
  847: 'combining grapheme joiner',
  1564: 'arabic letter mark',
  4447: 'hangul filler',
  4448: 'hangul filler',
  6158: 'mongolian vowel separator',
  8203: 'zero width space',
  8204: 'zero width non-joiner',
  8205: 'zero width joiner',
  8206: 'left-to-right mark',
  8207: 'right-to-left mark',
  8232: 'line separator',
  8233: 'paragraph separator',
  8234: 'left-to-right embedding',
  8235: 'right-to-left embedding',
  8236: 'pop directional formatting',
  8237: 'left-to-right override',
  8238: 'right-to-left override',
  8288: 'word joiner',
  8294: 'left-to-right isolate',
  8295: 'right-to-left isolate',
  8296: 'first strong isolate',
  8297: 'pop directional isolate',
  10240: 'blank braille pattern',
  12644: 'hangul filler',
  65279: 'byte order mark',
  65440: 'hangul filler',
}

const NOT_ASCII = /[^\x20-\x7e]/u
/** What shows nothing, or moves what is shown: Unicode's C group, separators, and the blank letters. */
const HIDDEN = /(?:\u034f|[\p{C}\p{Zl}\p{Zp}\u115f\u1160\u2800\u3164\uffa0])/u
/** What alters how a whole text file looks: control characters, other line ends, direction. */
const MISLEADING =
  /(?![\t\n\r])[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069]|(?!^)\ufeff/u

const KINDS = { ascii: NOT_ASCII, visible: HIDDEN, text: MISLEADING } as const

/**
 * The first character of `text` that may not stand there, and where.
 * @param kind `ascii`: only printable ASCII; `visible`: anything that can be seen, and spaces;
 *   `text`: a whole file, where only what makes it look other than it is gets refused.
 * @returns its name (`U+200B (zero width space)`) and UTF-16 offset, or null when all is well.
 */
export function oddCharacter(text: string, kind: keyof typeof KINDS): { name: string; at: number } | null {
  const found = KINDS[kind].exec(text)
  return found ? { name: nameOf(found[0].codePointAt(0) ?? 0), at: found.index } : null
}

/** `text` as it can be printed anywhere: what is not printable ASCII becomes `<U+...>`, and it is cut at 80. */
export function shown(text: string): string {
  const start = text.slice(0, 80)
  const safe = start.replace(/[^\x20-\x7e]/gu, char => `<${hex(char.codePointAt(0) ?? 0)}>`)
  return text.length > 80 ? `${safe}...` : safe
}

function nameOf(point: number): string {
  const known = NAMES[point]
  if (known) return `${hex(point)} (${known})`
  const char = String.fromCodePoint(point)
  if (/\p{Cc}/u.test(char)) return `${hex(point)} (control character)`
  if (/[\p{L}\p{N}\p{P}\p{S}]/u.test(char)) return `${hex(point)} ("${char}")`
  return `${hex(point)} (a character that may not be visible)`
}

const hex = (point: number) => `U+${point.toString(16).toUpperCase().padStart(4, '0')}`
