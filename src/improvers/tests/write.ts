import type { TestCase } from '../../model/testCase.ts'
import { state } from './assertions.ts'
import { type Doc, layOut } from './layout.ts'
import type { TestStyle } from './style.ts'
import { titleOf } from './title.ts'
import { quoted, valueDoc } from './value.ts'

/** What is to be tested of one export, by the name that its module gives it. */
export type TestedExport = { name: string; cases: TestCase[] }

/** What a test file is to hold. `specifier` leads from it to the module; `own` is the name that a default export gets. */
export type TestFile = { specifier: string; own: string; exports: TestedExport[] }

/** The text of a test file, and where in it each case stands: a half-open range, in the order of the cases. */
export type WrittenFile = {
  text: string
  places: { start: number; end: number; title: string; of: TestCase }[]
}

/**
 * Writes a test file in a style. Cases that cannot be said in it are left out, and exports without any.
 * @returns null where nothing is left.
 */
export function writeTests({ specifier, own, exports }: TestFile, style: TestStyle): WrittenFile | null {
  const end = style.semicolons ? ';' : ''
  const used = new Set<string>()
  const isTaken = (name: string) => RESERVED.test(name) || namesOf(style).includes(name)
  const whole = [own, `${own}Module`, `${own}Default`].find(
    name => !isTaken(name) && exports.every(one => one.name !== name),
  )
  const groups = exports.flatMap(one => {
    const local = one.name === 'default' ? whole : one.name
    if (local === undefined || isTaken(local)) return []
    const titles = new Set<string>()
    const cases = one.cases.flatMap(of => {
      const lines = bodyOf(of, local, style)
      if (lines === null) return []
      const plain = titleOf(of, style.should, style)
      // Where names stand beside those of others they say whose they are.
      return [{ of, lines, title: unique(style.suite ? plain : `${local} ${plain}`, titles) }]
    })
    if (cases.length) used.add(one.name)
    return cases.length ? [{ local, cases }] : []
  })
  if (!groups.length) return null
  const places: WrittenFile['places'] = []
  let text = `${headOf(specifier, whole ?? own, [...used], style).join('\n')}\n`
  for (const { local, cases } of groups) {
    const level = style.suite ? 1 : 0
    if (style.suite) text += `\ndescribe(${quoted(local, style.quote)}, () => {`
    for (const { of, lines, title } of cases) {
      text += '\n'
      const start = text.length
      text += testText(title, lines, level, style, end)
      places.push({ start, end: text.length, title, of })
    }
    if (style.suite) text += `})${end}\n`
  }
  return { text, places }
}

/** What no variable may be called. */
const RESERVED =
  /^(?:arguments|await|break|case|catch|class|const|continue|debugger|default|delete|do|else|enum|eval|export|extends|false|finally|for|function|if|implements|import|in|instanceof|interface|let|new|null|package|private|protected|public|return|static|super|switch|this|throw|true|try|typeof|var|void|while|with|yield)$/

/** Names that a test file has for what runs it and states things. */
function namesOf({ assertions, from }: TestStyle): string[] {
  const stated = assertions.kind === 'assert' ? [assertions.name] : []
  return ['describe', 'expect', 'it', 't', 'test', 'require', ...stated, ...(from ? [from.name] : [])]
}

type Line = { doc: Doc; waits: boolean }

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
  for (const { of, path, does, args } of steps) {
    const given = args.map(arg => valueDoc(arg, style))
    if (given.some(one => one === null) || (of !== null && of !== 0)) return null
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

function headOf(specifier: string, own: string, names: string[], style: TestStyle): string[] {
  const { assertions, from, cjs } = style
  const end = style.semicolons ? ';' : ''
  const braces = (list: string[]) => {
    const inner = [...list].sort().join(', ')
    return style.spaced ? `{ ${inner} }` : `{${inner}}`
  }
  const line = (clause: string, path: string) =>
    cjs
      ? `const ${clause.replace(/\.strict$/, '')} = require(${quoted(path, style.quote)})${/\.strict$/.exec(clause)?.[0] ?? ''}${end}`
      : `import ${clause} from ${quoted(path, style.quote)}${end}`
  const lines: string[] = []
  const hasExpect = assertions.kind === 'expect' && assertions.specifier !== null
  const shares = hasExpect && assertions.specifier === from?.specifier
  if (assertions.kind === 'assert') lines.push(line(assertions.clause, assertions.specifier))
  else if (hasExpect && !shares) lines.push(line(braces(['expect']), assertions.specifier!))
  if (from?.alone && cjs) {
    lines.push(line(from.name, from.specifier))
    if (style.suite) lines.push(line(braces(['describe']), from.specifier))
  } else if (from?.alone)
    lines.push(line(style.suite ? `${from.name}, ${braces(['describe'])}` : from.name, from.specifier))
  else if (from)
    lines.push(
      line(
        braces([...(style.suite ? ['describe'] : []), style.test, ...(shares ? ['expect'] : [])]),
        from.specifier,
      ),
    )
  const named = names.filter(name => name !== 'default')
  const whole = names.includes('default') ? own : null
  if (cjs && whole) lines.push(line(whole, specifier))
  if (cjs && named.length) lines.push(line(braces(named), specifier))
  if (!cjs)
    lines.push(
      line([...(whole ? [whole] : []), ...(named.length ? [braces(named)] : [])].join(', '), specifier),
    )
  return lines
}

const aloneName = ({ from, runner }: TestStyle) => (from?.alone && runner !== 'tap' ? from.name : null)

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
