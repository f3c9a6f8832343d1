import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isFor } from '../../src/flow/patterns/languageOf.ts'
import { fixedText, openAstGrep } from '../../src/flow/patterns/openAstGrep.ts'
import type { Pattern } from '../../src/model/pattern.ts'

const pattern = (more: Partial<Pattern>): Pattern => ({
  id: 'a',
  language: 'TypeScript',
  message: 'a',
  files: null,
  ignores: [],
  fix: null,
  matcher: {},
  from: 'a.yml',
  ...more,
})
const engine = (await openAstGrep())!
const fixed = (text: string, more: Partial<Pattern>) => fixedText(text, engine.find(pattern(more), text))

describe('ast-grep', () => {
  const rows: [what: string, text: string, rule: Partial<Pattern>, is: string][] = [
    [
      'variables of one and of many, behind characters of more than one unit',
      'const é = "😀"\n  f( a,\n b )',
      { matcher: { rule: { pattern: 'f($$$ARGS)' } }, fix: 'g($$$ARGS, 1)' },
      'const é = "😀"\n  g(a,\n b, 1)',
    ],
    [
      'a variable of many that stands for nothing',
      'f()',
      { matcher: { rule: { pattern: 'f($$$ARGS)' } }, fix: 'g($$$ARGS)' },
      'g()',
    ],
    [
      'constraints and transformations',
      'foo(1)\nbar(1)',
      {
        matcher: {
          rule: { pattern: '$F($A)' },
          constraints: { F: { regex: '^foo$' } },
          transform: { UP: { convert: { source: '$F', toCase: 'upperCase' } } },
        },
        fix: '$UP($A)',
      },
      'FOO(1)\nbar(1)',
    ],
    ['further lines where the match stands', 'if (a) {\n  f(1)\n}', { matcher: { rule: { pattern: 'f($A)' } }, fix: 'g(\n  $A,\n)' }, 'if (a) {\n  g(\n    1,\n  )\n}'],
    ['behind a byte order mark, with the line breaks of the file', '\ufeffvar a = 1\r\n', { matcher: { rule: { pattern: 'var $A = $B' } }, fix: 'let $A =\n  $B' }, '\ufefflet a =\r\n  1\r\n'],
    ['the outer one of two that meet', 'f(f(1))', { matcher: { rule: { pattern: 'f($A)' } }, fix: '[$A]' }, '[f(1)]'],
    ['utilities', 'f(1)', { matcher: { rule: { matches: 'u' }, utils: { u: { pattern: 'f($A)' } } }, fix: 'g' }, 'g'],
  ] // biome-ignore format: a table
  for (const [what, text, rule, is] of rows) it(what, () => assert.equal(fixed(text, rule), is))

  it('tells in its own words what is wrong with a rule', () => {
    assert.throws(() => engine.find(pattern({ matcher: { rule: { kind: 'no_such' } } }), 'a'), /no_such/)
  })

  it('knows what is no program', () => {
    assert.deepEqual(
      [engine.isProgram(pattern({}), 'f('), engine.isProgram(pattern({}), 'f()')],
      [false, true],
    )
  })
})

describe('which files a rule is for', () => {
  const rows: [path: string, rule: Partial<Pattern>, is: boolean][] = [
    ['a.ts', {}, true],
    ['a.mts', {}, true],
    ['a.tsx', {}, false],
    ['a.tsx', { language: 'Tsx' }, true],
    ['a.jsx', { language: 'JavaScript' }, true],
    ['a.json', { language: 'JavaScript' }, false],
    ['src/a.ts', { files: ['src/**'] }, true],
    ['src/a.ts', { files: ['./src/**'] }, true],
    ['lib/a.ts', { files: ['src/**'] }, false],
    ['a.ts', { files: [] }, false],
    ['src/a.test.ts', { files: ['src/**'], ignores: ['**/*.test.ts'] }, false],
  ]
  for (const [path, rule, is] of rows)
    it(`${path} ${JSON.stringify(rule)}`, () => assert.equal(isFor(pattern(rule), path), is))
})
