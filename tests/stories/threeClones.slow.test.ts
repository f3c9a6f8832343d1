import assert from 'node:assert/strict'
import fs from 'node:fs'
import { describe, it } from 'node:test'
import isomorphicGit from 'isomorphic-git'
import { improver, improverJson } from '../helpers/cli.ts'
import type { TestRepository } from '../helpers/gitRepository.ts'
import { makeLanding } from '../helpers/landing.ts'
import { LIBRARY } from '../helpers/project.ts'
import { noSigning } from '../helpers/signingKey.ts'
import { log, sync } from './ledgerStory.ts'

const POLICY =
  'auto_approve: { documentation_only: false }\nsandbox: none\nchecks: { require: [syntax, tests, behaviour] }\n'
const BENCH =
  "import { bench, run } from 'mitata'\nimport { clamp } from '../src/clamp.js'\n\nbench('clamp', () => clamp(20, 0, 10))\n\nawait run()\n"

type Listed = { id: string; state: string; branch: string; commit: string }

const listed = (repo: TestRepository) => improver(repo, 'list').stdout
const only = (repo: TestRepository) => {
  const [one, ...more] = improverJson<Listed[]>(repo, 'list')
  assert.ok(one && !more.length, 'one improvement is known')
  return one
}
/** What a person does in the morning. */
function catchUp(repo: TestRepository): void {
  repo.git('pull', '-q', '--ff-only', '--prune')
  sync(repo)
}

/** The branch's tip as one commit on main, by another program, whose message says nothing of where it comes from. */
async function squashElsewhere(repo: TestRepository, branch: string): Promise<string> {
  const at = { fs, dir: repo.dir }
  const tip = await isomorphicGit.resolveRef({ ...at, ref: branch })
  const { commit } = await isomorphicGit.readCommit({ ...at, oid: tip })
  const person = { name: 'Rob Roe', email: 'rob@example.org' }
  return isomorphicGit.commit({
    ...at,
    ref: 'refs/heads/main',
    tree: commit.tree,
    message: 'Say what clamp does (#12)\n',
    author: person,
    committer: person,
  })
}

describe('an improvement in three clones of one server', { skip: noSigning }, () => {
  it('is proposed in one, reviewed in the second, squashed by another program, and undone from a third that never saw it', async () => {
    const { server, jane, rob, sue } = makeLanding('recommended@1', POLICY)
    jane.commit('A library', { ...LIBRARY, 'bench/clamp.bench.js': BENCH })
    jane.git('push', '-q', 'origin', 'main')

    // Jane's clone proposes and measures.
    const ran = improverJson<{ improvements: { id: string; branch: string }[] }>(
      jane,
      'run',
      '--only',
      'docs',
      'src/clamp.js',
    )
    assert.equal(ran.improvements.length, 1)
    const { id, branch } = ran.improvements[0]!
    const measured = improver(jane, 'bench', `main..${branch}`, '--record')
    assert.ok([0, 125].includes(measured.code), measured.stderr)
    jane.git('push', '-q', 'origin', branch)
    sync(jane)

    // Rob reviews it in his, and another program squashes it.
    catchUp(rob)
    rob.git('branch', '-q', branch, `origin/${branch}`)
    assert.equal(improver(rob, 'approve', '--entry', branch).code, 0)
    assert.equal(only(rob).state, 'approved')
    const squash = await squashElsewhere(rob, branch)
    rob.git('reset', '-q', '--hard')
    assert.doesNotMatch(rob.git('log', '-1', '--format=%B', squash), /Improvement-Id/)
    rob.git('push', '-q', 'origin', 'main')
    rob.git('push', '-q', 'origin', '--delete', branch)
    sync(rob)

    // Sue's clone never had the branch; the record tells her what main has, and she takes it back with plain git.
    const proposal = jane.git('rev-parse', branch)
    catchUp(sue)
    assert.notEqual(sue.tryGit('cat-file', '-e', proposal).code, 0)
    assert.deepEqual([only(sue).id, only(sue).state, only(sue).commit], [id, 'merged', squash])
    assert.match(
      improver(sue, 'show', id).stdout,
      /validated .*\n(?:.*\n)*.*benched .*\n(?:.*\n)*.*reviewed +Rob Roe/,
    )
    sue.git('revert', '--no-edit', squash)
    sue.git('push', '-q', 'origin', 'main')

    for (const clone of [jane, rob, sue]) catchUp(clone)
    assert.deepEqual([only(sue).state, only(sue).commit], ['reverted', squash])
    assert.equal(listed(jane), listed(sue))
    assert.equal(listed(rob), listed(sue))
    assert.match(listed(sue), /^rejected \(1\)\n/)
    const lines = (repo: TestRepository) =>
      log(repo)
        .map(entry => entry.id)
        .sort()
    assert.deepEqual(lines(jane), lines(sue))
    assert.deepEqual(lines(rob), lines(sue))
    assert.deepEqual(
      log(sue)
        .map(({ kind }) => kind)
        .sort(),
      ['benched', 'proposed', 'reviewed', 'validated'],
    )
    for (const clone of [jane, rob, sue]) assert.equal(improver(clone, 'ledger', 'fsck').code, 0)
    assert.equal(server.git('rev-parse', 'main'), sue.git('rev-parse', 'HEAD'))
  })

  it('is undone by its id as well, though no message on main names it', async () => {
    const { jane } = makeLanding('recommended@1', POLICY)
    jane.commit('A library', LIBRARY)
    const { improvements } = improverJson<{ improvements: { id: string; branch: string }[] }>(
      jane,
      'run',
      '--only',
      'docs',
      'src/clamp.js',
    )
    const { id, branch } = improvements[0]!
    const before = jane.git('rev-parse', 'HEAD^{tree}')
    jane.commit('Something else meanwhile', { 'README.md': '# Other\n' })
    const other = jane.git('rev-parse', 'HEAD:README.md')
    jane.git('cherry-pick', branch)
    jane.git('commit', '-q', '--amend', '--no-verify', '-m', 'Say what clamp does')
    assert.deepEqual([only(jane).state, only(jane).commit], ['merged', jane.git('rev-parse', 'HEAD')])
    const { exact } = improverJson<{ exact: boolean }>(jane, 'rollback', id)
    assert.equal(exact, true)
    assert.equal(only(jane).state, 'reverted')
    assert.equal(jane.git('rev-parse', 'HEAD:src/clamp.js'), jane.git('rev-parse', `${before}:src/clamp.js`))
    assert.equal(jane.git('rev-parse', 'HEAD:README.md'), other)
  })
})
