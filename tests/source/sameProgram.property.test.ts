// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the strings are programs
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ts } from 'ts-morph'
import { parseSource } from '../../src/source/parseSource.ts'
import { readTokens } from '../../src/source/readTokens.ts'
import { classify } from './classify.ts'
import { emitted } from './emitted.ts'

const name = fc.constantFrom('a', 'total', 'Queue', 'run$', '_x', 'größe')
const value = fc.constantFrom(
  '1',
  '"a // b"',
  '`/* ${x} */`',
  '/[/*]+/g',
  '[1, 2]',
  '{ a: 1 }',
  '() => 1',
  '(b) => { return b / 2 / 3 }',
  'async (c) => await c',
  'class { m() {} }',
  'x ? y : z',
  'a < b && c > d',
)
const declaration = fc.oneof(
  fc.tuple(name, value).map(([n, v]) => `const ${n} = ${v}`),
  fc.tuple(name, value).map(([n, v]) => `export const ${n}: unknown = ${v};`),
  name.map(n => `export async function ${n}<T>(a: T, ...b: T[]): Promise<void> {\n  // inside\n  return\n}`),
  name.map(
    n => `export class ${n} extends B<C<D>> {\n  /** Kept. */\n  #p = 1\n  get q() { return this.#p }\n}`,
  ),
  name.map(n => `interface ${n} { a?: string; (b: number): void }`),
  name.map(n => `export type ${n} = { readonly [K in keyof T]-?: T[K] } | \`a\${string}\``),
  name.map(n => `enum ${n} { A = 1 << 2, B }`),
  name.map(n => `namespace ${n} { export let z = 1 }`),
)
const program = fc.array(declaration, { minLength: 1, maxLength: 6 })
const breakLine = fc.constantFrom('\n', '\r\n')

const word = fc.constantFrom(
  'Adds',
  'the',
  'numbers',
  'of',
  'a',
  'queue',
  '`x < y`',
  'größer',
  '(rounded)',
  '{@link Map}',
  "don't",
  '1.5',
  'a/b',
  '-',
)
const sentence = fc.array(word, { minLength: 2, maxLength: 12 }).map(words => `Says ${words.join(' ')}.`)
const tag = fc.oneof(
  sentence.map(s => `@returns ${s}`),
  sentence.map(s => `@param a - ${s}`),
  sentence.map(s => `@remarks ${s}`),
  sentence.map(s => `@see ${s}`),
)
const docblock = fc
  .tuple(sentence, fc.uniqueArray(tag, { maxLength: 3, selector: t => t.split(' ')[0] }), breakLine)
  .map(([prose, tags, end]) =>
    tags.length === 0
      ? `/** ${prose} */${end}`
      : ['/**', ` * ${prose}`, ' *', ...tags.map(t => ` * ${t}`), ' */', ''].join(end),
  )

test('a prose docblock before any top-level declaration of any program is documentation', () => {
  fc.assert(
    fc.property(
      program,
      docblock,
      fc.nat(),
      breakLine,
      fc.constantFrom('src/a.ts', 'src/a.mts'),
      (parts, doc, at, end, path) => {
        const where = at % parts.length
        const before = parts.join(end)
        const after = parts.map((part, i) => (i === where ? doc + part : part)).join(end)
        const found = classify(path, before, after)
        assert.equal(found.class, 'documentation_only', `${found.why}\n${after}`)
        assert.equal(classify(path, after, before).class, 'algorithm_change')
      },
    ),
    { numRuns: 200 },
  )
})

test('any edit of one token of any program is refused, documentation beside it or not', () => {
  fc.assert(
    fc.property(
      program,
      docblock,
      fc.nat(),
      fc.constantFrom('drop', 'double', 'x', '1', '"s"', '/', '*', '}', '`', ''),
      (parts, doc, at, edit) => {
        const before = parts.join('\n')
        const parsed = parseSource('a.ts', before)
        assert.ok('tree' in parsed)
        const { starts, ends } = readTokens(parsed)
        const pick = at % Math.max(1, starts.length - 1)
        const [start, stop] = [starts[pick] ?? 0, ends[pick] ?? 0]
        const token = before.slice(start, stop)
        const put = edit === 'drop' ? '' : edit === 'double' ? token + token : edit
        fc.pre(put !== token && token !== '')
        const after = `${doc}${before.slice(0, start)}${put}${before.slice(stop)}`
        const found = classify('src/a.ts', before, after).class
        // A token of a type may be: then the compiler has to say the same.
        if (found === 'type_hints_only') assert.equal(emitted(after), emitted(before), after)
        else assert.equal(found, 'algorithm_change', after)
      },
    ),
    { numRuns: 200 },
  )
})

