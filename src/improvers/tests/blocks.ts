import type { TestCase } from '../../model/testCase.ts'
import { state } from './assertions.ts'
import { type Doc, layOut } from './layout.ts'
import type { TestStyle } from './style.ts'
import { titleOf } from './title.ts'
import { quoted, valueDoc } from './value.ts'

/** What is to be tested of one export, by the name that its module gives it. */
export type TestedExport = { name: string; cases: TestCase[] }

/** Where a case stands in a text: a half-open range. */
export type Place = { start: number; end: number; title: string; of: TestCase }

/** The tests of one export, by the name that it has in their file. */
export type Group = { name: string; local: string; cases: { of: TestCase; lines: Line[]; title: string }[] }

type Line = { doc: Doc; waits: boolean }

/**
 * The tests of some exports, without the cases that cannot be said in the style, and exports without any.
 * @param whole what the default export is called. @param taken titles that there are already, of any suite.
 */
export function groupsOf(
  exports: TestedExport[],
  whole: string | undefined,
  style: TestStyle,
  taken: ReadonlySet<string> = new Set(),
): Group[] {
  return exports.flatMap(one => {
    const local = one.name === 'default' ? whole : one.name
    if (local === undefined || isTaken(local, style)) return []
    const titles = new Set(taken)
    const cases = one.cases.flatMap(of => {
      const lines = bodyOf(of, local, style)
      if (lines === null) return []
      const plain = titleOf(of, style.should, style)
      // Where names stand beside those of others they say whose they are.
      return [{ of, lines, title: unique(style.suite ? plain : `${local} ${plain}`, titles) }]
    })
    return cases.length ? [{ name: one.name, local, cases }] : []
  })
}

/**
 * The text of a group, each test ended by a line, with an empty line between them.
 * @param level how often it is indented. @param suite whether a `describe` of its own is around.
 * @param offset where the text will stand.
 */
export function blockOf(
  { local, cases }: Group,
  style: TestStyle,
  level: number,
  suite: boolean,
  offset: number,
): { text: string; places: Place[] } {
  const end = style.semicolons ? ';' : ''
  const pad = style.indent.repeat(level)
  const places: Place[] = []
  let text = suite ? `${pad}describe(${quoted(local, style.quote)}, () => {\n` : ''
  for (const [at, { of, lines, title }] of cases.entries()) {
    if (at > 0) text += '\n'
    const start = offset + text.length
    text += testText(title, lines, level + Number(suite), style, end)
    places.push({ start, end: offset + text.length, title, of })
  }
  return { text: suite ? `${text}${pad}})${end}\n` : text, places }
}

/** Whether a name cannot be that of what is tested. */
export function isTaken(name: string, style: TestStyle): boolean {
  return RESERVED.test(name) || namesOf(style).includes(name)
}

/** What no variable may be called. */
const RESERVED =
  /^(?:arguments|await|break|case|catch|class|const|continue|debugger|default|delete|do|else|enum|eval|export|extends|false|finally|for|function|if|implements|import|in|instanceof|interface|let|new|null|package|private|protected|public|return|static|super|switch|this|throw|true|try|typeof|var|void|while|with|yield)$/

/** Names that a test file has for what runs it and states things. */
function namesOf({ assertions, from }: TestStyle): string[] {
  const stated = assertions.kind === 'assert' ? [assertions.name] : []
  return ['describe', 'expect', 'it', 't', 'test', 'require', ...stated, ...(from ? [from.name] : [])]
}

function testText(title: string, lines: Line[], level: number, style: TestStyle, end: string): string {
  const pad = style.indent.repeat(level)
  const inner = style.indent.repeat(level + 1)
  const wide = inner.replaceAll('\t', '  ').length
  const waits = lines.some(line => line.waits) || style.runner === 'tap'
  const given = style.assertions.kind === 't' ? (style.parens ? '(t)' : 't') : '()'
  const call = style.runner === 'tap' ? `${style.from?.name ?? 't'}.test` : (aloneName(style) ?? style.test)
  const body = lines.map(({ doc }) => `${inner}${layOut(doc, style, level + 1, wide, end.length)}${end}\n`)
  const head = `${pad}${call}(${quoted(title, style.quote)}, ${waits ? 'async ' : ''}${given} => {`
  return `${head}\n${body.join('')}${pad}})${end}\n`
}

/** The statements of a test: what is made and done before, and then what is stated; null where they cannot be said. */
function bodyOf({ steps, outcome }: TestCase, local: string, style: TestStyle): Line[] | null {
  const made = variableFor(local)
  const lines: Line[] = []
  const docs: Doc[] = []
  for (const [at, { of, path, does, args }] of steps.entries()) {
    const given = args.map(arg => valueDoc(arg, style))
    if (given.some(one => one === null) || (of !== null && of !== 0)) return null
    // A value that is read and then nothing, as nobody writes it.
    if (does === 'read' && at < steps.length - 1) return null
    const place = of === null ? [local, ...path.slice(1)].join('.') : [made, ...path].join('.')
    const list: Doc = { open: `${does === 'new' ? 'new ' : ''}${place}(`, items: given as Doc[], close: ')' }
    docs.push(does === 'read' ? place : does === 'set' ? { parts: [`${place} = `, given[0] as Doc] } : list)
  }
  const call = docs.pop()
  if (call === undefined) return null
  for (const [at, doc] of docs.entries())
    lines.push({ doc: at === 0 ? { parts: [`const ${made} = `, doc] } : doc, waits: false })
  const statement = state(call, outcome, style.assertions, style.runner, style)
  return statement && [...lines, statement]
}

export const aloneName = ({ from, runner }: TestStyle) => (from?.alone && runner !== 'tap' ? from.name : null)

/** A name for an object of a class: that of the class, begun small. */
function variableFor(name: string): string {
  const small = name.charAt(0).toLowerCase() + name.slice(1)
  const isTaken =
    small === name || RESERVED.test(small) || /^(?:test|it|describe|expect|assert|t|map|set)$/.test(small)
  return isTaken ? 'made' : small
}

function unique(title: string, taken: Set<string>): string {
  let own = title
  for (let number = 2; taken.has(own); number++) own = `${title} (${number})`
  taken.add(own)
  return own
}
