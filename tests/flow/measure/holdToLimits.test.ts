import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { readPairs } from '../../../src/bench/judgePairs.ts'
import { holdToLimits, memoryRefused } from '../../../src/flow/measure/holdToLimits.ts'
import type { SizedCase } from '../../../src/flow/measure/judgeSizes.ts'
import { measureOwn } from '../../../src/flow/measure/measureOwn.ts'
import type { Trees } from '../../../src/flow/measure/trees.ts'
import { measuredCheck } from '../../../src/flow/run/proveMeasured.ts'
import { openSandbox } from '../../../src/sandbox/openSandbox.ts'

const PROBES = fileURLToPath(new URL('../../../dist/probes', import.meta.url))

/** A case whose candidate has these shares more memory, a pair each. */
function caseOf(name: string, more: number[]): SizedCase {
  const pairs = more.map(share => ({ memory: { base: 50_000, candidate: 50_000 * (1 + share) } }))
  const seen = readPairs(more.map(() => -1))
  const compared = { case: name, verdict: 'better', why: '', seen, confirmed: null, pairs, confirmation: [] }
  return { name, size: null, compared: compared as unknown as SizedCase['compared'] }
}

const same = (share: number) => Array.from({ length: 12 }, (_, at) => share + at / 1e4)
const quiet = caseOf('quiet', same(0.01))
const large = caseOf('large', same(0.3))
const wild = caseOf(
  'wild',
  same(0.02).map((share, at) => share + (at % 2 ? 0.3 : -0.3)),
)

describe('the limit of memory on what is measured', () => {
  it('is kept where every case surely needs less', () => {
    assert.equal(memoryRefused([quiet], [], 0.1), null)
    assert.equal(memoryRefused([quiet, large], [], 0.5), null)
  })

  it('refuses a case that needs more, with its figure', () => {
    const why = memoryRefused([quiet, large], ['bench/a.js: gone'], 0.1)
    assert.equal(why, 'more memory than allowed: large: +30.1 %, 10.0 % allowed (12 pairs)')
  })

  it('refuses what cannot be told, and what could not be measured', () => {
    assert.match(memoryRefused([quiet, wild], [], 0.1) ?? '', /^cannot be told: memory of wild: /)
    const why = memoryRefused([quiet], ['bench/a.js: it cannot be bundled'], 0.1)
    assert.equal(why, 'its memory could not be measured: bench/a.js: it cannot be bundled')
  })
})

describe('a gain held to limits', () => {
  const nothing = {} as Trees
  const allowed = { threshold: 0.1, files: [] }
  const better = { isBetter: true, why: '3.0x as fast', cases: [large] }

  it('is what it was where the policy sets none, and what is no gain is measured no further', async () => {
    assert.equal(await holdToLimits(nothing, better, 'a.js', [], allowed), better)
    const slow = { isBetter: false, why: 'measured slower', cases: [] }
    assert.equal(await holdToLimits(nothing, slow, 'a.js', [], { ...allowed, startup: 0.1 }), slow)
  })

  it('is none where a case needs more memory, and the start is not measured any more', async () => {
    const held = await holdToLimits(nothing, better, 'a.js', [], { ...allowed, memory: 0.1 })
    assert.equal(held.isBetter, false)
    assert.match(held.why, /^more memory than allowed: large: \+30\.1 %/)
  })

  it('tells what was seen of memory and start, and nothing of them where they were not judged', () => {
    const mend = {} as never
    const start = { status: 'passed' as const, why: '', evidence: { startup: { limit: 0.1 } } }
    const evidence = (more: object) =>
      measuredCheck([mend], new Map([[mend, { ...better, ...more }]]))!.evidence
    const told = evidence({ memory: 0.5, start })
    assert.equal((told.cases as { memory: { change: number } }[])[0]?.memory.change.toFixed(2), '0.30')
    assert.deepEqual(told.starts, [start.evidence])
    assert.deepEqual(Object.keys(evidence({})), ['cases'])
    assert.doesNotMatch(JSON.stringify(evidence({})), /memory/)
  })
})

describe('benchmarks that cannot be measured', () => {
  it('are told where that is asked', async t => {
    const tree = mkdtempSync(join(tmpdir(), 'limits-'))
    t.after(() => rmSync(tree, { recursive: true }))
    const [base, head] = [join(tree, 'base'), join(tree, 'head')]
    for (const side of [base, head]) mkdirSync(side)
    writeFileSync(join(base, 'a.bench.js'), "import './nowhere.js'\n")
    const trees = {
      base,
      head,
      sandbox: await openSandbox('none'),
      probes: PROBES,
      readable: [],
      progress() {},
    }
    const missed: string[] = []
    assert.deepEqual(await measureOwn(trees as unknown as Trees, ['a.bench.js'], missed), [])
    assert.match(missed.join(), /^a\.bench\.js: .*nowhere/)
    assert.deepEqual(await measureOwn(trees as unknown as Trees, ['a.bench.js']), [])
  })
})
