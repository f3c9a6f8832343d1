import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { appendFileSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import type { Rehearsed } from '../../src/flow/undo/rehearse.ts'
import { improver, improverJson } from '../helpers/cli.ts'
import { makeRepository, repositoryAt, type TestRepository, tempDir } from '../helpers/gitRepository.ts'
import { FORMAT, propose, SEARCH } from '../helpers/landing.ts'
import { FASTER } from './ledgerStory.ts'

const POLICY =
  'version: 1\nextends: recommended@1\nbranches: { protected: [main] }\nchecks: { require: [syntax, tests] }\nsandbox: none\n'
/** The tests hold as long as the two halves agree, whatever they say. */
const AGREE =
  "const { readFileSync } = require('node:fs')\nconst [a, b] = ['a.js', 'b.js'].map(file => readFileSync('src/' + file, 'utf8'))\nif (a !== b) throw new Error('a and b disagree')\n"

/** Three improvements have landed: one free, one that later work builds on, one without which the tests are red. */
function project(): { repo: TestRepository; ids: string[]; later: string } {
  const repo = makeRepository()
  repo.commit('Start', {
    '.improver/policy.yaml': POLICY,
    'package.json': '{ "name": "x", "scripts": { "test": "node agree.cjs" } }\n',
    'agree.cjs': AGREE,
    'src/a.js': 'export const x = 1\n',
    'src/b.js': 'export const x = 1\n',
    'src/search.ts': SEARCH,
    'src/format.ts': FORMAT,
  })
  const commits = [
    propose(repo, 'ai/docs/format', { 'src/format.ts': `${FORMAT}// told\n` }),
    propose(repo, 'ai/performance/search', { 'src/search.ts': FASTER }),
    propose(repo, 'ai/performance/both-halves', { 'src/a.js': 'export const x = 2\n' }),
  ]
  for (const branch of ['ai/docs/format', 'ai/performance/search', 'ai/performance/both-halves'])
    repo.git('merge', '-q', '--no-ff', '-m', `Merge ${branch}`, branch)
  const later = repo.commit('Look up by lower case', {
    'src/search.ts': FASTER.replace('byName.get(name)', 'byName.get(name.toLowerCase())'),
    'src/b.js': 'export const x = 2\n',
  })
  const ids = commits.map(one => /Improvement-Id: (\S+)/.exec(repo.git('log', '-1', '--format=%B', one))![1]!)
  return { repo, ids, later }
}

describe('git improver rollback --rehearse', () => {
  it('says of each improvement that is live whether undoing it is proven, or what stands in the way', () => {
    const { repo, ids, later } = project()
    const state = () => [
      repo.git('for-each-ref', 'refs/heads', 'refs/tags', 'refs/remotes'),
      repo.git('status', '--porcelain'),
      repo.git('rev-parse', 'HEAD'),
    ]
    const before = state()
    const ran = improver(repo, 'rollback', '--rehearse', '--record', '--json')
    assert.equal(ran.code, 1, ran.stderr)
    const { rehearsals, tip } = JSON.parse(ran.stdout) as Rehearsed
    const told = new Map(rehearsals.map(one => [one.improvement, one]))
    assert.deepEqual(
      ids.map(id => told.get(id)?.outcome),
      ['proven', 'blocked', 'failed'],
    )
    assert.deepEqual(
      told.get(ids[1]!)?.later.map(one => one.oid),
      [later],
    )
    assert.match(told.get(ids[2]!)?.why ?? '', /^tests: /)
    assert.equal(tip, later)
    assert.deepEqual(state(), before)
    const shown = (id: string) => improver(repo, 'show', id).stdout
    assert.match(
      shown(ids[0]!),
      new RegExp(`\\n {2}undo {6}proven now, on ${later.slice(0, 9)}; no voucher attests it\\n`),
    )
    assert.match(
      shown(ids[1]!),
      new RegExp(`\\n {2}undo {6}${later.slice(0, 9)} stands in the way, in src/search\\.ts \\(now`),
    )
    assert.match(shown(ids[2]!), /\n {2}undo {6}what is left then does not hold: tests: /)
    const text = improver(repo, 'rollback', '--rehearse').stdout
    assert.match(text, new RegExp(`^undone one at a time on main at ${later.slice(0, 9)}:\n`))
    assert.match(text, /note {2}nothing isolated the code that ran/)
    // In one night one line, whatever number of improvements there is.
    assert.equal(improverJson<unknown[]>(repo, 'ledger', 'log').length, 1)
  })

  it('takes one by name; what is not live is refused, and without any there is nothing to do', () => {
    const { repo, ids } = project()
    assert.match(
      improver(repo, 'show', ids[0]!).stdout,
      /\n {2}undo {6}never rehearsed: git improver rollback --rehearse\n/,
    )
    const { rehearsals } = improverJson<Rehearsed>(repo, 'rollback', '--rehearse', ids[0]!)
    assert.deepEqual(
      rehearsals.map(one => [one.improvement, one.outcome]),
      [[ids[0], 'proven']],
    )
    assert.equal(improver(repo, 'rollback', ids[0]!).code, 0)
    const gone = improver(repo, 'rollback', '--rehearse', ids[0]!)
    assert.equal(gone.code, 2)
    assert.match(gone.stderr, /has not landed on refs\/heads\/main, or is undone there already/)
    const empty = makeRepository()
    empty.commit('Start', { '.improver/policy.yaml': POLICY })
    const none = improver(empty, 'rollback', '--rehearse')
    assert.deepEqual(
      [none.code, none.stdout],
      [0, `no improvement is live on main at ${empty.git('rev-parse', '--short=9', 'HEAD')}\n`],
    )
    assert.equal(improver(empty, 'rollback').code, 2)
  })

  it("runs no hook or filter of the person's, who may sign all commits and turn line ends", () => {
    const { repo, ids } = project()
    repo.commit('Large files', { '.gitattributes': '*.bin filter=lfs\n', 'x.bin': 'pointer\n' })
    const [hooks, ran] = [tempDir(), join(tempDir(), 'ran')]
    for (const name of [
      'post-checkout',
      'reference-transaction',
      'commit-msg',
      'prepare-commit-msg',
      'post-commit',
    ])
      writeFileSync(join(hooks, name), `#!/bin/sh\necho ${name} >> '${ran}'\n`, { mode: 0o755 })
    appendFileSync(
      repo.env.GIT_CONFIG_GLOBAL!,
      `[core]\n\thooksPath = ${hooks}\n\tautocrlf = true\n[commit]\n\tgpgSign = true\n[submodule]\n\trecurse = true\n` +
        `[filter "lfs"]\n\tsmudge = "echo smudge >> '${ran}'; false"\n\tclean = "echo clean >> '${ran}'; false"\n\trequired = true\n`,
    )
    const { rehearsals } = improverJson<Rehearsed>(repo, 'rollback', '--rehearse', ids[0]!)
    assert.equal(rehearsals[0]?.outcome, 'proven')
    assert.equal(existsSync(ran), false)
  })

  it('holds in a shallow or partial clone whose branch is behind, and says what a shallow one cannot know', () => {
    const { repo, ids } = project()
    repo.git('config', 'uploadpack.allowFilter', 'true')
    const cloned = (...args: string[]) => {
      const dir = join(tempDir(), 'clone')
      execFileSync('git', ['clone', '-q', ...args, `file://${repo.dir}`, dir], {
        env: repo.env,
        stdio: 'pipe',
      })
      return repositoryAt(dir, repo.env)
    }
    const [few, shallow, partial] = [cloned('--depth=1'), cloned('--depth=6'), cloned('--filter=blob:none')]
    const tip = repo.commit('Ahead', { 'README.md': 'x\n' })
    for (const clone of [shallow, partial]) {
      clone.git('fetch', '-q')
      const done = improverJson<Rehearsed>(clone, 'rollback', '--rehearse', ids[0]!)
      assert.deepEqual([done.tip, done.rehearsals[0]?.outcome], [tip, 'proven'])
    }
    const { code, stdout } = improver(few, 'rollback', '--rehearse')
    assert.equal(code, 125)
    assert.match(
      stdout,
      /^no improvement is live on main at .*\nnote {2}this clone is shallow, .*git fetch --unshallow\n/,
    )
  })

  it('names what is live here alone and not published, and records nothing without a rehearsal', () => {
    const { repo, ids } = project()
    const server = join(tempDir(), 'server')
    execFileSync('git', ['clone', '-q', '--bare', repo.dir, server], { env: repo.env, stdio: 'pipe' })
    repo.git('--git-dir', server, 'update-ref', 'refs/heads/main', 'main~4')
    repo.git('remote', 'add', 'origin', server)
    repo.git('fetch', '-q')
    const { code, stdout } = improver(repo, 'rollback', '--rehearse')
    assert.equal(code, 125)
    for (const id of ids)
      assert.match(stdout, new RegExp(`note {2}${id} is live, and not on refs/heads/main`))
    for (const [args, why] of [
      [['rollback', ids[0]!, '--record'], /only --rehearse has something to record/],
      [['rollback', '--rehearse', '--voucher-key', 'key'], /--voucher-key signs what --record writes/],
      [['check', '--voucher-key', 'key'], /--voucher-key signs what --record writes/],
      [['bench', '--self', '--record'], /what --self finds is the noise/],
    ] as const) {
      const refused = improver(repo, ...args)
      assert.equal(refused.code, 2)
      assert.match(refused.stderr, why)
    }
    assert.equal(repo.git('for-each-ref', 'refs/notes'), '')
  })
})
