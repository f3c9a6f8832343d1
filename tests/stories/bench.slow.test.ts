import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { COMMAND, improver, improverJson } from '../helpers/cli.ts'
import { BENCH, makeBenchProject, WORK } from './benchProject.ts'

type Result = {
  results: { name: string; outcome: string; ratio: number; interval: number[]; pairs: { ratio: number }[] }[]
}

describe('git improver bench, measuring', () => {
  it('finds what is faster and what is slower, and keeps each figure where it was asked to', () => {
    const repo = makeBenchProject()
    const head = repo.commit('Half the work', { 'src/work.ts': WORK(10_000) })
    const { results } = improverJson<Result>(repo, 'bench', '--record')
    const [one] = results
    assert.equal(one?.name, 'bench/work.bench.ts: work')
    assert.equal(one.outcome, 'better')
    assert.ok(one.ratio > 0.4 && one.ratio < 0.65, `${one.ratio}`)
    assert.ok(one.interval[0]! <= one.ratio && one.ratio <= one.interval[1]!)
    const line = JSON.parse(repo.git('notes', '--ref=improver/ledger', 'show', head).split('\n').at(-1) ?? '')
    assert.deepEqual([line.kind, line.commit, line.data.cases[0].outcome], ['benched', head, 'better'])
    assert.equal(line.data.cases[0].pairs.length, one.pairs.length)
    assert.match(JSON.stringify(line.data.fingerprint), /"node":"v/)
    // Backwards it is a loss, and that is a refusal.
    const back = improver(repo, 'bench', 'HEAD..main')
    assert.equal(back.code, 1, back.stdout)
    assert.match(back.stdout, /work\.bench\.ts: work {2}worse {9}\+/)
  })

  it('calls the same code the same, or says that it cannot tell; never better or worse', () => {
    const repo = makeBenchProject()
    // One false alarm in a hundred is what it allows itself; two in a row are a defect.
    const alarms = [1, 2].filter(() => {
      const { code, stdout } = improver(repo, 'bench', '--self')
      assert.match(stdout, /^a copy of [0-9a-f]{7} beside/)
      assert.ok(code === 0 || code === 125 || code === 1)
      return / better | worse /.test(stdout)
    })
    assert.ok(alarms.length < 2)
  })

  it('is a question that git bisect run can ask', () => {
    const repo = makeBenchProject()
    const good = repo.git('rev-parse', 'HEAD')
    repo.commit('Say more', { 'README.md': '# Work\n' })
    const bad = repo.commit('Think twice', { 'src/work.ts': WORK(40_000) })
    repo.commit('Say even more', { 'README.md': '# Work\n\nMore.\n' })
    repo.commit('Another benchmark', { 'bench/other.bench.ts': BENCH })
    repo.git('bisect', 'start', 'HEAD', good)
    const told = repo.git('bisect', 'run', process.execPath, COMMAND, 'bench', `${good}..HEAD`)
    assert.match(told, new RegExp(`${bad} is the first bad commit`))
  })
})
