import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import picomatch from 'picomatch'
import { globProblem } from '../../src/policy/globProblem.ts'
import { matchesPath } from '../../src/policy/pathPatterns.ts'

const TABLE: [glob: string, names: string[], doesNotName: string[]][] = [
  ['**', ['a', '.a/.b', 'a/b/c', 'a\nb'], []],
  ['*', ['a', '.a'], ['a/b']],
  ['src/**', ['src', 'src/a', 'src/a/b', 'src/.a', 'src/a\nb', 'src/é'], ['srcx', 'a/src/b', 'Src/a']],
  ['src/*', ['src/a', 'src/.a', 'src/a\nb'], ['src', 'src/a/b']],
  ['**/*.ts', ['a.ts', 'a/b.ts', '.ts'], ['a.tsx', 'a.ts/b']],
  ['**/test/**', ['test', 'test/a', 'a/test', 'a/b/test/c/d'], ['a/tests/b']],
  ['a/**/b', ['a/b', 'a/x/b', 'a/x/y/b'], ['ab', 'a/xb', 'a/b/c']],
  ['{src,lib}/*.{js,ts}', ['src/a.js', 'lib/a.ts'], ['src/a.css', '{src,lib}/a.js']],
  ['src{,/**}', ['src', 'src/a/b'], ['srcs']],
  ['app/(auth)/[id]/+page.ts', ['app/(auth)/[id]/+page.ts'], ['app/auth/i/page.ts', 'app/(auth)/i/+page.ts']],
  ['a|b', ['a|b'], ['a', 'b']],
  ['a.b', ['a.b'], ['axb']],
  ['a\\*b', ['a*b'], ['axb']],
  ['a\\{b\\}', ['a{b}'], ['ab']],
  ['\\!a', ['!a'], ['a', 'b']],
  ['{a\\,b,c}', ['a,b', 'c'], ['a', 'b']],
  ['file?.ts', ['file1.ts', 'fileé.ts', 'file😀.ts'], ['file.ts', 'file12.ts', 'file/.ts']],
  ['@x/**', ['@x/y'], []],
]

for (const [glob, names, others] of TABLE)
  test(`${glob} names what it should and nothing else`, () => {
    assert.equal(globProblem(glob), null)
    assert.deepEqual(
      [...names, ...others].filter(path => matchesPath(glob, path)),
      names,
    )
  })

test('a glob that would be refused names nothing, and never throws', () => {
  for (const glob of [
    '',
    '/src',
    '!src',
    'src/',
    '[a-z]',
    '{a',
    'a\\b',
    '{a,b}'.repeat(9),
    'x'.repeat(999),
  ]) {
    assert.notEqual(globProblem(glob), null)
    assert.equal(matchesPath(glob, 'src'), false)
  }
})

test('matching is total', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (glob, path) => {
      assert.equal(typeof matchesPath(glob, path), 'boolean')
    }),
  )
})

test('agrees with picomatch where both speak the same language', () => {
  const part = fc.oneof(
    fc.constantFrom('**', '*', 'a', 'b', '.a', 'a*', '*b', 'a?', '{a,b}', '{a,b}*', 'a*b*', '?'),
    fc.array(fc.constantFrom('a', 'b', '*', '?'), { minLength: 1, maxLength: 4 }).map(x => x.join('')),
  )
  const glob = fc.array(part, { minLength: 1, maxLength: 4 }).map(parts => parts.join('/'))
  const name = fc.array(fc.constantFrom('a', 'b', '.'), { minLength: 1, maxLength: 3 }).map(x => x.join(''))
  const path = fc.array(name, { minLength: 1, maxLength: 4 }).map(names => names.join('/'))
  fc.assert(
    fc.property(glob, path, (glob, path) => {
      fc.pre(globProblem(glob) === null && !/(^|\/)\.\.?(\/|$)/.test(path))
      // For us the last ** names the folder itself too; for picomatch only after a plain name.
      fc.pre(!/[*?}][^/]*\/\*\*$/.test(glob))
      const other = picomatch(glob, { dot: true, windows: false, nonegate: true, noextglob: true })
      assert.equal(matchesPath(glob, path), other(path), `${glob} ${path}`)
    }),
    { numRuns: 5000 },
  )
})

test('a path that makes a regular expression run for hours is answered', () => {
  assert.equal(matchesPath('*a*a*a*a*a*a*a*b', 'a'.repeat(255)), false)
  assert.equal(matchesPath('**/a/**/a/**/a/**/a/**/b*', `${'a/'.repeat(2000)}c`), false)
})
