import assert from 'node:assert/strict'
import { test } from 'node:test'
import { behaviour } from '../../src/checks/behaviour.ts'
import { complaints, policyOf } from '../policy/presets.ts'
import { makeCandidate, makeContext } from './candidate.ts'
import { SAME } from './tried.ts'

/** At the limit both sides give the same: that it moved by an equal sign goes unnoticed. */
const BEFORE = `export function most(value: number): number {
  return value > 10 ? 10 : value
}
`
const AFTER = BEFORE.replace('value > 10', 'value >= 10')

async function share(noticed?: number) {
  const candidate = makeCandidate(SAME, { 'src/a.ts': BEFORE }, { 'src/a.ts': AFTER })
  const settings = { tests: null, ...(noticed !== undefined && { noticed }) }
  return behaviour.run(candidate, await makeContext({ settings }))
}

test('the policy says how many wrong changes must be noticed, nine of ten where it says nothing', async () => {
  const [plain, half] = [await share(), await share(0.5)]
  assert.equal(plain.status, 'inconclusive', plain.why)
  assert.match(plain.why, /notice 5 of 7 wrong changes .*: too few$/)
  assert.equal(half.status, 'passed', half.why)
  assert.match(half.why, /notice 5 of 7 wrong changes/)
})

test('it is a share from half on, and nothing else', () => {
  const noticed = (value: string) =>
    policyOf(`checks: { behaviour: { noticed: ${value} } }\n`).checks.behaviour
  assert.deepEqual(noticed('75%'), { noticed: 0.75 })
  assert.deepEqual(noticed('0.5'), { noticed: 0.5 })
  assert.deepEqual(noticed('100%'), { noticed: 1 })
  assert.equal(policyOf('').checks.behaviour, undefined)
  for (const value of ['49%', '0.4', '1.1', '101%', 'true', '49.999%', '5%'])
    assert.notDeepEqual(complaints(`version: 1\nchecks: { behaviour: { noticed: ${value} } }\n`), [], value)
})
