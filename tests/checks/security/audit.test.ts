import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadCompiler } from '../../../src/checks/compiler.ts'
import { type AskNpm, auditScanner } from '../../../src/checks/security/audit.ts'
import { readChanges } from '../../../src/checks/security/changes.ts'
import { securityCheck } from '../../../src/checks/security.ts'
import { makeCandidate, makeContext } from '../candidate.ts'

const LOCKS = [{ 'package-lock.json': '{"a":1}' }, { 'package-lock.json': '{"a":2}' }] as const
const report = (...names: [name: string, severity: string, source: number][]) =>
  JSON.stringify({
    vulnerabilities: Object.fromEntries(
      names.map(([name, severity, source]) => [name, { via: ['other', { source, severity, title: 'x' }] }]),
    ),
  })

async function scan(askNpm: AskNpm, audit = true, [before, after]: readonly [object, object] = LOCKS) {
  const candidate = makeCandidate(
    {},
    before as { [path: string]: string },
    after as { [path: string]: string },
  )
  const tools = { compiler: await loadCompiler(), load: async () => null, patienceMs: 1, audit }
  return auditScanner(askNpm).scan(readChanges(candidate), tools)
}

/** What npm says of the base, and of the head. */
const answers =
  (before: string, after: string): AskNpm =>
  async lock =>
    lock.includes('1') ? before : after

test('npm-audit: what is newly vulnerable, by how much; what the base has is no finding', async () => {
  const old = report(['b', 'critical', 1])
  const grave = await scan(answers(old, report(['b', 'critical', 1], ['c', 'high', 2])))
  assert.ok('found' in grave)
  assert.deepEqual(
    grave.found.map(({ weight, what }) => [weight, what]),
    [['fails', 'c: high']],
  )
  const minor = await scan(answers(old, report(['b', 'critical', 1], ['c', 'low', 2])))
  assert.ok('found' in minor)
  assert.deepEqual(
    minor.found.map(({ weight }) => weight),
    ['asks'],
  )
  assert.deepEqual(await scan(answers(old, old)), { looked: 1, found: [] })
})

test('npm-audit: asks nothing where the policy does not allow it, or no lock file of npm changed', async () => {
  const never: AskNpm = () => assert.fail('it was asked')
  const declined = await scan(never, false)
  assert.ok('declined' in declined && /checks\.audit/.test(declined.declined))
  assert.deepEqual(await scan(never, true, [{}, { 'yarn.lock': 'a', 'a.ts': '' }]), { looked: 0, found: [] })
  assert.deepEqual(await scan(never, true, [LOCKS[0], {}]), { looked: 0, found: [] })
})

test('npm-audit: no answer is not run, with the reason where it is one', async () => {
  const none: [AskNpm, RegExp][] = [
    [() => Promise.reject(new Error('no npm')), /^no answer$/],
    [async () => '', /^no answer$/],
    [async () => '{"error":{"code":"ENOTFOUND","summary":"x"}}', /^no answer \(ENOTFOUND\)$/],
    [async () => '{"error":{"code":"\u001b[2J"}}', /^no answer$/],
  ]
  for (const [askNpm, why] of none) {
    const scanned = await scan(askNpm)
    assert.ok('notRun' in scanned)
    assert.match(scanned.notRun, why)
  }
})

test('npm-audit: by the context, and told where it was not allowed', async () => {
  const [before, after] = LOCKS
  const check = securityCheck(
    async () => null,
    [auditScanner(answers('{"vulnerabilities":{}}', report(['c', 'high', 2])))],
  )
  const run = async (audit?: boolean) =>
    check.run(
      makeCandidate({}, before, after),
      await makeContext({ settings: { tests: null, ...(audit && { audit }) } }),
    )
  const allowed = await run(true)
  assert.deepEqual(
    [allowed.status, allowed.why],
    ['failed', 'package-lock.json a known vulnerability (c: high)'],
  )
  const not = await run()
  assert.equal(not.status, 'passed')
  assert.match(not.why, /npm-audit not run: it sends the names/)
  assert.deepEqual(
    (not.evidence.scanners as { [name: string]: { status: string } })['npm-audit']?.status,
    'not-run',
  )
})
