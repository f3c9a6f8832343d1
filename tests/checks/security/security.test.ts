import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Check } from '../../../src/checks/check.ts'
import { runChecks } from '../../../src/checks/runChecks.ts'
import { type LoadPeer, loadPeer } from '../../../src/checks/security/loadPeer.ts'
import type { Scanner } from '../../../src/checks/security/scanner.ts'
import { security, securityCheck } from '../../../src/checks/security.ts'
import { verdictJson } from '../../../src/flow/check/verdictJson.ts'
import { openSandbox } from '../../../src/sandbox/openSandbox.ts'
import { type Files, makeCandidate, makeContext } from '../candidate.ts'

const none: LoadPeer = async () => null
const judge = async (before: Files, after: Files, load: LoadPeer = loadPeer, scanners?: Scanner[]) =>
  securityCheck(load, scanners).run(makeCandidate({}, before, after), await makeContext())

/** What the table at the check promises, as a whole: each row's dangerous form beside its honest one. */
const TOKEN = ['ghp', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'].join('_')
for (const [name, before, after, status] of [
  ['a function', 'src/a.ts', 'export const a = (x: number) => x + 1\n', 'passed'],
  ['a secret', 'src/a.ts', `export const a = '${TOKEN}'\n`, 'failed'],
  ['text that runs', 'src/a.ts', 'eval(x)\n', 'failed'],
  ['a file that is read', 'src/a.ts', "import fs from 'fs'\n", 'inconclusive'],
  ['a finding of the linters', 'src/a.ts', 'const a = /^(a+)+$/\n', 'inconclusive'],
  ['a script at install', 'package.json', '{"scripts":{"install":"x"}}', 'failed'],
  ['a dependency', 'package.json', '{"dependencies":{"x":"1"}}', 'inconclusive'],
  ['a release', 'package.json', '{"version":"1.0.1"}', 'passed'],
  ['CI', '.github/workflows/ci.yml', 'on: push', 'inconclusive'],
  ['documentation', 'docs/a.md', 'Call `eval(x)` and fetch.\n', 'passed'],
  ['a test', 'tests/a.test.ts', "test('a', () => { assert.ok(f()) })\n", 'passed'],
  ['another language', 'src/a.c', 'int main() {}', 'inconclusive'],
] as const)
  test(`security: ${name} is ${status}`, async () => {
    const result = await judge({}, { [before]: after })
    assert.equal(result.status, status, result.why)
  })

test('security: the worst is told first, with its place', async () => {
  const { status, why, evidence } = await judge(
    { 'src/a.ts': 'f()\n' },
    { 'src/a.ts': 'f()\n\neval(x)\n', 'AGENTS.md': 'a', 'src/b.ts': 'fetch(x)\n' },
  )
  assert.equal(status, 'failed')
  assert.match(why, /^src\/a\.ts:3 text that is run as code \(eval\)$/)
  const scanners = evidence.scanners as { [name: string]: { status: string } }
  assert.deepEqual(
    Object.entries(scanners)
      .filter(([, one]) => !/^(?:passed|not-run)$/.test(one.status))
      .map(([name, one]) => `${name} ${one.status}`),
    ['capabilities failed', 'steering inconclusive'],
  )
  assert.deepEqual(scanners.manifests, { status: 'not-run', why: 'nothing of its kind was changed' })
  assert.deepEqual([(evidence.new as unknown[]).length, evidence.more], [3, 0])
})

test('security: what could not run makes it not run, and what the others found comes first', async () => {
  const clean = await judge({}, { 'src/a.ts': 'f()\n' }, none)
  assert.equal(clean.status, 'not-run')
  assert.match(
    clean.why,
    /^the other scanners found nothing new in 1 changed file; secretlint did not run: not installed: npm install --save-dev @secretlint\/core@11 .*; eslint did not run: /,
  )
  assert.equal((await judge({}, { 'src/a.ts': 'eval(x)\n' }, none)).status, 'failed')
  const asks = await judge({}, { 'src/a.ts': 'fetch(x)\n' }, none)
  assert.equal(asks.status, 'inconclusive')
  assert.match(asks.why, /the network \(fetch\); secretlint did not run/)
  const { status } = await judge({ 'a.md': 'a' }, {}, none)
  assert.equal(status, 'not-run')
})

test('security: the policy tells or refuses what did not run', async () => {
  const candidate = makeCandidate({}, {}, { 'src/a.ts': 'f()\n' })
  const syntax: Check = {
    name: 'syntax',
    cost: 1,
    run: async () => ({ status: 'passed', why: '', evidence: {} }),
  }
  const run = async (notRun: 'tell' | 'refuse') =>
    runChecks(candidate, ['syntax', 'security'], {
      sandbox: await openSandbox('none'),
      workTree: null,
      probes: '',
      tests: null,
      notRun,
      checks: [syntax, securityCheck(none)],
    })
  const told = await run('tell')
  assert.deepEqual([told.status, told.checks.security?.status], ['passed', 'not-run'])
  const refused = await run('refuse')
  assert.equal(refused.status, 'failed')
  assert.match(refused.checks.security?.why ?? '', /could not run.*secretlint/)
})

test('security: a scanner that breaks is inconclusive, takes no other along and quotes nothing', async () => {
  const broken: Scanner = { name: 'broken', scan: () => Promise.reject(new TypeError(`bad text ${TOKEN}`)) }
  const result = await judge({}, { 'src/a.ts': 'f()\n' }, loadPeer, [broken])
  assert.equal(result.status, 'inconclusive')
  assert.match(result.why, /broken broke off: TypeError in broken/)
  assert.ok(!JSON.stringify(result).includes(TOKEN))
})

test('security: the evidence of many findings is short enough for the ledger, and says how many more there are', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 120 }, (_, at) => [`src/${'ü'.repeat(60)}${at}.ts`, 'eval(x)\n'.repeat(9)]),
  )
  const result = await judge({}, files)
  assert.equal((result.evidence.new as unknown[]).length + (result.evidence.more as number), 120 * 9)
  const verdict = { status: 'failed', sandbox: 'none', checks: { security: result } } as const
  const json = JSON.stringify(verdictJson(verdict, { limits: {}, locks: {} } as never))
  assert.match(json, /"scanners"/)
})

