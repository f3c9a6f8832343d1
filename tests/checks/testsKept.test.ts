import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { tests } from '../../src/checks/tests.ts'
import type { SandboxKind } from '../../src/model/check.ts'
import { tempDir } from '../helpers/gitRepository.ts'
import { makeCandidate, makeContext } from './candidate.ts'

/** A check whose runs leave a letter each; a new one is what comes after a process that broke off. */
function story(kind: SandboxKind) {
  const [folder, log] = [join(tempDir(), 'runs'), join(tempDir(), 'log')]
  writeFileSync(log, '')
  const suite = `const fs = require('node:fs')
    fs.appendFileSync(${JSON.stringify(log)}, fs.existsSync('hang') ? 'h' : 'x')
    if (fs.existsSync('hang')) while (true);
    require('node:test').test('x', () => { if (require('./x.js').bad) throw Error('bad') })`
  const same = { 'package.json': '{"scripts":{"test":"node --test a.test.js"}}', 'a.test.js': suite }
  const check = async (after: string, keys: { base?: string; both?: string } = {}, more: object = {}) => {
    const candidate = makeCandidate({ ...same, ...more }, { 'x.js': '' }, { 'x.js': after })
    const context = await makeContext()
    const kept = { folder, base: 'base', both: after, ...keys }
    // What kept the code in is only a word here: there are no walls on every machine.
    const sandbox = { ...context.sandbox, kind }
    const limits = { ...context.limits, timeoutMs: 'hang' in more ? 3000 : 60_000 }
    return tests.run(candidate, { ...context, sandbox, limits, kept })
  }
  const ran = () => {
    const all = readFileSync(log, 'utf8').length
    writeFileSync(log, '')
    return all
  }
  return { check, ran, folder }
}

test('what both sides gave is not run again, under the same keys', async () => {
  const { check, ran } = story('bubblewrap')
  const first = await check('// one')
  assert.equal(first.status, 'passed', JSON.stringify(first))
  assert.equal(ran(), 2)
  assert.deepEqual(await check('// one'), first)
  assert.equal(ran(), 0)
  assert.equal((await check('// two')).status, 'passed')
  assert.equal(ran(), 1)
  assert.equal((await check('// two', { base: 'another node', both: 'another node' })).status, 'passed')
  assert.equal(ran(), 2)
})

test('a failure is looked at again, since only repetition tells it from chance', async () => {
  const { check, ran } = story('bubblewrap')
  // The base, the head, its file alone twice, and that of the base; the first two are kept.
  for (const times of [5, 3]) {
    assert.equal((await check('exports.bad = true')).status, 'failed')
    assert.equal(ran(), times)
  }
})

test('nothing is kept where the code could have written it', async () => {
  const { check, ran } = story('none')
  await check('// one')
  await check('// one')
  assert.equal(ran(), 4)
})

test('a run that came to its limits is not kept', async () => {
  const { check, ran } = story('bubblewrap')
  for (const _ of [1, 2]) {
    assert.equal((await check('// one', {}, { hang: '' })).status, 'inconclusive')
    assert.equal(ran(), 1)
  }
})

test('a file that is not whole is no answer', async () => {
  const { check, ran, folder } = story('bubblewrap')
  await check('// one')
  ran()
  for (const name of readdirSync(folder)) writeFileSync(join(folder, name), '{"code":0')
  assert.equal((await check('// one')).status, 'passed')
  assert.equal(ran(), 2)
})