test('any comment put anywhere is documentation only where the compiler emits the same program', () => {
  const anything = fc.oneof(
    docblock,
    sentence.map(s => `// ${s}\n`),
    sentence.map(s => `/* ${s} */`),
    sentence.map(s => `\n/**\n${s}*/\n`),
  )
  fc.assert(
    fc.property(program, anything, fc.nat(), (parts, comment, at) => {
      const before = parts.join('\n')
      const where = at % (before.length + 1)
      const after = before.slice(0, where) + comment + before.slice(where)
      if (classify('src/a.ts', before, after).class !== 'documentation_only') return
      assert.equal(emitted(after), emitted(before), after)
    }),
    { numRuns: 400 },
  )
})

test('a docblock that is accepted in JavaScript holds no tag with a type for the compiler', () => {
  const piece = fc.constantFrom(
    '@param',
    '@returns',
    '@type',
    '@see',
    '@throws',
    '@template',
    ' ',
    '\n * ',
    '{',
    '}',
    '[',
    ']',
    'a',
    'b',
    '`',
    '{@link',
    '@',
    '-',
    '=1',
    'Text here',
    '{number}',
    '*',
    '```',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), pieces => {
      const doc = `/**\n * Adds numbers.\n * ${pieces.join('')}\n */`
      const after = `x()\n${doc}\nfunction f(a, b) {}\n`
      if (
        doc.indexOf('*/') !== doc.length - 2 ||
        classify('src/a.js', 'x()\nfunction f(a, b) {}\n', after).class !== 'documentation_only'
      )
        return
      const tree = ts.createSourceFile('a.js', after, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS)
      const node = tree.statements[1]
      assert.ok(node)
      for (const found of ts.getJSDocTags(node)) {
        assert.ok(['param', 'returns', 'see', 'throws'].includes(found.tagName.text), doc)
        const { typeExpression, isBracketed } = found as ts.JSDocParameterTag
        assert.ok(!typeExpression && !isBracketed, doc)
      }
    }),
    { numRuns: 1000 },
  )
})

test('what the compiler reads in a JavaScript docblock is the same after an accepted edit', () => {
  const piece = fc.constantFrom(
    '@param a',
    '@param {A} a',
    '@param {Object} b',
    '@param b.c',
    '@returns',
    '@returns {B}',
    '@callback C',
    '@overload',
    '@type {D}',
    '@typedef {E} F',
    '@template T',
    '@throws',
    'Text here.',
    'more text',
    '`',
    '\n * ',
    '\n * ',
    ' ',
  )
  const read = (doc: string) => {
    const tree = ts.createSourceFile(
      'a.js',
      `x()\n${doc}\nfunction f(a, b) {}\n`,
      ts.ScriptTarget.ESNext,
      true,
      ts.ScriptKind.JS,
    )
    const typed: string[] = []
    const walk = (node: ts.Node, parent: string) => {
      const kind = ts.isJSDoc(node) ? 'JSDoc' : (ts.SyntaxKind[node.kind] ?? '')
      if (/^JSDoc.*Tag$/.test(kind)) {
        const { typeExpression, isBracketed, tagName } = node as ts.JSDocParameterTag
        const plain = /^(?:param|returns|throws)$/.test(tagName.text) && !typeExpression && !isBracketed
        // Prose is left out; a tag inside of another one never is.
        const type =
          typeExpression && ts.isJSDocTypeExpression(typeExpression) ? typeExpression.getText(tree) : ''
        if (!plain || parent !== 'JSDoc') typed.push(`${parent} ${tagName.text} ${type} ${isBracketed}`)
      }
      ts.forEachChild(node, child => walk(child, kind))
    }
    for (const doc of ts.getJSDocCommentsAndTags(tree.statements[1] as ts.Node)) walk(doc, '')
    return typed
  }
  let accepted = 0
  fc.assert(
    fc.property(
      fc.array(piece, { minLength: 1, maxLength: 10 }),
      fc.nat(),
      fc.array(piece, { minLength: 1, maxLength: 4 }),
      (pieces, at, put) => {
        const where = at % (pieces.length + 1)
        const doc = (parts: string[]) => `/**\n * Adds numbers.\n * ${parts.join(' ')}\n */`
        const [old, now] = [doc(pieces), doc([...pieces.slice(0, where), ...put, ...pieces.slice(where)])]
        const text = (docblock: string) => `x()\n${docblock}\nfunction f(a, b) {}\n`
        if (classify('src/a.js', text(old), text(now)).class !== 'documentation_only') return
        accepted++
        assert.deepEqual(read(now), read(old), `${old}\n${now}`)
      },
    ),
    { numRuns: 800 },
  )
  assert.ok(accepted > 0, 'no edit was accepted')
})
