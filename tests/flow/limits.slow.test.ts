import assert from 'node:assert/strict'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { collectSource } from '../../src/flow/run/collectSource.ts'
import type { Mend } from '../../src/flow/run/groupFindings.ts'
import { proveGroups } from '../../src/flow/run/proveGroups.ts'
import { openRepository } from '../../src/git/repository.ts'
import { textDigest } from '../../src/git/textDigest.ts'
import { makeRepository } from '../helpers/gitRepository.ts'
import { policyOf } from '../policy/presets.ts'

const OWN = fileURLToPath(new URL('../../node_modules', import.meta.url))
const SLOW = `export function count(size) {
  let all = 0
  for (let at = 0; at < 1000 * size; at++) all += Math.hypot(at, 1)
  return all
}
`
/** Quick, and with so many megabytes at hand from the first call on. */
const quick = (megabytes: number) => `let held
export function count(size) {
  held ??= new Uint8Array(${megabytes} * 2 ** 20).fill(1)
  return held[size]
}
`
const BENCH = `import { bench } from 'mitata'
import { count } from '../src/count.js'
for (const size of [100, 200]) bench(\`\${size}\`, () => count(size))
`

/** What becomes of a mend that is quicker, under a policy; all that is not about measuring has passed before. */
async function proven(limits: string, megabytes: number) {
  const made = makeRepository()
  made.commit('Start', {
    'package.json': '{ "name": "x", "type": "module", "main": "./src/count.js" }\n',
    'src/count.js': SLOW,
    'bench/count.bench.js': BENCH,
  })
  symlinkSync(OWN, join(made.dir, 'node_modules'))
  const repo = await openRepository(made.dir)
  const base = made.git('rev-parse', 'HEAD')
  const policy = policyOf(`sandbox: none\nchecks: { require: [], performance: { ${limits} } }\n`)
  const collected = await collectSource(repo, base, { paths: [] } as never, false)
  const path = 'src/count.js'
  const finding = { improver: 'performance', rewrite: 'x', path, reason: '', facts: [], data: {} }
  const edit = { path, start: 0, end: SLOW.length, text: quick(megabytes), expects: textDigest(SLOW) }
  const mend = { finding, edits: [edit], gathers: 'file' } as unknown as Mend
  const checks = (['syntax', 'types', 'tests', 'behaviour'] as const).map(name => ({
    name,
    cost: 1,
    run: async () => ({ status: 'passed' as const, why: '', evidence: {} }),
  }))
  const groups = [{ mends: [mend], path }]
  const told = await proveGroups(repo, base, policy, groups, collected, checks, () => {})
  const why = told.proven[0]?.verdict.checks.performance?.why
  return { why, dropped: told.dropped.map(({ check, reason }) => [check, reason]) }
}

describe('a mend that costs less time, by the limits of the policy', () => {
  it('is dropped with its figure where it needs more memory than is allowed', async () => {
    const { why, dropped } = await proven('memory: 10%', 80)
    assert.equal(why, undefined)
    assert.equal(dropped[0]?.[0], 'performance')
    assert.match(
      dropped[0]?.[1] ?? '',
      /^more memory than allowed: bench\/count\.bench\.js: 100: \+\d+\.\d %, 10\.0 % allowed \(\d+ pairs\); /,
    )
  })

  it('is dropped where no number of starts could show that the limit is kept', async () => {
    const { why, dropped } = await proven('startup: 0%', 1)
    assert.equal(why, undefined)
    assert.match(dropped[0]?.[1] ?? '', /^(?:cannot be told|more than allowed): time to start /)
  })

  it('is kept where it keeps both limits, and says so', async () => {
    const { why, dropped } = await proven('memory: 100%, startup: 100%', 1)
    assert.deepEqual(dropped, [])
    assert.match(
      why ?? '',
      /200: [\d.]+x as fast .*; no case needs 100\.0 % more memory; time to start .*memory/,
    )
  })

  it('is kept whatever memory it needs where the policy sets no limit, and nothing is said of that', async () => {
    const { why, dropped } = await proven('threshold: 10%', 80)
    assert.deepEqual(dropped, [])
    assert.match(why ?? '', /200: [\d.]+x as fast \([^()]*\)$/)
  })
})
