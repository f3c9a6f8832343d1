import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { improver } from '../helpers/cli.ts'
import { makeRepository } from '../helpers/gitRepository.ts'

const policy = (limits: string) =>
  `version: 1\nbranches: { protected: [main] }\nchecks: { performance: { ${limits} } }\n`

const ONE = 'export const one: number = 1\n'
/** Far above what a busy machine does to a process: a start takes some 50 ms and 45 MB. */
const SLEEPS = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 600)\n'
const HOLDS = 'export const held: Uint8Array = Buffer.alloc(100 * 2 ** 20, 1)\n'

function check(limits: string, after: string) {
  const repo = makeRepository()
  repo.commit('Start', {
    '.improver/policy.yaml': policy(limits),
    'package.json': '{ "name": "x", "type": "module", "main": "./dist/index.js" }\n',
    'src/index.ts': "export * from './inner.js'\n",
    'src/inner.ts': ONE,
  })
  repo.git('switch', '-q', '-c', 'topic')
  repo.commit('Change', { 'src/inner.ts': after })
  const { stdout } = improver(repo, 'check', 'main..HEAD', '--only', 'performance', '--json')
  const said = JSON.parse(stdout) as { checks: { performance: { status: string; why: string } } }
  return said.checks.performance
}

describe('check --only performance, with limits of memory and start', () => {
  it('fails for 100 MB that the import now holds', () => {
    const { status, why } = check('memory: 50%', ONE + HOLDS)
    assert.equal(status, 'failed', why)
    assert.match(why, /^more than allowed: memory at start \+\d+\.\d %, 50\.0 % allowed \(\d+ pairs and \d+/)
  })

  it('fails for a start that now waits', () => {
    const { status, why } = check('startup: 100%', ONE + SLEEPS)
    assert.equal(status, 'failed', why)
    assert.match(why, /^more than allowed: time to start \+\d+/)
  })

  it('passes an honest change, and says that there was no benchmark', () => {
    const { status, why } = check('memory: 50%, startup: 100%', `${ONE}export const two: number = 2\n`)
    assert.equal(status, 'passed', why)
    assert.match(why, /time to start .* pairs.*; memory at start .* pairs.*; no benchmark at/)
  })

  it('says which side does not start', () => {
    const { status, why } = check('memory: 50%, startup: 100%', `${ONE}throw new Error('not today')\n`)
    assert.equal(status, 'inconclusive')
    assert.match(why, /the candidate does not start: Error: not today/)
  })
})
