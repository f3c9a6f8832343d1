/** How a file is laid out, so that what is written into it looks like the rest. */
export type Layout = { unit: string; end: string; line: string }

const layouts = new Map<string, Layout>()

export function layoutOf(text: string): Layout {
  const known = layouts.get(text)
  if (known) return known
  const lines = text.split('\n')
  const bodies = lines.filter(line => /^\s+\S/.test(line))
  const semicolons = lines.filter(line => /;\s*$/.test(line)).length
  const tabs = bodies.filter(line => line.startsWith('\t')).length
  const steps = bodies.map(line => /^ */.exec(line)![0].length).filter(width => width > 1)
  const smallest = steps.toSorted((a, b) => a - b)[0] ?? 2
  const layout = {
    unit: tabs * 2 > bodies.length ? '\t' : ' '.repeat(Math.min(8, smallest)),
    end: semicolons * 4 > lines.length ? ';' : '',
    line: text.includes('\r\n') ? '\r\n' : '\n',
  }
  layouts.clear()
  layouts.set(text, layout)
  return layout
}

/** The white space that the line of an offset begins with. */
export function indentAt(text: string, at: number): string {
  const start = text.lastIndexOf('\n', at - 1) + 1
  return /^[ \t]*/.exec(text.slice(start, at))![0]
}

/** The only parameter of an arrow function, in brackets where the file has them always. */
export function onlyParameter(text: string, name: string): string {
  return /[(,=]\s*[\w$]+ =>/.test(text) ? name : `(${name})`
}
