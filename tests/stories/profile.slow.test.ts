import assert from 'node:assert/strict'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { RunResult } from '../../src/flow/run/run.ts'
import { improverJson } from '../helpers/cli.ts'
import { makeRepository, type TestRepository } from '../helpers/gitRepository.ts'
import { LIBRARY, POLICY } from '../helpers/project.ts'

const OWN = fileURLToPath(new URL('../../node_modules', import.meta.url))
/** A function that copies the list so far for each element. */
const slow = (name: string) =>
  `export const ${name} = (all: number[]): number[] => all.reduce((sum, one) => [...sum, one * 2], [] as number[])\n`
const CONFIG = {
  compilerOptions: { strict: true, noEmit: true, target: 'es2022', module: 'es2022', types: [] },
  include: ['src'],
}
const BENCH = `import { bench } from 'mitata'
import { rare } from '../src/a.ts'
import { often } from '../src/b.ts'

const many = Array.from({ length: 3000 }, (_, at) => at)
bench('rare', () => rare([1]))
bench('often', () => often(many))
`
const TEST = `import assert from 'node:assert/strict'
import { it } from 'node:test'
import { rare } from '../src/a.ts'
import { often } from '../src/b.ts'

it('doubles', () => {
  assert.deepEqual(rare([1]), [2])
  const many = Array.from({ length: 8000 }, (_, at) => at)
  assert.equal(often(many).length, 8000)
})
`
const MANIFEST = JSON.stringify({
  name: 'p',
  type: 'module',
  scripts: { test: 'node --import tsx --test test/*.test.ts' },
})

function project(files: Record<string, string>): TestRepository {
  const repo = makeRepository()
  repo.commit('Start', {
    ...LIBRARY,
    'package.json': MANIFEST,
    '.improver/policy.yaml': POLICY,
    '.gitignore': 'node_modules\n',
    'tsconfig.json': JSON.stringify(CONFIG),
    'src/a.ts': slow('rare'),
    'src/b.ts': slow('often'),
    ...files,
  })
  symlinkSync(OWN, join(repo.dir, 'node_modules'))
  return repo
}

function mends(files: Record<string, string>): { path: string; reason: string }[] {
  const { findings } = improverJson<RunResult>(project(files), 'run', '--only', 'performance', '--dry-run')
  return findings.filter(({ rewrite }) => rewrite !== 'benchmark')
}

describe('places that cost too much', () => {
  it('come in the order of the time that the benchmarks spend there, which is told', () => {
    const [first, second, ...others] = mends({ 'bench/all.bench.js': BENCH, 'test/all.test.ts': TEST })
    assert.deepEqual(others, [])
    assert.equal(first!.path, 'src/b.ts')
    assert.match(
      first!.reason,
      /The benchmarks spend \d\d % of their time in often, \d+(?:\.\d)? % by itself\.$/,
    )
    assert.doesNotMatch(second!.reason, /The benchmarks/)
  })

  it('come in that of the tests where no benchmark leads there', () => {
    const [first, second] = mends({ 'test/all.test.ts': TEST })
    assert.equal(first!.path, 'src/b.ts')
    assert.match(first!.reason, /The tests spend \d+(?:\.\d)? % of their time in often/)
    assert.equal(second!.path, 'src/a.ts')
  })

  it('stay in their own order where nothing runs them', () => {
    const [first, second] = mends({ 'package.json': '{"name":"p","type":"module"}' })
    assert.deepEqual([first!.path, second!.path], ['src/a.ts', 'src/b.ts'])
  })
})
