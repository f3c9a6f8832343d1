import assert from 'node:assert/strict'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { improver } from '../helpers/cli.ts'
import { makeRepository } from '../helpers/gitRepository.ts'
import { BENCH, makeBenchProject } from './benchProject.ts'

describe('git improver bench', () => {
  it('says what is wrong with what it was given, and what to do', () => {
    const says = (repo: { dir: string; env: NodeJS.ProcessEnv }, why: RegExp, ...args: string[]) => {
      const { code, stderr } = improver(repo, 'bench', ...args)
      assert.equal(code, 2, stderr)
      assert.match(stderr, why)
    }
    const repo = makeBenchProject()
    says(repo, /nowhere names no commit/, 'nowhere..HEAD')
    says(repo, /no range: it takes two ends.*bench origin\/main\.\.HEAD/s, 'main...HEAD')
    says(
      repo,
      /no benchmark has nothing like it in its name or path/,
      'main..HEAD',
      '--only',
      'nothing like it',
    )
    const none = makeRepository()
    none.commit('Start')
    says(
      none,
      /no benchmark at [0-9a-f]{12}: checks\.performance\.files of the policy is .*commit one first/s,
      'HEAD..HEAD',
    )
    const free = makeRepository()
    free.git('switch', '-q', '-c', 'other')
    free.commit('Start', { 'a.bench.mjs': BENCH })
    says(free, /there is no protected branch to compare HEAD with.*bench "HEAD~1\.\.HEAD"/s)
  })

  it('takes no benchmark that the change brings, none that is a link, and tells one that fails from one that is slow', () => {
    const repo = makeBenchProject()
    repo.commit('A new one', { 'bench/new.bench.ts': BENCH })
    symlinkSync('/etc/hostname', join(repo.dir, 'bench', 'link.bench.ts'))
    repo.commit('It breaks', {
      'src/work.ts': "export function work(): number {\n  throw new Error('broken')\n}\n",
    })
    const { code, stdout } = improver(repo, 'bench')
    assert.equal(code, 125)
    assert.match(stdout, /not measured {2}bench\/new\.bench\.ts: it is new here, and proves nothing/)
    assert.match(stdout, /not measured {2}bench\/work\.bench\.ts: work: .* on candidate: Error: broken/)
    assert.doesNotMatch(stdout, /link\.bench/)
    assert.equal(repo.git('status', '--porcelain'), '')
    assert.equal(repo.git('for-each-ref', 'refs/notes'), '')
  })

  it('cannot tell where a benchmark that the base has does not even load any more', () => {
    const repo = makeBenchProject()
    repo.commit('It does not parse', { 'src/work.ts': 'export function work( {\n' })
    const { code, stdout } = improver(repo, 'bench')
    assert.equal(code, 125)
    assert.match(
      stdout,
      /not measured {2}bench\/work\.bench\.ts: .* cannot be bundled: .* at src\/work\.ts:2/,
    )
  })

  it('asks the base about the words of a benchmark that the change edits', () => {
    const repo = makeBenchProject()
    repo.commit('An easier benchmark', {
      'bench/work.bench.ts': BENCH.replace('() => work()', '() => 1').replace("'work'", "'easy'"),
    })
    const { stdout } = improver(repo, 'bench', '--only', 'easy')
    assert.equal(stdout, '')
    const told = improver(repo, 'bench', '--only', 'easy')
    assert.match(told.stderr, /no benchmark has easy/)
  })
})
