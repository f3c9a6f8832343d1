import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { bundleBenchmark } from '../../src/bench/bundleBenchmark.ts'
import { type Arena, listCases, measurePairs } from '../../src/bench/measurePairs.ts'
import { bare } from '../../src/sandbox/bare.ts'
import { tempDir } from '../helpers/gitRepository.ts'

const probes = fileURLToPath(new URL('../../dist/probes', import.meta.url))
const limits = { timeoutMs: 60_000, memoryBytes: 2 ** 31, processes: 256, outputBytes: 2 ** 22 }
const QUICK = { batchMs: 1, warmUpMs: 2, batches: 3, patienceMs: 30_000 }

/** Both sides alike but for `candidate`, without a sandbox, since nothing here is a stranger's. */
async function arenaOf(file: string, files: Record<string, string>, candidate: Record<string, string> = {}) {
  if (!existsSync(join(probes, 'referee.js'))) throw new Error('dist/ is not built: npm run build')
  const root = tempDir()
  const sides = { base: files, candidate: { ...files, ...candidate } }
  for (const [side, texts] of Object.entries(sides)) {
    for (const [path, text] of Object.entries(texts)) {
      const at = join(root, side, path)
      mkdirSync(dirname(at), { recursive: true })
      writeFileSync(at, text)
    }
  }
  const arena: Arena = {
    sandbox: bare(),
    probes,
    base: join(root, 'base'),
    candidate: join(root, 'candidate'),
    file,
    bundle: '',
    readable: [],
    limits,
  }
  for (const side of ['base', 'candidate'] as const)
    arena.bundle = await bundleBenchmark(arena[side], file, probes)
  return arena
}

async function measured(arena: Arena, name: string) {
  const [pair] = await measurePairs(arena, { case: name, pairs: 1, seed: 5 }, QUICK)
  return pair!
}

const SPIN =
  'export const spin = n => { let sum = 0; for (let i = 0; i < n; i++) sum += Math.sqrt(i); return sum }\n'

