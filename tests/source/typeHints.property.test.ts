// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the strings are programs
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { transformSync } from 'esbuild'
import fc from 'fast-check'
import { ts } from 'ts-morph'
import { parseSource } from '../../src/source/parseSource.ts'
import { readTokens } from '../../src/source/readTokens.ts'
import '../helpers/propertySeed.ts'
import { classify } from './classify.ts'
import { emitted } from './emitted.ts'

const K = ts.ModuleKind

/** What every compiler makes of it, under options by which types could matter. */
function programs(text: string): (string | null)[] {
  const options: ts.CompilerOptions[] = [
    {},
    { verbatimModuleSyntax: true, module: K.ESNext },
    { module: K.CommonJS, target: ts.ScriptTarget.ES2017, useDefineForClassFields: true },
    { module: K.CommonJS, target: ts.ScriptTarget.ES5 },
    { experimentalDecorators: true, emitDecoratorMetadata: true, target: ts.ScriptTarget.ES2021 },
  ]
  const bundler = (raw: object) => {
    try {
      return transformSync(text, { loader: 'ts', tsconfigRaw: { compilerOptions: raw }, logLevel: 'silent' })
        .code
    } catch {
      // Broken types, which the compiler lets pass until it checks them: nothing is built of that.
      return null
    }
  }
  return [
    ...options.map(one => emitted(text, 'a.ts', one)),
    bundler({}),
    bundler({ verbatimModuleSyntax: true }),
    bundler({ useDefineForClassFields: false }),
  ]
}

function sameProgram(before: string, after: string): void {
  const [was, is] = [programs(before), programs(after)]
  is.forEach((program, at) => {
    if (program !== null && was[at] !== null)
      assert.equal(program, was[at], `${at}: ${before}\n-----\n${after}`)
  })
}

const type = fc.constantFrom(
  'string',
  'T',
  'A',
  '{ a?: B; (c: D): void }',
  '(a: string) => void',
  'typeof x',
  '[a?: string]',
  'A | "x"',
  'unknown',
  'new () => A',
  'readonly A[]',
  'A<B<C>>',
)
const hole = fc.constantFrom('', ': $', '?: $', '!: $')
const statement = fc.constantFrom(
  'export function f@(a%, b% = 1, ...c%)% { return a }',
  'function f(this: $, a%): $ { return this }',
  'export const g = async @(a%)% => a',
  'export const h = (a% = 1)% => (a as $).b',
  'let v% = x as $',
  'let w = <$>x',
  'const s = x satisfies $',
  'const n = x!.y!(z)![0]',
  'const o = (x as $).y, p = (x.y as $)(), q = new (x as $)(), r = (x() as $)[0]',
  'const q = new (x() as $)()',
  'const i = (a?.b as $).c, j = (a?.b)!.c, k = a?.b!.c',
  'f@(x)',
  'new F@(x)',
  'tag@`t`',
  'interface I@ { a%; b(): $ }',
  'export interface J extends I { a: $ }',
  'type A = $',
  'export type B@ = $',
  "import type { T } from 't'",
  "import { T, x } from 't'",
  "import { type U, z } from 'u'",
  "export type { V } from 'v'",
  'export { A }',
  'export { x as A }',
  'export default A',
  'class C@ extends D@ { a% = 1; private b% = 2; c; d: $; readonly e = 1; m(a%)% { return a } }',
  'class C extends D implements I { static a% = 1; declare b: $; c!: $; get d()% { return 1 } [k: string]: $ }',
  'abstract class E { abstract a: $; abstract m(): $; protected n(): $ { return 1 } }',
  'class G { constructor(a: $); constructor(private a: $) {} }',
  'class H { m(a: string): void; m(a: $)% {} }',
  'export function over(a: string): void\nexport function over(a: $)% {}',
  'declare const d: $',
  'declare function e(a: $): void',
  'enum N { A, B }',
  'namespace S { export type T = $ }',
  '@dec class K { @p a: $ }',
  'try {} catch (e%) {}',
  'for (const a of b as $) {}',
  'x\n(y)',
  'const a = b\ntype Z = $\n;[c]',
  'const a = b\ntype Z = $\n(c)',
  'label: for (;;) { break label }',
  'return_ = a < b > (c)',
  'const u = f<$>',
  'type = 5',
  'export {}',
)

/** A program with each `%` an annotation or none, each `$` a type, each `@` a list of types or none. */
const program = fc
  .tuple(
    fc.array(statement, { minLength: 1, maxLength: 4 }),
    fc.array(fc.tuple(hole, type, fc.boolean()), { minLength: 30, maxLength: 30 }),
    fc.array(fc.tuple(hole, type, fc.boolean()), { minLength: 30, maxLength: 30 }),
    fc.subarray(Array.from({ length: 30 }, (_, at) => at)),
    fc.constantFrom('\n', ';\n'),
  )
  .map(([statements, first, second, changed, end]) => {
    const fill = (choices: typeof first) => {
      let at = 0
      const next = () => choices[at++ % choices.length]!
      return statements.join(end).replace(/[%$@]/g, sign => {
        const [annotation, of, some] = next()
        if (sign === '$') return of
        if (sign === '@') return some ? `<${/^[A-Z]$/.test(of) ? of : 'T'}>` : ''
        return annotation.replace('$', of)
      })
    }
    const other = first.map((choice, at) => (changed.includes(at) ? second[at]! : choice))
    return { before: fill(first), after: fill(other) }
  })

test('types alone differ only where every compiler emits the same program', () => {
  let accepted = 0
  fc.assert(
    fc.property(
      program,
      fc.constantFrom('', 'drop', 'copy'),
      fc.nat(),
      ({ before, after: changed }, edit, at) => {
        const parts = changed.split('\n')
        const where = at % parts.length
        const after =
          edit === ''
            ? changed
            : [
                ...parts.slice(0, where),
                ...(edit === 'copy' ? [parts[where], parts[where]] : []),
                ...parts.slice(where + 1),
              ].join('\n')
        if (classify('src/a.ts', before, after).class !== 'type_hints_only') return
        accepted += 1
        sameProgram(before, after)
      },
    ),
    { numRuns: Number(process.env.TYPE_RUNS ?? 400) },
  )
  assert.ok(accepted > 20, `only ${accepted} were accepted`)
})

test('a token of a program that is changed is none of a type', () => {
  const words = fc.constantFrom(
    '',
    'x',
    '1',
    'declare',
    'abstract',
    'readonly',
    '?',
    '!',
    '<T>',
    ': T',
    'as T',
    'type',
    '(',
    ')',
    ',',
    ';',
    '\n',
    '@d',
    'static',
    'enum',
  )
  fc.assert(
    fc.property(program, words, fc.nat(), fc.boolean(), ({ before }, put, at, replace) => {
      const parsed = parseSource('a.ts', before)
      if (!('tree' in parsed)) return
      const { starts, ends } = readTokens(parsed)
      const pick = at % starts.length
      const after = `${before.slice(0, starts[pick])} ${put} ${before.slice(replace ? ends[pick] : starts[pick])}`
      if (classify('src/a.ts', before, after).class !== 'type_hints_only') return
      sameProgram(before, after)
    }),
    { numRuns: Number(process.env.TYPE_RUNS ?? 400) },
  )
})
