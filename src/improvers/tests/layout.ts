/** A piece of code that may be broken over lines: a text, a list between brackets, or pieces one behind the other. */
export type Doc = string | { open: string; items: Doc[]; close: string; spaced?: boolean } | { parts: Doc[] }

/** How lines are broken. */
export type Lines = {
  indent: string
  width: number
  /** After the last of a broken list: of lists and arguments, of lists alone, or of none. */
  trailing: 'all' | 'lists' | 'none'
  spaced: boolean
}

/** The code in one line. */
export function flat(doc: Doc, lines: Pick<Lines, 'spaced'>): string {
  if (typeof doc === 'string') return doc
  if ('parts' in doc) return doc.parts.map(part => flat(part, lines)).join('')
  const inner = doc.items.map(item => flat(item, lines)).join(', ')
  const space = doc.spaced && lines.spaced && inner ? ' ' : ''
  return `${doc.open}${space}${inner}${space}${doc.close}`
}

/**
 * The code as formatters lay it out: in one line where that fits, else the last list that can be broken is, and those before it
 * only where they must be.
 * @param level how often the line is indented. @param column what stands before it in its line, in characters.
 * @param tail what comes behind it in the same line, in characters.
 */
export function layOut(doc: Doc, lines: Lines, level: number, column: number, tail = 0): string {
  const one = flat(doc, lines)
  if (typeof doc === 'string' || column + one.length + tail <= lines.width) return one
  return 'parts' in doc
    ? layOutParts(doc.parts, lines, level, column, tail)
    : layOutList(doc, lines, level, column, tail)
}

function layOutParts(parts: Doc[], lines: Lines, level: number, column: number, tail: number): string {
  const texts = parts.map(part => flat(part, lines))
  const open = [...parts.keys()].filter(at => isList(parts[at]!))
  // The last one that is worth it: what stands before it must fit into its line.
  const last = open.findLast(at => {
    const before = texts.slice(0, at).join('')
    return column + before.length + openOf(parts[at]!).length <= lines.width && hasItems(parts[at]!)
  })
  if (last === undefined) return texts.join('')
  const before = texts.slice(0, last).join('')
  const after = texts.slice(last + 1).join('')
  const broken = layOut(parts[last]!, lines, level, column + before.length, after.length + tail)
  return `${before}${broken}${after}`
}

function layOutList(
  { open, items, close }: Exclude<Doc, string | { parts: Doc[] }>,
  lines: Lines,
  level: number,
  column: number,
  tail: number,
): string {
  const last = items.at(-1)
  const before = items.slice(0, -1)
  // A call shares its brackets with the list that it ends with, unless the one before is alike.
  if (last !== undefined && open.endsWith('(') && /[[{]$/.test(openOf(last)) && hasItems(last)) {
    const first = before.map(item => `${flat(item, lines)}, `).join('')
    const start = `${open}${first}`
    const fits = column + start.length + openOf(last).length <= lines.width
    const isAlike = before.length > 0 && openOf(before.at(-1)!) === openOf(last)
    if (fits && !isAlike)
      return `${start}${layOut(last, lines, level, column + start.length, close.length + tail)}${close}`
  }
  const inner = lines.indent.repeat(level + 1)
  const wide = inner.replaceAll('\t', '  ').length
  const laid = items.map(item => `${inner}${layOut(item, lines, level + 1, wide, 1)}`)
  const isCall = open.endsWith('(')
  const end = lines.trailing === 'all' || (lines.trailing === 'lists' && !isCall) ? ',' : ''
  return `${open}\n${laid.join(',\n')}${end}\n${lines.indent.repeat(level)}${close}`
}

const isList = (doc: Doc): boolean => typeof doc !== 'string' && 'open' in doc
const openOf = (doc: Doc): string => (typeof doc !== 'string' && 'open' in doc ? doc.open : '')
const hasItems = (doc: Doc): boolean => typeof doc !== 'string' && 'open' in doc && doc.items.length > 0
