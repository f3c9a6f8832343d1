import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Finding } from '../../src/model/finding.ts'
import { sarifOf } from '../../src/report/sarif.ts'

const finding = (rewrite: string, path: string, line: number): Finding & { line: number } => ({
  fingerprint: `sha256:${rewrite}`,
  improver: 'lint',
  rewrite,
  path,
  symbol: 'a',
  title: `lint: ${rewrite}`,
  reason: 'So says the linter.',
  facts: [],
  data: {},
  line,
})

test('findings stand in SARIF with their rule, place and fingerprint', () => {
  const log = JSON.parse(
    sarifOf([finding('no-var', 'src/a b/ü.js', 3), finding('eqeqeq', 'x.ts', 1)], '1.2.3'),
  )
  assert.equal(log.version, '2.1.0')
  const [run] = log.runs
  assert.equal(run.tool.driver.semanticVersion, '1.2.3')
  assert.deepEqual(
    run.tool.driver.rules.map(({ id }: { id: string }) => id),
    ['lint/eqeqeq', 'lint/no-var'],
  )
  const [first] = run.results
  assert.deepEqual([first.ruleId, first.ruleIndex, first.level], ['lint/no-var', 1, 'note'])
  assert.deepEqual(first.locations[0].physicalLocation, {
    artifactLocation: { uri: 'src/a%20b/%C3%BC.js', uriBaseId: '%SRCROOT%' },
    region: { startLine: 3 },
  })
  assert.equal(first.partialFingerprints['gitImprover/v1'], 'sha256:no-var')
})

test('nothing found is a log without results', () => {
  const [run] = JSON.parse(sarifOf([], '1.2.3')).runs
  assert.deepEqual([run.results, run.tool.driver.rules], [[], []])
})
