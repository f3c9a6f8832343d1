import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createLint, LINT_FIXES } from '../../src/improvers/lint.ts'
import type { Json } from '../../src/model/entry.ts'
import type { RuleFix } from '../../src/model/finding.ts'
import { digest } from './expectDocs.ts'

const lint = createLint(digest)
const A = 'let a = 1\nvar b = 2\nvar c = 3\n'
const source = {
  files: [
    { path: 'src/a.js', text: A },
    { path: 'src/b.js', text: A },
  ],
  tests: [],
}

const fix = (rule: string, path: string, was: string, is: string): RuleFix => {
  const start = A.indexOf(was)
  return { by: 'ESLint', rule, message: `no  ${was}`, path, start, end: start + was.length, text: is }
}
const found = (fixes: RuleFix[], of = source) => [
  ...lint.find(of, [{ kind: LINT_FIXES, data: fixes as unknown as Json }]),
]

describe('lint', () => {
  it('makes one finding of a rule and file, with what the linter says', () => {
    const findings = found([
      fix('no-var', 'src/a.js', 'var b', 'let b'),
      fix('prefer-const', 'src/a.js', 'let a', 'const a'),
      fix('no-var', 'src/b.js', 'var c', 'let c'),
      fix('no-var', 'src/a.js', 'var c', 'let c'),
    ])
    assert.deepEqual(
      findings.map(({ rewrite, path, facts }) => [rewrite, path, facts.length]),
      [
        ['no-var', 'src/a.js', 2],
        ['no-var', 'src/b.js', 1],
        ['prefer-const', 'src/a.js', 1],
      ],
    )
    assert.equal(findings[0]?.title, 'lint: no-var in a.js')
    assert.equal(findings[0]?.reason, 'ESLint says no-var 2 times, and mends it: no var b')
    const edits = lint.edit(findings[0]!, source)
    assert.deepEqual(
      edits.map(({ path, start, text, expects }) => [path, start, text, expects]),
      [
        ['src/a.js', 10, 'let b', digest('var b')],
        ['src/a.js', 20, 'let c', digest('var c')],
      ],
    )
    assert.equal(lint.titleOf(findings.slice(0, 2)), 'lint: no-var in 2 files')
    assert.ok(
      lint.titleOf(found([fix(`a-very-long-plugin/${'x'.repeat(80)}`, 'src/a.js', 'var b', 'let b')]))
        .length <= 60,
    )
  })

  it('knows the same fix again, and another one of the same rule apart', () => {
    const [one] = found([fix('no-var', 'src/a.js', 'var b', 'let b')])
    const [again] = found([fix('no-var', 'src/a.js', 'var b', 'let b')])
    const [other] = found([fix('no-var', 'src/a.js', 'var c', 'let c')])
    assert.equal(one?.fingerprint, again?.fingerprint)
    assert.notEqual(one?.fingerprint, other?.fingerprint)
  })

  it('leaves out what meets another fix, changes nothing, or is of no file that may be edited', () => {
    assert.deepEqual(found([{ ...fix('x', 'src/a.js', 'var b', 'var b') }]), [])
    assert.deepEqual(found([fix('x', 'test/a.js', 'var b', 'let b')]), [])
    assert.deepEqual(found([{ ...fix('x', 'src/a.js', 'var b', 'let b'), end: 9999 }]), [])
    assert.deepEqual(found([{ ...fix('x', 'src/a.js', 'var b', 'let b'), start: 15, end: 10 }]), [])
    const [one] = found([
      fix('x', 'src/a.js', 'var b = 2', 'let b = 2'),
      fix('x', 'src/a.js', 'b = 2', 'b = 3'),
    ])
    assert.equal(one?.facts.length, 1)
  })

  it('lets no linter write a trailer, a line or a branch', () => {
    const forged = 'Bad.\n\nReviewed-by: Jane <jane@example.org>\nImprovement-Id:I0 \u202e'
    const [one] = found([{ ...fix('no-var', 'src/a.js', 'var b', 'let b'), message: forged }])
    assert.ok(one)
    const { says } = one.facts[0]!
    assert.doesNotMatch(says, /[\n:\u202e]/)
    assert.equal(one.reason, `ESLint says no-var, and mends it: ${says}`)
    for (const rule of ['a\nReviewed-by: Jane', '', '../x y', '-A', 'x'.repeat(200)])
      assert.deepEqual(found([fix(rule, 'src/a.js', 'var b', 'let b')]), [], rule)
    assert.equal(found([fix('@scope/plugin/rule-1', 'src/a.js', 'var b', 'let b')]).length, 1)
    assert.deepEqual(found([{ ...fix('x', 'src/a.js', 'var b', 'let b'), start: -1 }]), [])
  })

  it('finds nothing without a linter, and edits no file that is gone', () => {
    assert.deepEqual([...lint.find(source, [])], [])
    assert.deepEqual([...lint.find(source, [{ kind: 'profile', data: [] }])], [])
    const [one] = found([fix('no-var', 'src/a.js', 'var b', 'let b')])
    assert.deepEqual(lint.edit(one!, { files: [], tests: [] }), [])
  })
})
