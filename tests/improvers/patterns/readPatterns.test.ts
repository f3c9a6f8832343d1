// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what fixes hold
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { stringify } from 'yaml'
import { expandFix } from '../../../src/improvers/patterns/expandFix.ts'
import { readPatterns } from '../../../src/improvers/patterns/readPatterns.ts'

const FILE = 'patterns/a.yml'
const RULE = { id: 'no-var', language: 'TypeScript', rule: { pattern: 'var $A = $B' }, fix: 'let $A = $B' }
const read = (...documents: object[]) =>
  readPatterns(documents.map(one => stringify(one)).join('---\n'), FILE)

describe('a file of patterns', () => {
  it('has rules as ast-grep writes them, and tests of them, one each document', () => {
    const rest = {
      message: 'Say let.\n',
      severity: 'hint',
      url: 'x',
      metadata: { a: 1 },
      files: ['src/**'],
      ignores: ['src/old/**'],
    }
    const asked = { constraints: { B: { kind: 'number' } }, utils: {}, transform: {} }
    const { patterns, tests, problems } = read(
      { ...RULE, ...rest, ...asked },
      { id: 'no-var', valid: ['let a = 1'], invalid: ['var a = 1', 'var b = c'], fixed: ['let a = 1'] },
      { ...RULE, id: 'found', language: 'jsx', fix: undefined },
      { ...RULE, id: 'whole', language: 'tsx', fix: { template: 'x' } },
    )
    assert.deepEqual(problems, [])
    assert.deepEqual(patterns[0], {
      id: 'no-var',
      language: 'TypeScript',
      message: 'Say let.',
      files: ['src/**'],
      ignores: ['src/old/**'],
      fix: 'let $A = $B',
      matcher: { rule: RULE.rule, ...asked },
      from: FILE,
    })
    assert.deepEqual(
      patterns.slice(1).map(({ language, message, files, fix }) => [language, message, files, fix]),
      [
        ['JavaScript', 'found', null, null],
        ['Tsx', 'whole', null, 'x'],
      ],
    )
    const invalid = [
      { text: 'var a = 1', fixed: 'let a = 1' },
      { text: 'var b = c', fixed: null },
    ]
    assert.deepEqual(tests, [{ id: 'no-var', valid: ['let a = 1'], invalid, from: FILE }])
  })

  it('without one that is switched off', () => {
    assert.deepEqual(read({ ...RULE, severity: 'off' }), { patterns: [], tests: [], problems: [] })
  })

  const wrong: [document: object | string, problem: RegExp][] = [
    [{ ...RULE, id: undefined }, /^patterns\/a\.yml:1: has no id$/],
    [{ ...RULE, id: '../x' }, /"\.\.\/x" is no id/],
    [{ ...RULE, id: 'a\nReviewed-by: x' }, /is no id/],
    [{ ...RULE, language: 'css' }, /no-var is of language "css": TypeScript, Tsx or JavaScript$/],
    [{ ...RULE, language: 'constructor' }, /is of language "constructor"/],
    [{ ...RULE, rule: undefined }, /no-var has no rule$/],
    [{ ...RULE, rewriters: [] }, /no-var has rewriters, which is not known here$/],
    [{ ...RULE, fix: { template: 'x', expandEnd: { regex: ',' } } }, /a fix is a text/],
    [{ ...RULE, files: 'src' }, /lists of globs/],
    [{ ...RULE, files: ['!src/**'] }, /"!src\/\*\*" a glob can't be negated/],
    [{ id: 'no-var', valid: 'x' }, /valid and invalid are lists of texts/],
    [{ id: 'no-var', invalid: ['a'], fixed: ['a', 'b'] }, /fixed lists a text for each of invalid/],
    [{ id: 'no-var', valid: [], snapshots: {} }, /the test of no-var has snapshots/],
    ['- a\n', /is neither a rule nor a test of one$/],
    ['id: [a\n', /^patterns\/a\.yml:\d+: /],
    ['a: &a 1\nb: *a\n', /uses an alias/],
  ]
  for (const [document, problem] of wrong)
    it(`tells what is wrong: ${problem.source}`, () => {
      const text = typeof document === 'string' ? document : stringify(document)
      const { patterns, tests, problems } = readPatterns(text, FILE)
      assert.deepEqual([patterns.length, tests.length, problems.length], [0, 0, 1], problems.join('\n'))
      assert.match(problems[0]!, problem)
    })

  it('is told to be nested too deep, and breaks nothing', () => {
    for (const text of ['['.repeat(50_000), '- '.repeat(40_000), '{a: '.repeat(20_000)])
      assert.equal(readPatterns(text, FILE).problems.length, 1)
  })

  it('keeps what can be read beside what can not', () => {
    const { patterns, problems } = read({ ...RULE, rule: 1 }, RULE)
    assert.deepEqual([patterns.length, problems.length], [1, 1])
  })

  it('throws for no text', () => {
    const documents = fc.array(fc.oneof(fc.string(), fc.json().map(String), fc.constant(stringify(RULE))), {
      maxLength: 4,
    })
    fc.assert(
      fc.property(documents, texts => {
        const { patterns } = readPatterns(texts.join('\n---\n'), FILE)
        assert.ok(patterns.every(({ id }) => /^[\w@][\w@.-]*$/.test(id)))
      }),
    )
  })
})

describe('what a fix writes', () => {
  const variables = { one: (name: string) => `<${name}>`, all: (name: string) => `<all ${name}>` }
  const rows: [fix: string, indentation: string, text: string][] = [
    ['$A.find($B_1)', '', '<A>.find(<B_1>)'],
    ['f($$$ARGS, $$OP)', '', 'f(<all ARGS>, <OP>)'],
    ['$a costs $1 and `${b}`', '', '$a costs $1 and `${b}`'],
    ['if (a) {\n  $A\n\n}\n', '    ', 'if (a) {\n      <A>\n\n    }'],
  ]
  for (const [fix, indentation, text] of rows)
    it(JSON.stringify(fix), () => assert.equal(expandFix(fix, variables, indentation), text))
  it('ends its lines as the source does', () => {
    assert.equal(expandFix('a\n$A\r\n\nb', variables, '  ', '\r\n'), 'a\r\n  <A>\r\n\r\n  b')
  })
  it('keeps the lines and signs of what the variables bring', () => {
    const told = { one: () => 'a(\n$B $&\n)', all: () => '' }
    assert.equal(expandFix('x($A)', told, '  '), 'x(a(\n$B $&\n))')
  })
})
