import type { Identity } from '../model/commit.ts'

/**
 * Splits `Name <email> seconds offset` as git's `split_ident_line` does: the name ends at the first
 * `<`, the address at the first `>` after it, and the date follows the last `>`. What is missing
 * becomes the empty string, 0 and `+0000`, as git shows it; a line without an address is all name.
 */
export function parseIdentity(line: string): Identity {
  const open = line.indexOf('<')
  const close = open < 0 ? -1 : line.indexOf('>', open)
  if (close < 0) return { name: withoutEnd(line), email: '', at: 0, offset: '+0000' }
  const date = /^[ \t\r]*(\d+)[ \t\r]*([+-]\d+)/.exec(line.slice(line.lastIndexOf('>') + 1))
  const at = Number(date?.[1] ?? 0)
  return {
    name: withoutEnd(line.slice(0, open)),
    email: line.slice(open + 1, close),
    // git, too, takes a date that overflows as 0.
    at: Number.isSafeInteger(at) ? at : 0,
    offset: date?.[2] ?? '+0000',
  }
}

/** Only git's own white space goes: a no-break space is part of a name. A loop, so that it is linear. */
function withoutEnd(text: string): string {
  let end = text.length
  while (end > 0 && ' \t\r'.includes(text[end - 1] ?? '')) end--
  return text.slice(0, end)
}
