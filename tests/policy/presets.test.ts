import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { KEY_DESCRIPTIONS } from '../../src/policy/keyDescriptions.ts'
import { policyJsonSchema } from '../../src/policy/policyJsonSchema.ts'
import { allKeys } from '../../src/policy/shapeOf.ts'
import { writtenPolicy } from '../../src/policy/writtenPolicy.ts'
import { PRESETS, policyOf } from './presets.ts'

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`

test('there are the presets that the documentation names', () => {
  assert.deepEqual(Object.keys(PRESETS), ['observe@1', 'recommended@1', 'solo@1', 'strict@1', 'strict@2'])
})

for (const name of Object.keys(PRESETS))
  test(`${name} is frozen: what should differ becomes the next number`, () => {
    const file = new URL(`frozen/${name}.json`, import.meta.url)
    const { signers, push, ...policy } = policyOf(`extends: ${name}\n`)
    const { carrier, ...attribution } = policy.attribution
    const text = json({ ...policy, attribution })
    // A new preset is written down once. An old one is never written again, not even on request.
    if (!existsSync(file) && process.env.UPDATE_SNAPSHOTS) writeFileSync(file, text)
    assert.deepEqual(JSON.parse(text), JSON.parse(readFileSync(file, 'utf8')))
    // Born after these presets, so that they can't name them: they stand for nothing until a file sets them.
    assert.deepEqual(push, { ai: [], ledger: [], tags: [], agents: 'anywhere' })
    assert.equal(carrier, 'trailer')
    assert.deepEqual(Object.keys(policy.checks.performance), ['threshold', 'files'])
    assert.equal(policy.checks.behaviour, undefined)
    assert.deepEqual(signers, { authorities: [], revoked: [], certificate_grace: 14 * 86_400 })
  })

test('presets differ from recommended in what they are for, and nowhere else', () => {
  const base = policyOf('')
  const differs = (name: string) => {
    const other = policyOf(`extends: ${name}\n`)
    const leaf = (path: string[]) => path.reduce<unknown>((at, key) => (at as never)?.[key], other)
    const same = (path: string[]) => path.reduce<unknown>((at, key) => (at as never)?.[key], base)
    return allKeys(writtenPolicy)
      .filter(path => typeof leaf(path) !== 'object' && leaf(path) !== same(path))
      .map(path => `${path.join('.')}: ${leaf(path)}`)
      .filter(line => !line.startsWith('extends'))
  }
  assert.deepEqual(differs('observe@1'), ['attribution.declared: warn', 'attribution.tagged: warn'])
  assert.deepEqual(differs('solo@1'), ['reviews.initiator: true'])
  assert.deepEqual(differs('strict@1'), [
    'reviews.assurance: verified',
    'reviews.bind: trees',
    'checks.not_run: refuse',
  ])
  assert.deepEqual(differs('strict@2'), [
    'attribution.traced: block',
    'reviews.assurance: verified',
    'reviews.bind: trees',
    'checks.not_run: refuse',
  ])
})

test('policies/schema.json is what the code makes of it (UPDATE_SNAPSHOTS=1 writes it)', () => {
  const file = new URL('../../policies/schema.json', import.meta.url)
  const text = json(policyJsonSchema())
  if (process.env.UPDATE_SNAPSHOTS) writeFileSync(file, text)
  assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), JSON.parse(text))
})

test('only the version must be written, and nothing unknown may be', () => {
  const schema = policyJsonSchema() as { required: string[]; additionalProperties: boolean }
  assert.deepEqual(schema.required, ['version'])
  assert.equal(schema.additionalProperties, false)
})

test('every key is described, and every description is of a key', () => {
  assert.deepEqual(
    Object.keys(KEY_DESCRIPTIONS).sort(),
    allKeys(writtenPolicy)
      .map(path => path.join('.'))
      // Its keys are those of auto_approve, where they are described.
      .filter(key => !key.startsWith('reviews.by_class.'))
      .sort(),
  )
})
