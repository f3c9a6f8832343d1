import assert from 'node:assert/strict'
import { test } from 'node:test'
import { behaviour } from '../../src/checks/behaviour.ts'
import { config, PAIRS } from './behaviourPairs.ts'
import { makeCandidate, makeContext } from './candidate.ts'

for (const { name, same = false, tsconfig = config(), also = {}, before, after, why } of PAIRS)
  test(`behaviour: ${same ? 'the same program' : 'not shown to be the same'}: ${name}`, async () => {
    const shared = { ...also, ...(tsconfig === null ? {} : { 'tsconfig.json': tsconfig }) }
    const result = await behaviour.run(makeCandidate(shared, before, after), await makeContext())
    assert.equal(result.status, same ? 'passed' : 'inconclusive', result.why)
    if (why) assert.match(result.why, why)
  })
