export function truncate(text: string, width: number, ellipsis = '...'): string {
  if (width < ellipsis.length) throw new RangeError(`width must be at least ${ellipsis.length}`)
  if (text.length <= width) return text
  return text.slice(0, width - ellipsis.length) + ellipsis
}

export function wrap(text: string, width = 80): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/)) {
    if (line && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else {
      line = line ? `${line} ${word}` : word
    }
  }
  if (line) lines.push(line)
  return lines
}

/** Columns as wide as their widest cell. */
export function table(rows, options: { gap?: number; header?: string[] } = {}): string {
  const { gap = 2, header } = options
  const all = header ? [header, ...rows] : rows
  if (all.length === 0) return ''
  const widths = all[0].map((_, column) => Math.max(...all.map(row => String(row[column] ?? '').length)))
  return all
    .map(row => row.map((cell, column) => String(cell).padEnd(widths[column] + gap)).join('').trimEnd())
    .join('\n')
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}
