/**
 * A part of a Markdown file. `prose` is a paragraph, an item, a quotation or a heading, with the signs that it begins with; all else is
 * `exact`: code, HTML, tables, definitions, rules, and whatever is not known to be prose.
 */
export type MarkdownBlock = {
  kind: 'prose' | 'exact'
  /** Indentation and signs of a list, a heading or a quotation, as they stand there. */
  sign: string
  text: string
  /** A blank line goes before it. */
  apart: boolean
  /** The line that it begins on, from 1. */
  line: number
}

const FENCE = /^ {0,3}(`{3,}|~{3,})/
/** Blanks, then what begins a quotation, an item or a heading. A number begins a list; which one counts. */
const SIGN = /^ {0,3}(?:#{1,6} |(?:> ?)*(?:[-*+] |\d{1,9}[.)] )?)/
/** How a line of prose begins behind its sign: with a letter, a digit, a quote or emphasis; or with a link, which is looked into. */
const BEGINS = /^(?:[*_]{0,3}[\p{L}\p{N}"'(“‘«¿¡]|!?\[|`)/u

/**
 * Cuts a Markdown file into parts, line by line. It knows less than a reader of Markdown, and takes for exact what it does not know; so
 * more is kept as it was than has to be.
 */
export function markdownBlocks(text: string): MarkdownBlock[] {
  const blocks: MarkdownBlock[] = []
  const lines = text.split('\n')
  let apart = true
  let at = 0
  const take = (kind: 'prose' | 'exact', sign: string, first: string, end: number) => {
    const rest = lines.slice(at + 1, end)
    blocks.push({ kind, sign, text: [first, ...rest].join('\n'), apart, line: at + 1 })
    apart = false
    at = end
  }
  while (at < lines.length) {
    const line = lines[at]!
    if (line.trim() === '') {
      // Blanks on an empty line are nothing to Markdown, and something to whoever compares lines.
      if (line !== '') take('exact', '', line, at + 1)
      else {
        apart = true
        at++
      }
      continue
    }
    const frame = frameEnd(lines, at)
    if (frame !== null) take('exact', '', line, frame)
    else {
      const sign = SIGN.exec(line)?.[0] ?? ''
      const isProse = isProseLine(line, sign)
      const isHeading = sign.includes('#')
      let end = at + 1
      while (isProse && !isHeading && end < lines.length && goesOn(lines, end)) end++
      // A line of signs below makes a heading of it.
      if (isProse && /^ {0,3}(?:=+|-+)[ \t]*$/.test(lines[end] ?? '')) take('exact', '', line, end + 1)
      else
        take(isProse ? 'prose' : 'exact', isProse ? sign : '', isProse ? line.slice(sign.length) : line, end)
    }
  }
  return blocks
}

function isProseLine(line: string, sign: string): boolean {
  if (/^(?: {4}|\t)/.test(line) || line.includes('\t')) return false
  if (/^>{2}/.test(sign.trim()) || isTableRow(line)) return false
  return BEGINS.test(line.slice(sign.length))
}

const isTableRow = (line: string) => /(?<!\\)\|/.test(line)

/** Whether a line goes on with the paragraph before it. */
function goesOn(lines: string[], at: number): boolean {
  const line = lines[at]!
  if (line.trim() === '' || frameEnd(lines, at) !== null || /^(?: {4}|\t)/.test(line) || isTableRow(line))
    return false
  const sign = SIGN.exec(line)?.[0] ?? ''
  return sign.trim() === '' && BEGINS.test(line.trimStart())
}

/** Where front matter, code or HTML that begins on a line ends; null where none begins. */
function frameEnd(lines: string[], at: number): number | null {
  const line = lines[at]!
  const until = (isLast: (line: string) => boolean) => {
    let last = at + 1
    while (last < lines.length && !isLast(lines[last]!)) last++
    return Math.min(last + 1, lines.length)
  }
  if (at === 0 && /^(?:---|\+\+\+|;;;)\s*$/.test(line)) return until(one => one.trim() === line.trim())
  const fence = FENCE.exec(line)?.[1]
  if (fence) return until(one => one.trim().startsWith(fence) && /^[`~\s]+$/.test(one))
  if (line.trimStart().startsWith('<!--'))
    return line.includes('-->') ? at + 1 : until(one => one.includes('-->'))
  if (!/^ {0,3}<[a-zA-Z/!?]/.test(line)) return null
  // These go on over blank lines.
  const raw = /^\s*<(script|style|pre|textarea|template|svg|\?|!\[CDATA\[)/i.exec(line)?.[1]?.toLowerCase()
  if (raw) {
    const end = raw === '?' ? '?>' : raw.startsWith('!') ? ']]>' : `</${raw}`
    return line.toLowerCase().includes(end) ? at + 1 : until(one => one.toLowerCase().includes(end))
  }
  let blank = at + 1
  while (blank < lines.length && lines[blank]!.trim() !== '') blank++
  return blank
}
