import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  firstProtectedBranch,
  isProtected,
  matchesRef,
  protectedPatterns,
  trustedPatterns,
} from '../../src/policy/refPatterns.ts'
import { policyOf } from './presets.ts'

const policy = policyOf(
  'branches: { protected: ["release/*", main, "refs/tags/v*", "fix/**"], trust: [release/1] }\n',
)

test('a bare name is a branch, and a ref stays what it is', () => {
  const full = ['refs/heads/release/*', 'refs/heads/main', 'refs/tags/v*', 'refs/heads/fix/**']
  assert.deepEqual(protectedPatterns(policy), full)
  assert.deepEqual(trustedPatterns(policy), ['refs/heads/release/1'])
})

test('the first protected branch is a branch, and one', () => {
  assert.equal(firstProtectedBranch(policy), 'refs/heads/main')
  assert.equal(firstProtectedBranch(policyOf('branches: { protected: ["refs/tags/v1", "*"] }\n')), null)
})

test('says which refs are protected', () => {
  const yes = ['heads/main', 'heads/release/1.0', 'tags/v1', 'heads/fix/a/b', 'heads/Main', 'heads/MAIN']
  const no = [
    'heads/main2',
    'heads/xmain',
    'heads/release/1/2',
    'heads/release',
    'tags/main',
    'heads/v1',
    'heads/ai/x/y',
  ]
  assert.deepEqual(
    [...yes, ...no].filter(name => isProtected(policy, `refs/${name}`)),
    yes,
  )
})

test('a pattern is no regular expression', () => {
  assert.ok(matchesRef('v1.0+x', 'refs/heads/v1.0+x'))
  assert.ok(!matchesRef('v1.0', 'refs/heads/v1x0'))
  assert.ok(!matchesRef('a+', 'refs/heads/aa'))
  assert.ok(matchesRef('v?', 'refs/heads/v1'))
  assert.ok(!matchesRef('v?', 'refs/heads/v/'))
  assert.ok(!matchesRef('v?', 'refs/heads/v'))
  assert.ok(matchesRef('**', 'refs/heads/a/b'))
})

test('matching is total, and a name always matches itself and **', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (pattern, ref) => {
      assert.equal(typeof matchesRef(pattern, ref), 'boolean')
      const plain = ref.replace(/[*?]/g, '')
      assert.ok(matchesRef(`refs/${plain}`, `refs/${plain}`))
      assert.ok(matchesRef('refs/**', `refs/${ref}`))
    }),
  )
})

test('agrees with a regular expression that says the same', () => {
  const word = fc.array(fc.constantFrom('a', 'b', '/', '*', '**', '?'), { maxLength: 6 }).map(x => x.join(''))
  const text = fc.array(fc.constantFrom('a', 'b', '/'), { maxLength: 8 }).map(x => x.join(''))
  fc.assert(
    fc.property(word, text, (pattern, ref) => {
      const source = pattern.replace(/\*{2,}|\*|\?/g, sign =>
        sign === '*' ? '[^/]*' : sign === '?' ? '[^/]' : '.*',
      )
      assert.equal(
        matchesRef(`refs/${pattern}`, `refs/${ref}`),
        new RegExp(`^refs/${source}$`).test(`refs/${ref}`),
      )
    }),
    { numRuns: 1000 },
  )
})
