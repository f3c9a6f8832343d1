import assert from 'node:assert/strict'
import { test } from 'node:test'
import { behaviour } from '../../src/checks/behaviour.ts'
import { config } from './behaviourPair.ts'
import { PAIRS } from './behaviourPairs.ts'
import { makeCandidate, makeContext } from './candidate.ts'

for (const {
  name,
  same = false,
  behaves = false,
  tsconfig = config(),
  also = {},
  before,
  after,
  why,
} of PAIRS)
  test(`behaviour: ${same ? 'the same program' : 'not shown to be the same'}: ${name}`, async () => {
    const shared = { ...also, ...(tsconfig === null ? {} : { 'tsconfig.json': tsconfig }) }
    const result = await behaviour.run(makeCandidate(shared, before, after), await makeContext())
    // Another program is never passed unseen: it was tried out, or nothing is said.
    assert.equal(result.status === 'passed', same || behaves, result.why)
    assert.equal(/^the same program|^no changed file/.test(result.why), same, result.why)
    if (why) assert.match(`${result.why} ${result.evidence.difference}`, why)
  })
