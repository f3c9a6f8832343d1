import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadCompiler } from '../../../src/checks/compiler.ts'
import type { Surface } from '../../../src/checks/inputs/valueShape.ts'
import { examplesIn, writtenCalls } from '../../../src/checks/inputs/writtenCalls.ts'
import { isNamesake } from '../../../src/checks/testing/testFiles.ts'

const surface = (name: string, kind: Surface['kind'] = 'function'): Surface => ({
  path: name.split('.'),
  kind,
  calls: [],
  members: [],
})
const SURFACES = [surface('parse'), surface('Queue', 'class'), surface('default'), surface('utils.join')]

const callsIn = async (...texts: string[]) =>
  writtenCalls(await loadCompiler(), texts, SURFACES).map(({ steps: [step] }) => [
    step!.path.join('.'),
    step!.does,
    ...step!.args,
  ])

test('calls of the exports are read with all that their text says, and nothing else is', async () => {
  const text = `import { parse as read, Queue } from './parse.js'
import whole from './parse.js'
const options = { strict: true, 'max-age': -1 }
test('it reads', () => {
  expect(read('1:2', options)).toEqual([1, 2])
  read([1, , null], /a+/gi, new Date(2020, 0, 31), x => x)
  new Queue({ limit: 0x10 as number, names: new Set(['a']), by: new Map([['k', undefined]]) })
  whole(-0, 12n, new Date('2020-02-03T04:05:06'))
  utils.join(\`a\`, NaN)
  read(somethingElse, 1)
  read(...options)
  other('x')
  Queue('is a class')
})
`
  assert.deepEqual(await callsIn(text), [
    [
      'parse',
      'call',
      '1:2',
      {
        $: 'object',
        of: [
          ['strict', true],
          ['max-age', -1],
        ],
      },
    ],
    [
      'parse',
      'call',
      { $: 'array', of: [1, { $: 'hole' }, null] },
      { $: 'regexp', source: 'a+', flags: 'gi' },
      { $: 'date', ms: Date.UTC(2020, 0, 31) },
      { $: 'function', does: { kind: 'same' } },
    ],
    [
      'Queue',
      'new',
      {
        $: 'object',
        of: [
          ['limit', 16],
          ['names', { $: 'set', of: ['a'] }],
          ['by', { $: 'map', of: [['k', { $: 'undefined' }]] }],
        ],
      },
    ],
    [
      'default',
      'call',
      { $: 'number', is: '-0' },
      { $: 'bigint', is: '12' },
      { $: 'date', ms: Date.UTC(2020, 1, 3, 4, 5, 6) },
    ],
    ['utils.join', 'call', 'a', { $: 'number', is: 'NaN' }],
  ])
})

test('examples in comments are code, each for itself', async () => {
  const module = `/**
 * Reads pairs: parse('not in an example').
 *
 * @param text what to read
 * @example <caption>One</caption>
 * const text = '1:2'
 * parse(text)
 * // => [1, 2]
 *
 * @example
 * parse('3:4', { strict: true })
 * @returns pairs
 */
export function parse(text, options) {}
/**
 * \`\`\`js
 * parse(text, 'is the one of another example')
 * new Queue(2)
 * \`\`\`
 */
export class Queue {}
// parse('no documentation')
`
  assert.deepEqual(await callsIn(examplesIn(module)), [
    ['parse', 'call', '1:2'],
    ['parse', 'call', '3:4', { $: 'object', of: [['strict', true]] }],
    ['Queue', 'new', 2],
  ])
})

test('what is no code, and what refers to itself, is left out', async () => {
  assert.deepEqual(
    await callsIn('parse(((', '* not { code', 'const a = a\nparse(a)', examplesIn('/** @example')),
    [],
  )
})

test('a test file is about the module that has its name, or its folder', () => {
  for (const [file, module, is] of [
    ['src/parse.test.ts', 'src/parse.ts', true],
    ['tests/parse.spec.js', 'src/parse.ts', true],
    ['src/parse/test.ts', 'src/parse/index.ts', true],
    ['src/parseAll.test.ts', 'src/parse.ts', false],
    ['src/format/test.ts', 'src/parse/index.ts', false],
    ['test/index.test.js', 'lib/index.js', true],
    ['index.test.js', 'index.js', true],
  ] as const)
    assert.equal(isNamesake(file, module), is, `${file} of ${module}`)
})

test('a text that is made to be read for ever is given up soon', async () => {
  const names = 'abcdefgh'.split('')
  const lists = names.map((name, at) => `const ${name} = [${`${names[at + 1] ?? 1}, `.repeat(200)}]`)
  assert.deepEqual(await callsIn(`${lists.join('\n')}\nparse(a)\nparse('after it')`), [
    ['parse', 'call', 'after it'],
  ])
  const unclosed = '/** @example parse(1) '.repeat(100_000)
  assert.equal(examplesIn(unclosed), '')
  const deep = `parse('before it')\nconst text = ${"'a' + ".repeat(20_000)}'a'\n`
  for (const text of [deep, '['.repeat(100_000)]) assert.ok((await callsIn(text)).length <= 1)
})
