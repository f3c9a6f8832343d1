import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BenchCase, BenchResult } from '../../src/flow/bench/bench.ts'
import { recordBench } from '../../src/flow/bench/recordBench.ts'
import { openWitness } from '../../src/flow/witness.ts'
import { openRepository } from '../../src/git/repository.ts'
import { makeRepository } from '../helpers/gitRepository.ts'
import { POLICY } from '../helpers/project.ts'

test('any number of cases is recorded, in lines that the ledger takes', async () => {
  const made = makeRepository()
  const base = made.commit('Start', { '.improver/policy.yaml': POLICY })
  const head = made.commit('More', { 'a.txt': '1\n' })
  const repo = await openRepository(made.dir)
  const pairs = Array.from({ length: 90 }, (_, at) => ({
    ratio: 0.012345 + at / 1e5,
    base: 1e6,
    candidate: 1e6,
    oneProcessor: true,
  }))
  const reading = { pairs: 90, change: 0.01, between: [-0.01, 0.02], spread: 0.01 }
  const cases = Array.from({ length: 120 }, (_, at) => ({
    file: 'bench/a.bench.js',
    case: `case ${at}`,
    outcome: 'same',
    seen: reading,
    confirmed: null,
    pairs,
    confirmation: [],
  })) as unknown as BenchCase[]
  const result = { base, head, sandbox: 'none', cases } as unknown as BenchResult
  const witness = await openWitness(repo, { file: undefined, key: undefined })
  const named = (entries: Awaited<ReturnType<typeof recordBench>>) =>
    entries.flatMap(({ entry }) => (entry.data.cases as { case: string }[]).map(one => one.case))
  const filed = await recordBench(repo, result, witness)
  assert.ok(filed.length > 1)
  assert.deepEqual(named(filed).sort(), cases.map(one => one.case).sort())
  const [{ entry }] = filed as [(typeof filed)[number]]
  const where = entry.data.fingerprint as { [key: string]: unknown }
  assert.deepEqual([where.sandbox, where.node], ['none', process.version])
  assert.match(`${where.method}`, /^9 batches of 8 ms after 64 ms, on one processor$/)
  const one = await recordBench(repo, { ...result, cases: cases.slice(0, 2) }, witness)
  assert.deepEqual([one.length, named(one)], [1, ['case 0', 'case 1']])
})