describe('benchmarks as they are written', () => {
  it('with mitata: groups, parameters, generators, arguments that are made anew, promises', async () => {
    const arena = await arenaOf('bench/a.bench.mjs', {
      'src/spin.mjs': SPIN,
      'bench/a.bench.mjs': `import { bench, group, run, summary, do_not_optimize } from 'mitata'
        import { spin } from '../src/spin.mjs'
        bench('plain', () => do_not_optimize(spin(100)))
        group('grouped', () => { summary(() => { bench('inside', () => spin(10)) }) })
        bench('size $n', function* (state) { const n = state.get('n'); yield () => spin(n) }).args('n', [10, 100])
        bench('made', function* () {
          yield { [0]() { return 50 }, bench(n) { return spin(n) } }
        })
        bench('later', async () => { await null; return spin(10) })
        await run()`,
    })
    const cases = await listCases(arena)
    assert.deepEqual(cases, ['plain', 'grouped > inside', 'size 10', 'size 100', 'made', 'later'])
    for (const name of cases) {
      const pair = await measured(arena, name)
      assert.ok(pair.base > 0 && pair.candidate > 0 && Number.isFinite(pair.ratio), name)
      assert.ok(pair.memory.base > 1000 && pair.start.base > 0)
    }
  })

  it('with tinybench: hooks run outside of the time', async () => {
    const arena = await arenaOf('bench/b.bench.mjs', {
      'src/spin.mjs': SPIN,
      'bench/b.bench.mjs': `import { Bench } from 'tinybench'
        import { spin } from '../src/spin.mjs'
        let ready = false
        const bench = new Bench({ name: 'all', time: 100 })
        bench.add('short', () => { if (!ready) throw new Error('too early'); ready = false; return spin(10) },
          { beforeEach() { ready = true; spin(200_000) } })
        await bench.warmup()
        await bench.run()
        console.table(bench.table())`,
    })
    assert.deepEqual(await listCases(arena), ['all > short'])
    const pair = await measured(arena, 'all > short')
    assert.ok(pair.base < 200_000, `the hook's time counts: ${pair.base} ns`)
  })

  it('with vitest: suites, setup, and what is skipped', async () => {
    const arena = await arenaOf('c.bench.ts', {
      'src/spin.ts':
        'export const spin = (n: number): number => Array.from({ length: n }, Math.sqrt).length\n',
      'c.bench.ts': `import { bench, describe, beforeAll } from 'vitest'
        import { spin } from './src/spin.js'
        let n = 0
        beforeAll(() => { n = 10 })
        describe('spinning', () => {
          bench('fast', () => { if (n !== 10) throw new Error('no setup'); spin(n) }, { time: 100 })
          bench.skip('never', () => { throw new Error('no') })
        })`,
    })
    assert.deepEqual(await listCases(arena), ['spinning > fast'])
    assert.ok((await measured(arena, 'spinning > fast')).base > 0)
  })

  it('as CommonJS, and as TypeScript with imports of every spelling', async () => {
    const old = await arenaOf('old.bench.cjs', {
      'old.bench.cjs': "const { bench } = require('mitata')\nbench('old', () => require('./lib.cjs').x)\n",
      'lib.cjs': 'exports.x = 1\n',
    })
    assert.deepEqual(await listCases(old), ['old'])
    const typed = await arenaOf('t.bench.mts', {
      't.bench.mts': `import { bench } from 'mitata'
        import { a } from './lib/a'
        import { b } from './lib/b.js'
        import { c } from './lib/c.ts'
        import type { T } from './lib/types.js'
        import * as all from './lib'
        const wanted: T = a + b + c + Object.keys(all).length
        enum E { One = 1 }
        bench('typed', () => wanted + E.One)
        bench('lazy', async () => (await import('./lib/a.js')).a)`,
      'lib/a.ts': 'export const a: number = 1\n',
      'lib/b.ts': 'export const b: number = 2\n',
      'lib/c.ts': 'export const c = 3 as const\n',
      'lib/types.ts': 'export type T = number\n',
      'lib/index.ts': "export * from './a'\n",
    })
    assert.deepEqual(await listCases(typed), ['typed', 'lazy'])
    assert.ok((await measured(typed, 'lazy')).base > 0)
  })

  it('through packages of the workspace', async () => {
    const arena = await arenaOf('bench/w.bench.ts', {
      'package.json':
        '{ "name": "own", "type": "module", "exports": { ".": { "import": "./src/index.ts" } } }\n',
      'src/index.ts': "export { deep } from './deep'\n",
      'src/deep.ts': 'export const deep = (n: number): number => n + 1\n',
      'bench/w.bench.ts':
        "import { bench } from 'vitest'\nimport { deep } from 'own'\nbench('w', () => deep(1))\n",
    })
    assert.deepEqual(await listCases(arena), ['w'])
    assert.ok((await measured(arena, 'w')).base > 0)
  })

  it('sees the difference that there is', async () => {
    const file = 'd.bench.mjs'
    const text =
      "import { bench } from 'mitata'\nimport { spin } from './spin.mjs'\nbench('d', () => spin(200))\n"
    const slower = { 'spin.mjs': SPIN.replace('i < n', 'i < 100 * n') }
    const arena = await arenaOf(file, { [file]: text, 'spin.mjs': SPIN }, slower)
    const { ratio } = await measured(arena, 'd')
    assert.ok(ratio > 1, `${Math.exp(ratio)} times`)
  })
})

