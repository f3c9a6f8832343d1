import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { BenchHistory } from '../../src/flow/bench/benchHistory.ts'
import { openRepository } from '../../src/git/repository.ts'
import { append } from '../../src/ledger/append.ts'
import type { Entry, Json } from '../../src/model/entry.ts'
import { improver, improverJson } from '../helpers/cli.ts'
import type { TestRepository } from '../helpers/gitRepository.ts'
import { entryOn } from '../ledger/entries.ts'
import { makeBenchProject } from './benchProject.ts'

const HERE = { cpu: 'Chip 1', cores: 2, node: 'v20.19.0', git: '2.39.5', system: 'linux' }
const THERE = { ...HERE, cpu: 'Chip 2' }

/** What one machine measured of a commit beside its first parent. */
function benched(
  repo: TestRepository,
  commit: string,
  ns: number,
  more: { [key: string]: Json } = {},
): Entry {
  const base = repo.git('rev-parse', `${commit}^`)
  const one = {
    file: 'bench/work.bench.ts',
    case: 'work',
    outcome: 'same',
    change: 0.001,
    between: [-0.01, 0.01],
  }
  return entryOn(commit, {
    kind: 'benched',
    tree: repo.git('rev-parse', `${commit}^{tree}`),
    data: { base, fingerprint: HERE, cases: [{ ...one, ns: { base: ns, candidate: ns } }], ...more },
  })
}

/** Main with twelve commits after the first; from the eighth on the work takes a quarter longer. */
async function measured() {
  const repo = makeBenchProject()
  repo.git('switch', '-q', 'main')
  const commits: string[] = []
  for (let n = 1; n <= 12; n++) commits.push(repo.commit(`Step ${n}`, { 'README.md': `${n}\n` }))
  const level = (at: number) => (at < 7 ? 12_000 : 15_000) + 20 * (at % 3)
  const entries = commits.map((commit, at) => benched(repo, commit, level(at)))
  await append(await openRepository(repo.dir), entries)
  return { repo, commits, level }
}

