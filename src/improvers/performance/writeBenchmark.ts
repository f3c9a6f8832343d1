import { type Doc, type Lines, layOut } from '../tests/layout.ts'
import { formOf } from '../tests/style.ts'
import { quoted } from '../tests/value.ts'

/** Libraries of which `bench` reads the definitions, the one of choice first. */
export const LIBRARIES = ['mitata', 'tinybench', 'vitest'] as const
export type Library = (typeof LIBRARIES)[number]

/** How a benchmark is written. */
export type BenchmarkForm = Lines & {
  library: Library
  /** Whether the repository has that library. */
  isThere: boolean
  /** Whether it is TypeScript. */
  typed: boolean
  quote: '"' | "'"
  semicolons: boolean
  parens: boolean
}

/** The form of what is written in a text. */
export function formOfText(text: string): Omit<BenchmarkForm, 'library' | 'isThere' | 'typed'> {
  const { quote, semicolons, indent, width, spaced, parens, trailing } = formOf(text)
  return { quote, semicolons, indent, width, spaced, parens, trailing }
}

/** One export that is called. */
export type BenchmarkCall = {
  /** What it is called in the words of a caller: `adults`, `Store.add`. */
  name: string
  /** What the file imports for it: a name of the module, or `default` under a name of the file's own. */
  imports: { name: string; local: string }
  /** The variables that are made first, in their order, for each size. */
  made: { name: string; doc: Doc }[]
  call: Doc
  /** Whether what comes back has to be waited for. */
  waits: boolean
  /** What the elements are called. */
  elements: string
}

/** The text of a benchmark that calls some exports of one module, with inputs of several sizes each. */
export function writeBenchmark(
  specifier: string,
  calls: BenchmarkCall[],
  sizes: readonly number[],
  form: BenchmarkForm,
): string {
  const end = form.semicolons ? ';' : ''
  const line = (doc: Doc, level = 0, tail = end) => {
    const pad = form.indent.repeat(level)
    return `${pad}${layOut(doc, form, level, pad.replaceAll('\t', '  ').length, tail.length)}${tail}`
  }
  const { head, before, after } = AROUND[form.library]
  const blocks = calls.map(one => {
    const name = `${one.name} with \${size} ${one.elements}`
    return [
      line(`for (const size of [${sizes.map(separated).join(', ')}]) {`, 0, ''),
      ...one.made.map(({ name, doc }) => line({ parts: [`const ${name} = `, doc] }, 1)),
      caseOf(one, `\`${name}\``, form, line),
      '}',
    ].join('\n')
  })
  const imports = [
    ...(form.isThere
      ? []
      : [`// Run by \`git improver bench\`, for which ${form.library} need not be installed.`]),
    `import ${spacedIn(head, form)} from ${quoted(form.library, form.quote)}${end}`,
    `import ${importClause(calls, form)} from ${quoted(specifier, form.quote)}${end}`,
  ].join('\n')
  const ended = (text: string) =>
    text
      ? [
          text
            .split('\n')
            .map(one => `${one}${end}`)
            .join('\n'),
        ]
      : []
  return `${[imports, ...ended(before), ...blocks, ...ended(after)].join('\n\n')}\n`
}

/** What a library wants around the cases. */
const AROUND: Record<Library, { head: string[]; before: string; after: string }> = {
  mitata: { head: ['bench', 'run'], before: '', after: 'await run()' },
  tinybench: {
    head: ['Bench'],
    before: 'const bench = new Bench()',
    after: 'await bench.run()\nconsole.table(bench.table())',
  },
  vitest: { head: ['bench'], before: '', after: '' },
}

function caseOf(
  { call, waits }: BenchmarkCall,
  name: string,
  form: BenchmarkForm,
  line: (doc: Doc, level?: number, tail?: string) => string,
): string {
  const define = form.library === 'tinybench' ? 'bench.add' : 'bench'
  if (form.library !== 'vitest')
    return line({ open: `${define}(`, items: [name, { parts: ['() => ', call] }], close: ')' }, 1)
  // What a benchmark of vitest gives back is nothing, or a promise of it.
  const head = `${define}(${name}, ${waits ? 'async ' : ''}() => {`
  const body = line(waits ? { parts: ['await ', call] } : call, 2)
  return [line(head, 1, ''), body, line('})', 1)].join('\n')
}

function importClause(calls: BenchmarkCall[], form: BenchmarkForm): string {
  const all = new Map(calls.map(({ imports }) => [imports.local, imports.name]))
  const whole = [...all].find(([, name]) => name === 'default')?.[0]
  const named = [...all].filter(([, name]) => name !== 'default').map(([local]) => local)
  return [...(whole ? [whole] : []), ...(named.length ? [spacedIn(named.sort(), form)] : [])].join(', ')
}

const spacedIn = (names: string[], { spaced }: BenchmarkForm) =>
  spaced ? `{ ${names.join(', ')} }` : `{${names.join(', ')}}`

/** `10_000`. */
const separated = (size: number) => String(size).replace(/\B(?=(\d{3})+$)/g, '_')
