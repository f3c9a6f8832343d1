import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CHECK_LIMITS } from '../../src/checks/runChecks.ts'
import type { Conditions } from '../../src/flow/check/conditions.ts'
import { verdictJson } from '../../src/flow/check/verdictJson.ts'
import type { CheckResult, Verdict } from '../../src/model/check.ts'
import { CHECK_NAMES } from '../../src/model/policy.ts'

const conditions: Conditions = {
  baseTree: '1'.repeat(64),
  tree: '2'.repeat(64),
  locks: { 'package-lock.json': `sha256:${'3'.repeat(64)}` },
  installed: {},
  required: [...CHECK_NAMES],
  tests: null,
  notRun: 'tell',
  libraries: { esbuild: '0.25.0', eslint: 'absent' },
  limits: CHECK_LIMITS,
  seed: 1,
  node: 'v20',
  system: 'linux',
  git: '2.39.5',
  version: '0.1.0',
}
const verdictOf = (one: CheckResult): Verdict => ({
  status: one.status,
  sandbox: 'none',
  checks: Object.fromEntries(CHECK_NAMES.map(name => [name, one])),
})

test('a verdict fits into a line of the ledger, in any script and with any number of lock files', () => {
  const why = '試験'.repeat(1_000)
  for (const length of [1_000, 2_600, 7_900]) {
    const evidence = { output: '試'.repeat(length) }
    const locks = Object.fromEntries(
      Array.from({ length: 600 }, (_, at) => [
        `packages/${at}/package-lock.json`,
        conditions.locks['package-lock.json']!,
      ]),
    )
    const json = verdictJson(verdictOf({ status: 'failed', why, evidence }), { ...conditions, locks })
    assert.ok(Buffer.byteLength(JSON.stringify(json)) < 64_000)
  }
})

test('and what is short enough is kept whole', () => {
  const one: CheckResult = { status: 'passed', why: 'well', evidence: { cases: [1, 2] } }
  const json = verdictJson(verdictOf(one), conditions)
  assert.deepEqual(json.conditions, conditions)
  assert.deepEqual((json.checks as Record<string, unknown>).types, one)
})
