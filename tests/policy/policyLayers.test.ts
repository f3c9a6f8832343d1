import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { Failure } from '../../src/model/failure.ts'
import { readPolicy } from '../../src/policy/readPolicy.ts'
import { complaints, PRESETS, policyOf } from './presets.ts'
import { JANE } from './publicKeys.ts'

test('all problems are told at once, in the order of the file', () => {
  const found = complaints('version: 1\nfoo: 1\nreviews: { required: x }\noverride: { by: [nobody] }\n')
  assert.deepEqual(
    found.map(line => line.split(' ')[0]),
    ['p.yaml:2:1', 'p.yaml:3:22', 'p.yaml:4:18'],
  )
})

test('a failure is bad input, and says what to do next', () => {
  assert.throws(
    () => readPolicy('version: 3', PRESETS, 'refs/heads/main:.improver/policy.yaml'),
    (error: unknown) => {
      assert.ok(error instanceof Failure)
      assert.equal(error.exit, 2)
      assert.match(error.message, /^refs\/heads\/main:\.improver\/policy\.yaml:1:10 {2}version: /)
      assert.deepEqual(error.next, [
        { ask: 'mend refs/heads/main:.improver/policy.yaml' },
        { run: ['git', 'improver', 'policy', 'test'], where: 'here' },
      ])
      return true
    },
  )
})

test('maps merge by key, lists replace, and the file wins over the preset over its own preset', () => {
  const presets = {
    base: `${PRESETS['recommended@1']}`.replace('protected: [main]', 'protected: [main, release/*]'),
    'middle@1': 'version: 1\nextends: base\nreviews: { required: 2, by_path: { "a/**": 2, "b/**": 2 } }\n',
  }
  const text =
    'version: 1\nextends: middle@1\nbranches: { protected: [trunk] }\nreviews: { by_path: { "b/**": 3 } }\n'
  const policy = readPolicy(text, presets, 'p.yaml')
  assert.equal(policy.extends, 'middle@1')
  assert.deepEqual(policy.branches, { protected: ['trunk'], ai: 'ai/', trust: [] })
  assert.equal(policy.reviews.required, 2)
  assert.deepEqual({ ...policy.reviews.by_path }, { 'a/**': 2, 'b/**': 3 })
})

test('presets that extend each other, or leave something unset, are named', () => {
  const loop = { 'a@1': 'version: 1\nextends: b@1\n', 'b@1': 'version: 1\nextends: a@1\n' }
  assert.deepEqual(complaints('version: 1\nextends: a@1\n', loop), [
    'b@1:2:10  extends: "a@1" would extend itself',
  ])
  const short = { 'a@1': PRESETS['recommended@1']!.replace('sandbox: required', '') }
  assert.deepEqual(complaints('version: 1\nextends: a@1\n', short), [
    'p.yaml:1:1  sandbox: is set neither here nor in a preset',
  ])
})

test('addresses, shares and keys come in one spelling', () => {
  const policy = policyOf(
    `people: { Jane: { emails: [Jane@X.org], keys: ['${JANE} jane@laptop'] } }\nauto_approve: { audit: 12.5% }\n`,
  )
  assert.deepEqual(policy.people.Jane, { emails: ['jane@x.org'], keys: [JANE], accounts: [], teams: [] })
  assert.equal(policy.auto_approve.audit, 0.125)
})

test('looking up a name that somebody made up finds nothing of JavaScript’s', () => {
  const policy = policyOf('')
  for (const map of [policy.people, policy.vouchers, policy.reviews.by_path, policy.graduation])
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty'])
      assert.equal(map[name], undefined)
})

test('this repository’s own policy can be read', () => {
  const file = new URL('../../.improver/policy.yaml', import.meta.url)
  const policy = readPolicy(readFileSync(file, 'utf8'), PRESETS, '.improver/policy.yaml')
  assert.deepEqual(policy.people.maintainers?.emails, ['maintainers@example.org'])
  assert.equal(policy.reviews.assurance, 'claimed')
})
