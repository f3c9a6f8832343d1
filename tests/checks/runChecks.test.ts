import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Check } from '../../src/checks/check.ts'
import { runChecks } from '../../src/checks/runChecks.ts'
import type { CheckStatus } from '../../src/model/check.ts'
import type { CheckName } from '../../src/model/policy.ts'
import { openSandbox } from '../../src/sandbox/openSandbox.ts'
import { tempDir } from '../helpers/gitRepository.ts'
import { makeCandidate, writeFiles } from './candidate.ts'

const ran: string[] = []
const check = (name: CheckName, cost: number, status: CheckStatus): Check => ({
  name,
  cost,
  async run() {
    ran.push(name)
    return { status, why: status, evidence: {} }
  },
})
const candidate = makeCandidate({}, { 'a.ts': 'export {}' }, { 'a.ts': 'export  {}' })

async function verdict(checks: Check[], notRun: 'tell' | 'refuse' = 'tell', required?: CheckName[]) {
  ran.length = 0
  const options = {
    sandbox: await openSandbox('none'),
    workTree: null,
    tests: null,
    notRun,
    checks,
    probes: '',
  }
  return runChecks(candidate, required ?? checks.map(one => one.name), options)
}

test('cheap ones first, and the first failure of a required one ends it', async () => {
  const result = await verdict([
    check('tests', 9, 'passed'),
    check('types', 5, 'failed'),
    check('syntax', 1, 'passed'),
  ])
  assert.equal(result.status, 'failed')
  assert.deepEqual(ran, ['syntax', 'types'])
  assert.equal(result.sandbox, 'none')
})

test('what is not required does not run and does not count', async () => {
  const result = await verdict([check('types', 5, 'failed'), check('syntax', 1, 'passed')], 'tell', [
    'syntax',
  ])
  assert.equal(result.status, 'passed')
  assert.deepEqual(ran, ['syntax'])
})

test('inconclusive is not passed, and does not hide a later failure', async () => {
  assert.equal(
    (await verdict([check('syntax', 1, 'inconclusive'), check('types', 2, 'passed')])).status,
    'inconclusive',
  )
  assert.equal(
    (await verdict([check('syntax', 1, 'inconclusive'), check('types', 2, 'failed')])).status,
    'failed',
  )
})

test('not run is told, or refused where policy says so; nothing run at all has proven nothing', async () => {
  const checks = [check('syntax', 1, 'passed'), check('tests', 2, 'not-run')]
  const told = await verdict(checks)
  assert.equal(told.status, 'passed')
  assert.equal(told.checks.tests?.status, 'not-run')
  assert.equal((await verdict(checks, 'refuse')).status, 'failed')
  assert.equal((await verdict([check('tests', 2, 'not-run')])).status, 'not-run')
})

test('a check that is not built in is not run, and one that throws is inconclusive', async () => {
  const unknown = await verdict([check('syntax', 1, 'passed')], 'tell', ['syntax', 'security'])
  assert.equal(unknown.checks.security?.status, 'not-run')
  assert.equal(
    (await verdict([check('syntax', 1, 'passed')], 'refuse', ['syntax', 'security'])).status,
    'failed',
  )
  const broken: Check = { name: 'syntax', cost: 1, run: () => Promise.reject(new TypeError('oops')) }
  const result = await verdict([broken])
  assert.equal(result.status, 'inconclusive')
  assert.match(result.checks.syntax?.why ?? '', /oops/)
})

test('the real ones over a small repository, with the dependencies of the work tree', async () => {
  const workTree = tempDir()
  writeFiles(workTree, {
    'node_modules/dep/index.js': 'exports.one = 1',
    'node_modules/dep/index.d.ts': 'export const one: number',
  })
  const same = {
    'package.json': JSON.stringify({ scripts: { test: 'node --test' }, dependencies: { dep: '1' } }),
    'tsconfig.json': JSON.stringify({
      compilerOptions: { strict: true, types: [], allowJs: true, module: 'nodenext' },
      include: ['src'],
    }),
    'test/a.test.js':
      "const { x } = require('../src/a.js')\nrequire('node:test').test('x', () => { if (x !== 1) throw Error() })\n",
  }
  const before = "const { one } = require('dep')\nexports.x = one\n"
  const head = makeCandidate(
    same,
    { 'src/a.js': before },
    { 'src/a.js': `/** What there is one of. */\n${before}` },
  )
  const options = {
    sandbox: await openSandbox('none'),
    workTree,
    tests: null,
    notRun: 'refuse' as const,
    probes: fileURLToPath(new URL('../../dist/probes', import.meta.url)),
  }
  const result = await runChecks(head, ['syntax', 'types', 'tests', 'behaviour'], options)
  assert.equal(result.status, 'passed', JSON.stringify(result, null, 1))
})