describe('a benchmark that does not work', () => {
  const bench = (body: string) => ({ 'x.bench.mjs': `import { bench } from 'mitata'\n${body}\n` })
  const fails = async (why: RegExp, files: Record<string, string>, candidate?: Record<string, string>) => {
    await assert.rejects(async () => {
      const arena = await arenaOf('x.bench.mjs', files, candidate)
      for (const name of await listCases(arena)) await measured(arena, name)
    }, why)
  }

  it('is told with the side and its own words', async () => {
    await fails(/x\.bench\.mjs on base: .*no such thing/s, bench("throw new Error('no such thing')"))
    await fails(
      /^Failure: x\.bench\.mjs cannot be bundled: Unexpected .* at x\.bench\.mjs:3/,
      bench('bench('),
    )
    await fails(/on base: .*late/s, bench("bench('a', () => { throw new Error('late') })"))
    await fails(/on base: .*rejected/s, bench("bench('a', async () => { throw new Error('rejected') })"))
    // Also where it comes between two questions.
    const putOff =
      "let n = 0\nbench('a', () => { if (++n === 40) setTimeout(() => { throw new Error('put off') }, 1) })"
    await fails(/on (?:base|candidate): .*put off/s, bench(putOff))
    await fails(/on base: it ended with 3 in the middle/, bench("bench('a', () => process.exit(3))"))
    await fails(
      /on candidate: .*only here/s,
      { ...bench("import { f } from './f.mjs'\nbench('a', f)"), 'f.mjs': 'export const f = () => 1\n' },
      { 'f.mjs': "export const f = () => { throw new Error('only here') }\n" },
    )
  })

  it('is told at once, though the other side is still on its way', async () => {
    const files = { ...bench("import './f.mjs'\nbench('a', () => 1)"), 'f.mjs': '' }
    const arena = await arenaOf('x.bench.mjs', files, { 'f.mjs': 'throw new Error("here")\n' })
    writeFileSync(join(arena.base, 'f.mjs'), 'await new Promise(() => setInterval(() => {}, 1000))\n')
    await assert.rejects(measured(arena, 'a'), /on candidate: .*here/s)
  })

  it('is not believed about its time by a clock that it changed', async () => {
    const cheat = 'process.hrtime.bigint = () => 0n\nperformance.now = () => 0\n'
    const arena = await arenaOf(
      'x.bench.mjs',
      bench(`${cheat}bench('a', () => { let s = 0; for (let i = 0; i < 1e5; i++) s += i; return s })`),
    )
    assert.ok((await measured(arena, 'a')).base > 1000)
  })

  it('leads to no file outside of its tree, by a path or by a link', async () => {
    const outside = join(tempDir(), 'secret.ts')
    writeFileSync(outside, 'export const secret: number = 1\n')
    const files = bench(`import { secret } from '${outside}'\nbench('a', () => secret)`)
    await assert.rejects(arenaOf('x.bench.mjs', files), /secret\.ts lies outside of the repository/)
    const root = tempDir()
    symlinkSync(outside, join(root, 'link.ts'))
    writeFileSync(join(root, 'y.bench.mjs'), "import { secret } from './link.ts'\nexport { secret }\n")
    await assert.rejects(bundleBenchmark(root, 'y.bench.mjs', probes), /lies outside of the repository/)
  })

  it('writes through no link that the tree has in the way, and puts no text from elsewhere into itself', async () => {
    const root = tempDir()
    writeFileSync(join(root, 'z.bench.mjs'), "import { bench } from 'mitata'\nbench('z', () => 1)\n")
    const made = await bundleBenchmark(root, 'z.bench.mjs', probes)
    const victim = join(tempDir(), 'victim')
    writeFileSync(victim, 'untouched')
    rmSync(join(root, made))
    symlinkSync(victim, join(root, made))
    assert.equal(await bundleBenchmark(root, 'z.bench.mjs', probes), made)
    assert.equal(readFileSync(victim, 'utf8'), 'untouched')
    assert.match(readFileSync(join(root, made), 'utf8'), /bench/)
    symlinkSync(victim, join(root, 'note.txt'))
    writeFileSync(join(root, 't.bench.mjs'), "import text from './note.txt'\nexport { text }\n")
    await assert.rejects(bundleBenchmark(root, 't.bench.mjs', probes), /lies outside of the repository/)
    rmSync(join(root, 'note.txt'))
    writeFileSync(join(root, 'note.txt'), 'its own')
    assert.match(
      readFileSync(join(root, await bundleBenchmark(root, 't.bench.mjs', probes)), 'utf8'),
      /its own/,
    )
  })

  it('keeps the address of each of its files', async () => {
    const arena = await arenaOf('bench/m.bench.mjs', {
      'src/here.mjs':
        "import { readFileSync } from 'node:fs'\nexport const text = readFileSync(new URL('./data.txt', import.meta.url), 'utf8')\n",
      'src/data.txt': 'the data',
      'bench/m.bench.mjs':
        "import { bench } from 'mitata'\nimport { text } from '../src/here.mjs'\nbench(text, () => text.length)\n",
    })
    assert.deepEqual(await listCases(arena), ['the data'])
  })
})
