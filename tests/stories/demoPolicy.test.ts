import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { presetTexts } from '../../src/flow/packageRoot.ts'
import { readPolicy } from '../../src/policy/readPolicy.ts'
import { demoPolicy } from './demo/policy.ts'

const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHz00Q3g0Hq02IoFsL+VE+fGdHeNRK28MP93T+CjI3Jm'

describe('the policy of the demo', () => {
  it('writes a policy that can be read, on a machine that can sign and isolate and on one that can not', () => {
    const rich = readPolicy(
      demoPolicy({ signing: true, sandbox: 'required' }, { rob: KEY }),
      presetTexts(),
      'demo',
    )
    assert.deepEqual(rich.people.rob?.keys, [KEY])
    assert.deepEqual([rich.reviews.assurance, rich.sandbox], ['verified', 'required'])
    const poor = readPolicy(demoPolicy({ signing: false, sandbox: 'none' }, {}), presetTexts(), 'demo')
    assert.deepEqual([poor.reviews.assurance, poor.sandbox], ['claimed', 'none'])
  })
})