describe('git improver bench log', () => {
  it('tells each commit of the protected branch, draws it, and names the one that moved it', async () => {
    const { repo, commits } = await measured()
    const { code, stdout } = improver(repo, 'bench', 'log')
    assert.equal(code, 0)
    assert.match(
      stdout,
      /^bench\/work\.bench\.ts: work\n {2}Chip 1, 2 cores, linux, v20\.19\.0, git 2\.39\.5; no voucher/,
    )
    assert.match(stdout, /┤/)
    assert.match(stdout, new RegExp(`\\n {2}${commits[0]!.slice(0, 9)} {2}\\d{4}-.. *`))
    assert.match(
      stdout,
      new RegExp(`${commits[7]!.slice(0, 9)} .*15\\.\\d+ µs  \\+0\\.1 % same +<- Step 8\\n`),
    )
    assert.match(stdout, new RegExp(`\\n {2}${commits[7]!.slice(0, 9)} made it 2\\d\\.\\d % slower\\n`))
    const { series } = improverJson<BenchHistory>(repo, 'bench', 'log')
    const [one, ...more] = series
    assert.equal(more.length, 0)
    assert.deepEqual(
      one?.points.map(point => point.commit),
      commits,
    )
    assert.deepEqual(
      one?.moves.map(move => [move.since, move.commit, move.between.length]),
      [[commits[6], commits[7], 1]],
    )
    assert.equal(improverJson<BenchHistory>(repo, 'bench', 'log', '--only', 'nothing').series.length, 0)
    assert.equal(improverJson<BenchHistory>(repo, 'bench', 'log', '--limit', '5').series[0]?.points.length, 5)
    assert.equal(improver(repo, 'bench', 'log', '--limit', 'x').code, 2)
    assert.equal(improver(repo, 'bench', 'log', 'nowhere').code, 2)
  })

  it('never joins two machines, and says what lies between where not every commit was measured', async () => {
    const { repo, commits, level } = await measured()
    const sparse = commits.flatMap((commit, at) =>
      at === 6 || at === 7 ? [] : [benched(repo, commit, level(at) / 3, { fingerprint: THERE })],
    )
    await append(await openRepository(repo.dir), sparse)
    const { series } = improverJson<BenchHistory>(repo, 'bench', 'log')
    assert.deepEqual(
      series.map(one => [one.fingerprint.cpu, one.points.length]),
      [
        ['Chip 1', 12],
        ['Chip 2', 10],
      ],
    )
    assert.deepEqual(
      series[1]?.moves.map(move => move.between),
      [commits.slice(6, 9)],
    )
    assert.match(
      improver(repo, 'bench', 'log').stdout,
      /one of 3 commits after .* 2\d\.\d % slower; git bisect run tells which/,
    )
  })

  it('finds what was measured on a branch again where that was squashed, and takes no base from another line', async () => {
    const repo = makeBenchProject()
    const first = repo.git('rev-parse', 'HEAD')
    repo.commit('One', { 'a.txt': 'a\n' })
    const head = repo.commit('Two', { 'b.txt': 'b\n' })
    await append(await openRepository(repo.dir), [
      benched(repo, head, 9_000),
      benched(repo, head, 9_100, { base: first }),
    ])
    repo.git('switch', '-q', 'main')
    repo.git('merge', '-q', '--squash', 'topic')
    repo.git('commit', '-q', '-m', 'Both')
    repo.git('branch', '-q', '-D', 'topic')
    const { series } = improverJson<BenchHistory>(repo, 'bench', 'log')
    const [point] = series[0]!.points
    assert.equal(point?.commit, repo.git('rev-parse', 'main'))
    assert.equal(point?.ns, 9_050)
    assert.equal(point?.beside?.base, first)
  })

  it('reads entries that anybody may have written without believing their shape', async () => {
    const { repo, commits } = await measured()
    const odd: { [key: string]: Json }[] = [
      { cases: 'none' },
      { cases: [null, 7, {}, { file: 1, case: 'x' }] },
      {
        cases: [{ file: 'f', case: 'c', outcome: 'better', change: 0, between: 'x', ns: { candidate: -1 } }],
      },
      { base: 7 },
      {
        fingerprint: ['x'],
        cases: [{ file: '\u001b[31m', case: 'c', outcome: 'better', change: 0, ns: { candidate: 4 } }],
      },
    ]
    await append(
      await openRepository(repo.dir),
      odd.map(data => benched(repo, commits[0]!, 1, data)),
    )
    const { code, stdout } = improver(repo, 'bench', 'log')
    assert.equal(code, 0)
    assert.ok(!stdout.includes('\u001b'))
    assert.match(stdout, /an unknown machine/)
    const empty = makeBenchProject()
    assert.match(improver(empty, 'bench', 'log').stdout, /^the ledger has no benchmark along main; /)
  })

  it('prints nothing that a terminal would obey, and reads thousands of figures of one commit', async () => {
    const repo = makeBenchProject()
    repo.git('switch', '-q', 'main')
    const commit = repo.commit('Step', { 'README.md': '1\n' })
    const evil = '\u001b]0;title\u0007'
    const one = { file: `a${evil}`, case: `b${evil}`, outcome: evil, change: 1e12, between: ['x', null] }
    const cases = Array.from({ length: 200 }, () => ({ ...one, ns: { candidate: 1e-6 } }))
    const entries = Array.from({ length: 40 }, (_, at) =>
      benched(repo, commit, 1, { cases, at, fingerprint: { cpu: evil, cores: { a: evil }, git: [evil] } }),
    )
    await append(await openRepository(repo.dir), entries)
    const { code, stdout, stderr } = improver(repo, 'bench', 'log')
    assert.equal(code, 0, stderr)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    assert.doesNotMatch(stdout, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
    assert.match(stdout, /\?]0;title\?/)
  })

  it('numbers a long chart from its first commit to its last, so that they can be read', async () => {
    const repo = makeBenchProject()
    repo.git('switch', '-q', 'main')
    const commits = Array.from({ length: 41 }, (_, n) => repo.commit(`Step ${n}`, { 'README.md': `${n}\n` }))
    await append(
      await openRepository(repo.dir),
      commits.map((commit, at) => benched(repo, commit, 12_000 + 20 * (at % 3))),
    )
    assert.match(improver(repo, 'bench', 'log').stdout, /\n +1 +11 +21 +31 +41\n/)
  })
})
