import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { stringify } from 'yaml'
import { CLASSES } from '../../src/model/commit.ts'
import { ASSURANCES } from '../../src/model/decision.ts'
import { CHECK_NAMES } from '../../src/model/policy.ts'
import { explainPolicy } from '../../src/policy/explainPolicy.ts'
import { globProblem } from '../../src/policy/globProblem.ts'
import { lockouts } from '../../src/policy/lockouts.ts'
import { nearestWord } from '../../src/policy/nearestWord.ts'
import { oddCharacter, shown } from '../../src/policy/oddCharacter.ts'
import { readPolicy } from '../../src/policy/readPolicy.ts'
import { refProblem } from '../../src/policy/refProblem.ts'
import type { WrittenPolicy } from '../../src/policy/writtenPolicy.ts'
import { complaints, PRESETS } from './presets.ts'
import { BOB, CI, JANE } from './publicKeys.ts'

const some = <T>(...values: readonly T[]) => fc.constantFrom(...values)
const optional = <T extends Record<string, fc.Arbitrary<unknown>>>(keys: T) =>
  fc.record(keys, { requiredKeys: [] })
const count = fc.nat({ max: 5 })
const share = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), some('0%', '10%', '12.5%', '100%'))
const glob = fc
  .string({ unit: fc.constantFrom(...'ab/*?{},\\[.'), minLength: 1, maxLength: 8 })
  .filter(text => globProblem(text) === null)
const ref = fc
  .string({ unit: fc.constantFrom(...'ab/*?.@'), minLength: 1, maxLength: 8 })
  .filter(text => refProblem(text) === null)

/** Honest policies: every key there or not, every value that is allowed somewhere. */
const written: fc.Arbitrary<WrittenPolicy> = fc
  .record(
    {
      version: fc.constant(1 as const),
      extends: some(...Object.keys(PRESETS)),
      branches: optional({ protected: fc.array(ref), ai: some('ai/', 'bots/ai/') }),
      attribution: optional({
        declared: some('ignore', 'warn', 'block'),
        traced: some('ignore', 'warn', 'block'),
        automation: some('ignore', 'human', 'ai'),
        agents: fc.constant([{ name: 'robot', keys: [BOB] }]),
        except: fc.array(glob),
      }),
      people: optional({
        jane: optional({
          emails: fc.constant(['Jane@x.org', 'jane@x.org']),
          keys: fc.constant([`${JANE} laptop`]),
        }),
        no: optional({ accounts: some(['github:no'], []), teams: fc.constant(['a/b']) }),
        '1e3': fc.constant({}),
      }),
      vouchers: optional({ ci: fc.constant(`${CI} ci`) }),
      reviews: optional({
        required: count,
        assurance: some(...ASSURANCES),
        bind: some('files', 'trees'),
        owners: fc.boolean(),
        by_class: fc.dictionary(some(...CLASSES), count),
        by_path: fc.dictionary(
          glob,
          fc.oneof(
            count,
            fc.integer({ min: 1, max: 3 }).map(required => ({ required, from: ['jane', '@c/d'] })),
          ),
        ),
      }),
      auto_approve: optional({ formatting_only: fc.boolean(), audit: share }),
      checks: optional({
        require: fc.uniqueArray(some(...CHECK_NAMES)),
        tests: some(null, 'npm test', 'null', '1', '- x: #'),
        behaviour: optional({ noticed: some<string | number>('50%', '100%', 0.5, 0.95) }),
        performance: optional({
          threshold: share,
          memory: share,
          startup: share,
          files: fc.uniqueArray(glob, { maxLength: 3 }),
        }),
      }),
      run: optional({ max_open: some(1, 7), bot: optional({ email: fc.constant('Bot@x.org') }) }),
      graduation: fc.dictionary(some('performance', 'docs'), share),
      ledger: optional({ remote: some('origin', 'up/stream') }),
    },
    { requiredKeys: ['version'] },
  )
  // A list of reviewers names somebody.
  .map(policy => ({
    ...policy,
    people: { sue: { teams: ['C/d'] }, ...policy.people, jane: policy.people?.jane ?? {} },
  }))
  .map(policy => policy as WrittenPolicy)

