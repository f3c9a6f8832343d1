import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { CHECKS } from '../../src/checks/checks.ts'
import { runChecks } from '../../src/checks/runChecks.ts'
import { benchmarkChecks } from '../../src/flow/run/benchmarkChecks.ts'
import { benchmarkFinding, isBenchmark, isMeasured } from '../../src/improvers/performance.ts'
import type { Digest } from '../../src/model/change.ts'
import { openSandbox } from '../../src/sandbox/openSandbox.ts'
import { tempDir } from '../helpers/gitRepository.ts'

const digest = (text: string) => `sha256:${text}` as Digest
const MODULE = 'export const f = (list: number[]) => {\n  return list.map(one => one + 1)\n}\n'
const FILE = 'bench/a.bench.js'
const place = {
  start: MODULE.indexOf('list.map'),
  end: MODULE.indexOf(')\n}') + 1,
  symbol: 'f',
  seen: 'it is slow',
}
const findingOf = (text: string) =>
  benchmarkFinding(
    {
      ...{ module: 'src/a.ts', path: FILE, text, calls: ['f'], sizes: [100, 1_000] },
      ...{ places: [place], library: 'mitata', isThere: false },
    },
    digest,
  )
const bench = (body: string) =>
  `import { bench } from 'mitata'\nimport { f } from '../src/a.ts'\nbench('f', () => ${body})\n`

/** What the checks say of a new benchmark, with other files beside the module on both sides, and changes of the head. */
async function verdictOf(text: string, both: Record<string, string> = {}, head: Record<string, string> = {}) {
  const dir = tempDir()
  const write = (tree: string, files: Record<string, string>) => {
    for (const [path, is] of Object.entries(files)) {
      mkdirSync(dirname(join(dir, tree, path)), { recursive: true })
      writeFileSync(join(dir, tree, path), is)
    }
  }
  for (const tree of ['base', 'head']) write(tree, { 'src/a.ts': MODULE, ...both })
  write('head', { [FILE]: text, ...head })
  const changed = [FILE, ...Object.keys(head)]
  const { status, checks } = await runChecks(
    { base: join(dir, 'base'), head: join(dir, 'head'), changed },
    ['syntax', 'behaviour', 'performance'],
    {
      sandbox: await openSandbox('none'),
      workTree: null,
      tests: null,
      notRun: 'tell',
      probes: fileURLToPath(new URL('../../dist/probes', import.meta.url)),
      checks: benchmarkChecks(CHECKS, [findingOf(text)]),
    },
  )
  return { status, behaviour: checks.behaviour, performance: checks.performance }
}

describe('a new benchmark', () => {
  it('holds where it runs what it is for and changes nothing', async () => {
    const { status, performance, behaviour } = await verdictOf(bench('f([1, 2])'))
    assert.equal(status, 'passed')
    assert.equal(performance?.why, `${FILE} runs, and each of its 1 cases comes by what it is for`)
    assert.equal(behaviour?.status, 'passed')
  })

  it('does not hold where it runs something else, fails, or defines nothing', async () => {
    for (const [text, why] of [
      [bench('f'), /f does not come by any of the places/],
      [bench('{ throw new Error("no") }'), /f fails: Error: no/],
      ["import '../src/a.ts'\n", /it defines no benchmark/],
      ["import './nowhere.ts'\n", /cannot be bundled/],
    ] as const) {
      const { status, performance } = await verdictOf(text)
      assert.equal(status, 'failed')
      assert.match(performance?.why ?? '', why)
    }
  })

  it('does not hold where something names it, or the program changes beside it', async () => {
    const named = await verdictOf(bench('f([1])'), { 'src/b.ts': "import '../bench/a.bench.js'\n" })
    assert.match(named.behaviour?.why ?? '', /a\.bench\.js is new, and something names it already/)
    const beside = await verdictOf(bench('f([1])'), {}, { 'src/a.ts': MODULE.replace('+ 1', '+ 2') })
    assert.equal(beside.behaviour?.status, 'failed')
  })

  it('is one finding with one file, the same whatever it calls, and is not measured', () => {
    const one = findingOf('text\n')
    assert.equal(one.title, 'perf(a): add a benchmark of f')
    assert.match(
      one.reason,
      /in f it is slow\. This one calls f with 100 and 1,000 elements, and git improver bench runs it\./,
    )
    assert.equal(one.fingerprint, 'sha256:performance\nbenchmark\nsrc/a.ts')
    assert.ok(isBenchmark(one) && isMeasured(one.improver))
    assert.ok(!isBenchmark({ improver: 'performance', rewrite: 'copy-in-loop' }))
  })
})
