import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../src/model/failure.ts'
import { explainPolicy } from '../../src/policy/explainPolicy.ts'
import { PRESETS } from './presets.ts'

const TEXT = `version: 1
extends: strict@1
people:
  jane: { emails: [Jane@x.org] }
reviews:
  required: 2
  by_path:
    "src/**/*.ts": 3
`
const explain = (key: string, text = TEXT) => {
  const { value, origin } = explainPolicy(text, PRESETS, '.improver/policy.yaml', key)
  return { value: JSON.parse(JSON.stringify(value)), origin }
}

test('names the line of the file, or the preset that said it last', () => {
  assert.deepEqual(explain('reviews.required'), { value: 2, origin: '.improver/policy.yaml:6:3' })
  assert.deepEqual(explain('reviews.assurance'), { value: 'verified', origin: 'strict@1' })
  assert.deepEqual(explain('reviews.owners'), { value: true, origin: 'recommended@1' })
  assert.deepEqual(explain('auto_approve.audit'), { value: 0.1, origin: 'recommended@1' })
})

test('keys with dots of their own are found', () => {
  assert.deepEqual(explain('reviews.by_path.src/**/*.ts'), { value: 3, origin: '.improver/policy.yaml:8:5' })
})

test('a list of reviewers is explained as a whole and by its parts', () => {
  const text = `${TEXT}    docs/**: { required: 1, from: [jane] }\n`
  assert.deepEqual(explain('reviews.by_path.docs/**', text), {
    value: { required: 1, from: ['jane'] },
    origin: '.improver/policy.yaml:9:5',
  })
  assert.deepEqual(explain('reviews.by_path.docs/**.from', text), {
    value: ['jane'],
    origin: '.improver/policy.yaml:9:29',
  })
})

test('a map names all who still have a say in it', () => {
  assert.equal(explain('reviews').origin, '.improver/policy.yaml:5:1, strict@1, recommended@1')
  assert.equal(explain('people').origin, '.improver/policy.yaml:3:1')
  assert.equal(explain('checks').origin, 'strict@1, recommended@1')
  assert.equal(explain('').origin, '.improver/policy.yaml, strict@1, recommended@1')
})

test('what nobody wrote is explained too', () => {
  assert.deepEqual(explain('people.jane.keys'), { value: [], origin: '.improver/policy.yaml:4:3' })
  assert.deepEqual(explain('people.jane.emails'), {
    value: ['jane@x.org'],
    origin: '.improver/policy.yaml:4:11',
  })
  assert.deepEqual(explain('reviews.by_class.small_refactor'), { value: null, origin: 'not set' })
  assert.deepEqual(explain('extends', 'version: 1\n'), { value: 'recommended@1', origin: 'not set' })
})

test('a key that is none is refused with the nearest one', () => {
  const fails = (key: string, says: RegExp, next: string[] | null) =>
    assert.throws(
      () => explain(key),
      (error: unknown) => {
        assert.ok(error instanceof Failure)
        assert.match(error.message, says)
        assert.deepEqual(error.next, next === null ? [] : [{ run: next, where: 'here' }])
        return true
      },
    )
  const command = ['git', 'improver', 'policy', 'explain']
  fails('reviews.asurance', /did you mean "reviews.assurance"\?$/, [...command, 'reviews.assurance'])
  fails('people.jan', /did you mean "people.jane"\?$/, [...command, 'people.jane'])
  fails('sandbox.x', /sandbox has no keys of its own$/, null)
  fails('constructor', /the policy has version, /, null)
  fails('\u001b[2J', /no key "<U\+001B>\[2J"/, null)
})