test('a resolved policy, written out and read again, is the same', () => {
  fc.assert(
    fc.property(written, policy => {
      const first = readPolicy(stringify(policy), PRESETS, 'p.yaml')
      assert.deepEqual(readPolicy(stringify(first), PRESETS, 'p.yaml'), first)
      assert.deepEqual(readPolicy(JSON.stringify(first), PRESETS, 'p.yaml'), first)
    }),
    { numRuns: 200 },
  )
})

test('what the file says is what counts, and what it does not say is the preset’s', () => {
  fc.assert(
    fc.property(written, policy => {
      const text = stringify(policy)
      const preset = policy.extends ?? 'recommended@1'
      const base = readPolicy(`version: 1\nextends: ${preset}\n`, PRESETS, 'p.yaml')
      const read = readPolicy(text, PRESETS, 'p.yaml')
      assert.equal(read.reviews.required, policy.reviews?.required ?? base.reviews.required)
      assert.deepEqual(read.branches.protected, policy.branches?.protected ?? base.branches.protected)
      assert.equal(read.attribution.declared, policy.attribution?.declared ?? base.attribution.declared)
      const told = explainPolicy(text, PRESETS, 'p.yaml', 'reviews.required').origin
      assert.equal(told.startsWith('p.yaml:'), policy.reviews?.required !== undefined)
      assert.ok(Array.isArray(lockouts(read)))
    }),
    { numRuns: 100 },
  )
})

const pieces = fc.constantFrom(
  ...['version', '1', 'people', 'reviews', 'required', 'emails', 'jane', 'main', 'a@b.c', 'extends', '10%'],
  ...[':', ': ', '- ', '\n', '\n  ', '\n    ', '[', ']', '{', '}', ', ', '"', "'", '|', '>', '#', '&a', '*a'],
  ...[
    '<<',
    '!!str',
    '!x',
    '%',
    '---',
    '...',
    '? ',
    '\t',
    '\r\n',
    '\0',
    '\ufeff',
    '__proto__',
    '~',
    'null',
    'é',
  ],
)

test('no text makes the reader throw anything but a Failure, and each line says where', () => {
  const text = fc.oneof(
    fc.array(pieces, { maxLength: 30 }).map(parts => parts.join('')),
    fc.array(pieces, { maxLength: 20 }).map(parts => `version: 1\n${parts.join('')}`),
    fc.string({ unit: 'binary', maxLength: 60 }),
  )
  fc.assert(
    fc.property(text, text => {
      for (const line of complaints(text)) {
        assert.match(line, /^(?:p\.yaml:[1-9]\d*:[1-9]\d* {2}\S|and \d+ more$)/)
        const [, at = ''] = line.split(':')
        assert.ok(Number(at) <= text.split('\n').length)
      }
    }),
    { numRuns: 3000 },
  )
})

test('no value in any place makes the reader throw anything but a Failure', () => {
  const anything = fc.anything({
    maxDepth: 3,
    withNullPrototype: false,
    values: [fc.boolean(), fc.integer(), fc.string(), fc.constant(null)],
  })
  const keys = ['extends', 'branches', 'people', 'reviews', 'auto_approve', 'checks', 'run', 'override']
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...keys), anything), policy => {
      complaints(JSON.stringify({ version: 1, ...policy }))
    }),
    { numRuns: 500 },
  )
})

test('what is shown is printable ASCII, and what is refused is named', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      assert.match(shown(text), /^[\x20-\x7e]*$/)
      assert.equal(oddCharacter(text, 'ascii') === null, /^[\x20-\x7e]*$/.test(text))
      const odd = oddCharacter(text, 'visible')
      if (odd) assert.match(odd.name, /^U\+[0-9A-F]{4,6} \(/)
    }),
  )
})

test('the nearest word is found over case, hyphens, one slip, or a missing end', () => {
  const words = ['assurance', 'auto_approve', 'type_hints_only', 'vouched', 'people']
  for (const slip of ['asurance', 'ASSURANCE', 'assuranec', 'assur'])
    assert.equal(nearestWord(slip, words), 'assurance')
  for (const slip of ['autoApprove', 'auto-approve']) assert.equal(nearestWord(slip, words), 'auto_approve')
  for (const far of ['x', '', 'banana', 'a'.repeat(1000)]) assert.equal(nearestWord(far, words), null)
})