test('security: nothing of a secret reaches what is said or recorded', async () => {
  const text = `fetch('https://user:${TOKEN}@example.org/${TOKEN}', { key: '${TOKEN}' })\nimport('https://${TOKEN}@x.example/')\n`
  const manifest = JSON.stringify({
    dependencies: { a: `git+https://${TOKEN}@github.com/a/b` },
    scripts: { install: TOKEN },
  })
  const result = await judge(
    {},
    {
      'src/a.ts': text,
      'package.json': manifest,
      'tests/a.test.ts': `test('${TOKEN}', () => { f() })\nvi.mock('${TOKEN}')\n`,
    },
  )
  assert.equal(result.status, 'failed')
  assert.ok(!JSON.stringify(result).includes(TOKEN.slice(0, 14)), JSON.stringify(result))
})

test('security: out of time is inconclusive, and names what was not done', async () => {
  const { limits } = await makeContext()
  const candidate = makeCandidate({}, {}, { 'src/a.ts': 'f()\n' })
  const context = await makeContext({ limits: { ...limits, timeoutMs: -1 } })
  const result = await securityCheck(none).run(candidate, context)
  assert.equal(result.status, 'inconclusive')
  assert.match(result.why, /capabilities broke off: was not done after 0 files/)
})

test('security: a path cannot end the line that it is told in, or turn it round', async () => {
  const { why } = await judge({}, { 'src/a\nb\u202e.ts': 'eval(x)\n' })
  assert.match(why, /^src\/a\?b\?\.ts:1 text that is run as code/)
})

test('security: is one of the checks there are', async () => {
  const { CHECKS } = await import('../../../src/checks/checks.ts')
  assert.ok(CHECKS.includes(security))
})
