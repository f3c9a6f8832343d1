import assert from 'node:assert/strict'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { RunResult } from '../../src/flow/run/run.ts'
import { improver, improverJson } from '../helpers/cli.ts'
import { makeRepository, type TestRepository } from '../helpers/gitRepository.ts'
import { LIBRARY, POLICY } from '../helpers/project.ts'

const OWN = fileURLToPath(new URL('../../node_modules', import.meta.url))
const SLOW = `export interface Person {
  name: string
  age: number
}

export function adults(people: Person[]): string[] {
  return people.reduce((names, one) => (one.age >= 18 ? [...names, one.name] : names), [] as string[])
}

export const count = (people: Person[]): number => people.length
`
const CONFIG = {
  compilerOptions: { strict: true, noEmit: true, target: 'es2022', module: 'es2022', types: [] },
  include: ['src'],
}
/** A benchmark that leads to the module, and calls one of its exports. */
const BENCH = (name: string) => `import { bench } from 'mitata'
import { ${name} } from '../src/people.ts'

const people = Array.from({ length: 300 }, (_, at) => ({ name: \`name \${at}\`, age: at }))
bench('${name}', () => ${name}(people))
`
const BENCHMARK = 'perf(people): add a benchmark of adults'
const MEND = 'perf(people): push instead of copying the list so far'

function project(files: Record<string, string> = {}): TestRepository {
  const repo = makeRepository()
  repo.commit('Start', {
    ...LIBRARY,
    '.improver/policy.yaml': POLICY,
    '.gitignore': 'node_modules\n',
    'tsconfig.json': JSON.stringify(CONFIG),
    'src/people.ts': SLOW,
    ...files,
  })
  symlinkSync(OWN, join(repo.dir, 'node_modules'))
  return repo
}

const run = (repo: TestRepository, ...more: string[]) =>
  improverJson<RunResult>(repo, 'run', '--only', 'performance', ...more)
const titles = (list: { title: string }[]) => list.map(({ title }) => title)

describe('a slow place that no benchmark runs', () => {
  it('gets a benchmark first, as an improvement of its own, and is measured with it', () => {
    const repo = project()
    const { improvements, dropped } = run(repo)
    assert.deepEqual(dropped, [])
    assert.deepEqual(titles(improvements), [BENCHMARK, MEND])
    const [added, mended] = improvements as [RunResult['improvements'][0], RunResult['improvements'][0]]
    assert.deepEqual(added.files, ['bench/people.bench.js'])
    assert.match(
      added.checks.performance?.why ?? '',
      /^bench\/people\.bench\.js runs, and each of its 3 cases comes by/,
    )
    const message = repo.git('log', '-1', '--format=%B', added.branch)
    assert.match(message, /^Improver: performance\/benchmark@1$/m)
    assert.match(
      message.replace(/\s+/g, ' '),
      /No benchmark runs a place that may cost too much: in adults names is copied/,
    )
    assert.match(message, /^Proven: syntax security behaviour types tests performance$/m)
    // On a branch of its own, and its text says how it is run.
    assert.deepEqual(mended.files, ['src/people.ts'])
    assert.match(
      mended.checks.performance?.why ?? '',
      /^bench\/people\.bench\.js: adults with 100 elements: [\d.]+x as fast/,
    )
    const why = repo.git('log', '-1', '--format=%B', mended.branch).replace(/\s+/g, ' ')
    assert.match(why, /bench\/people\.bench\.js is proposed beside it\./)
    assert.equal(repo.git('status', '--porcelain'), '')

    // Merged, it is one of the repository's own that bench finds and measures with. Which sizes it has goes by how fast the machine is;
    // 1,000 is always one of them.
    repo.git('merge', '-q', '--no-edit', added.branch)
    repo.git('switch', '-q', '-c', 'topic')
    repo.git('cherry-pick', mended.commit)
    const { results } = improverJson<{ results: { name: string; outcome: string }[] }>(
      repo,
      ...['bench', 'main..HEAD', '--only', 'with 1000 elements'],
    )
    assert.deepEqual(
      results.map(({ name, outcome }) => [name, outcome]),
      [['bench/people.bench.js: adults with 1000 elements', 'better']],
    )
  })

  it('gets none where a benchmark runs it, and one where those only lead to its module', () => {
    const reached = project({ 'bench/all.bench.js': BENCH('adults') })
    assert.deepEqual(titles(run(reached, '--dry-run').findings), [MEND])
    const near = project({ 'bench/all.bench.js': BENCH('count') })
    assert.deepEqual(titles(run(near, '--dry-run').findings), [BENCHMARK, MEND])
  })

  it('gets none again where one waits, nor once it was rejected, though the module is another by then', () => {
    const repo = project()
    const { improvements } = run(repo, '--limit', '1')
    assert.deepEqual(titles(improvements), [BENCHMARK])
    assert.deepEqual(titles(run(repo, '--dry-run', '--fresh').findings), [MEND])
    const no = improver(repo, 'reject', improvements[0]!.branch, '--reason', 'we have our own')
    assert.equal(no.code, 0, no.stderr)
    repo.commit('More', {
      'src/people.ts': `${SLOW}\nexport const first = (people: Person[]) => people[0]\n`,
    })
    assert.deepEqual(titles(run(repo, '--dry-run').findings), [MEND])
  })
})
