import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { newCheckCache } from '../../src/checks/checkCache.ts'
import { tests } from '../../src/checks/tests.ts'
import { tempDir } from '../helpers/gitRepository.ts'
import { makeCandidate, makeContext } from './candidate.ts'

/** Two tests: "shaky" fails in the runs with these numbers, counted over both sides; "steady" where x.js says so. */
function suite(fails: number[]) {
  const log = join(tempDir(), 'runs')
  const text = `const fs = require('node:fs'), { test } = require('node:test')
    fs.appendFileSync(${JSON.stringify(log)}, 'x')
    const run = fs.readFileSync(${JSON.stringify(log)}).length
    test('shaky', () => { if (${JSON.stringify(fails)}.includes(run)) throw Error('run ' + run) })
    test('steady', () => { if (require('./x.js').bad) throw Error('bad') })`
  const same = { 'package.json': '{"scripts":{"test":"node --test a.test.js"}}', 'a.test.js': text }
  const cache = newCheckCache()
  const check = async (after: string) => {
    const candidate = makeCandidate(same, { 'x.js': '' }, { 'x.js': after })
    return tests.run(candidate, await makeContext({ cache }))
  }
  return { check, runs: () => readFileSync(log, 'utf8').length }
}
const SHAKY = 'a.test.js > shaky'
const STEADY = 'a.test.js > steady'

test('a test that the base fails now and then is quarantined by name, once that was seen', async () => {
  // Base, head (fails), its file alone, head, base, base (fails).
  const { check, runs } = suite([2, 6])
  const result = await check('// one')
  assert.equal(result.status, 'passed', JSON.stringify(result))
  assert.match(result.why, /quarantined.*shaky/)
  assert.deepEqual(result.evidence.quarantined, [SHAKY])
  assert.equal(result.evidence.baseRuns, 3)
  assert.equal(runs(), 6)
})

test('what is known of the base serves the next candidate, and excuses no other test', async () => {
  const { check, runs } = suite([2, 5, 6, 9])
  assert.deepEqual((await check('// one')).evidence.quarantined, [SHAKY])
  const before = runs()
  assert.equal((await check('// two')).status, 'passed')
  assert.equal(runs() - before, 3)
  const bad = await check('exports.bad = true')
  assert.equal(bad.status, 'failed', JSON.stringify(bad))
  assert.deepEqual(bad.evidence.newly, [STEADY])
})

test('a test that fails each time after the change is failed, however it was before', async () => {
  // The base fails it once of two times: it is known to be flaky, and yet the head never passes it.
  const { check } = suite([1, 2, 4, 5])
  const result = await check('// one')
  assert.equal(result.status, 'failed', JSON.stringify(result))
  assert.deepEqual(result.evidence.newly, [SHAKY])
})

test('a test that the base fails each time is no obstacle', async () => {
  const { check } = suite([1, 2, 3])
  const result = await check('// one')
  assert.equal(result.status, 'passed', JSON.stringify(result))
  assert.match(result.why, /fail as they did before/)
})

test('flaky after the change and never before proves nothing', async () => {
  const { check } = suite([2])
  const result = await check('// one')
  assert.equal(result.status, 'inconclusive', JSON.stringify(result))
  assert.match(result.why, /never failed in 4 runs of the base: a\.test\.js > shaky/)
})
