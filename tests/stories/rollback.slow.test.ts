import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { readChange } from '../../src/git/changes.ts'
import { openRepository } from '../../src/git/repository.ts'
import { append } from '../../src/ledger/append.ts'
import type { Entry } from '../../src/model/entry.ts'
import { improver, improverJson } from '../helpers/cli.ts'
import { makeRepository, type TestRepository } from '../helpers/gitRepository.ts'
import { FORMAT, propose, SEARCH } from '../helpers/landing.ts'
import { entryOn } from '../ledger/entries.ts'
import { FASTER } from './ledgerStory.ts'

const BRANCH = 'ai/performance/search'
const POLICY = 'version: 1\nextends: recommended@1\nbranches: { protected: [main] }\n'

type Undone = { commit: string; commits: string[]; exact: boolean }
type Listed = { id: string; state: string }

/** A project on main without hooks, and an improvement on its branch. */
function project(): { repo: TestRepository; commit: string; id: string } {
  const repo = makeRepository()
  repo.commit('Start', { '.improver/policy.yaml': POLICY, 'src/search.ts': SEARCH, 'src/format.ts': FORMAT })
  const commit = propose(repo, BRANCH, { 'src/search.ts': FASTER })
  return { repo, commit, id: idOf(repo, commit) }
}
const idOf = (repo: TestRepository, commit: string) =>
  /Improvement-Id: (\S+)/.exec(repo.git('log', '-1', '--format=%B', commit))![1]!
const text = (repo: TestRepository, path = 'src/search.ts') => repo.git('show', `HEAD:${path}`)
const stateOf = (repo: TestRepository, id: string) =>
  improverJson<Listed[]>(repo, 'list').find(one => one.id === id)?.state
/** Another commit of the same improvement on its branch. */
function extend(repo: TestRepository, files: Record<string, string>, id: string): string {
  repo.git('switch', '-q', BRANCH)
  const commit = repo.commit(`perf: more of it\n\nImprovement-Id: ${id}\nAI-Modified: x`, files)
  repo.git('switch', '-q', 'main')
  return commit
}

describe('git improver rollback', () => {
  it('undoes a plain commit, and is undone and done again by plain git', () => {
    const { repo, id } = project()
    repo.git('merge', '-q', '--ff-only', BRANCH)
    repo.commit('Something else', { 'README.md': 'x\n' })
    const { commits, exact } = improverJson<Undone>(repo, 'rollback', id)
    assert.deepEqual([commits.length, exact, text(repo)], [1, true, SEARCH.trimEnd()])
    assert.equal(stateOf(repo, id), 'reverted')
    assert.match(improver(repo, 'rollback', id).stderr, /is undone here already, by/)
    repo.git('revert', '--no-edit', 'HEAD')
    assert.equal(stateOf(repo, id), 'merged')
    assert.equal(improver(repo, 'rollback', id).code, 0)
    assert.equal(text(repo), SEARCH.trimEnd())
  })

  it('undoes a merge by one revert of it, sign-off and all; a second time there is nothing to undo', () => {
    const { repo, id } = project()
    extend(repo, { 'src/format.ts': `${FORMAT}// more\n` }, id)
    repo.git('switch', '-q', BRANCH)
    repo.git('commit', '-q', '--allow-empty', '-m', `Sign off\n\nReviewed-by: Rob Roe <rob@example.org>`)
    repo.git('switch', '-q', 'main')
    repo.commit('Something else', { 'README.md': 'x\n' })
    repo.git('merge', '-q', '--no-ff', '-m', `Merge ${BRANCH}\n\nImprovement-Id: ${id}`, BRANCH)
    repo.commit('And more', { 'README.md': 'y\n' })
    const { commits, exact } = improverJson<Undone>(repo, 'rollback', id)
    assert.deepEqual([commits.length, exact], [1, true])
    assert.match(repo.git('log', '-1', '--format=%B'), /^This reverts commit [0-9a-f]{40}, reversing/m)
    assert.deepEqual([text(repo), text(repo, 'src/format.ts')], [SEARCH.trimEnd(), FORMAT.trimEnd()])
    assert.equal(stateOf(repo, id), 'reverted')
    assert.match(improver(repo, 'rollback', id).stderr, /is undone here already/)
  })

  it('takes its own commit alone out of a merge that brought a person’s work as well', () => {
    const { repo, id } = project()
    repo.git('switch', '-q', BRANCH)
    repo.commit('By a person', { 'docs.md': 'x\n' })
    repo.git('switch', '-q', 'main')
    repo.git('merge', '-q', '--no-ff', '-m', 'Merge', BRANCH)
    const { commits, exact } = improverJson<Undone>(repo, 'rollback', id)
    assert.deepEqual([commits.length, exact, text(repo)], [1, true, SEARCH.trimEnd()])
    assert.equal(text(repo, 'docs.md'), 'x')
  })

  it('undoes a squash; one of several improvements it leaves to a person, who is told what else it holds', () => {
    const { repo, id, commit } = project()
    repo.git('merge', '-q', '--squash', BRANCH)
    repo.git('commit', '-q', '-m', repo.git('log', '-1', '--format=%B', commit))
    assert.deepEqual(improverJson<Undone>(repo, 'rollback', id).exact, true)
    assert.equal(text(repo), SEARCH.trimEnd())

    const both = project()
    const other = propose(both.repo, 'ai/docs/format', { 'src/format.ts': `${FORMAT}// told\n` })
    both.repo.git('merge', '-q', '--squash', BRANCH)
    both.repo.git('commit', '-q', '-m', 'first')
    both.repo.git('merge', '-q', '--squash', 'ai/docs/format')
    const ids = [both.id, idOf(both.repo, other)]
    both.repo.git(
      'commit',
      '-q',
      '--amend',
      '-m',
      `Both\n\n${ids.map(one => `Improvement-Id: ${one}`).join('\n')}`,
    )
    const head = both.repo.git('rev-parse', 'HEAD')
    const { code, stderr } = improver(both.repo, 'rollback', both.id)
    assert.equal(code, 1)
    assert.match(
      stderr,
      /together with I[0-9a-f]{11}: reverting it undoes them too\n {2}next {2}git revert [0-9a-f]{12}/,
    )
    assert.equal(both.repo.git('rev-parse', 'HEAD'), head)
  })

  it('undoes a series one by one, and says that it is not exact where later work moved what it touched', () => {
    const { repo, id } = project()
    extend(repo, { 'src/search.ts': FASTER.replace('byName.get(name)', 'byName.get(name) ?? undefined') }, id)
    repo.git('merge', '-q', '--ff-only', BRANCH)
    const { commits, exact } = improverJson<Undone>(repo, 'rollback', id)
    assert.deepEqual([commits.length, exact, text(repo)], [2, true, SEARCH.trimEnd()])
  })

  it('stops where later commits build on it, names them, and loses nothing', () => {
    const { repo, id } = project()
    extend(repo, { 'src/format.ts': `${FORMAT}// more\n` }, id)
    repo.git('merge', '-q', '--ff-only', BRANCH)
    const later = repo.commit('Look up by lower case', {
      'src/search.ts': FASTER.replace('byName.get(name)', 'byName.get(name.toLowerCase())'),
    })
    writeFileSync(join(repo.dir, 'README.md'), 'not committed yet\n')
    const { code, stderr } = improver(repo, 'rollback', id)
    assert.equal(code, 1)
    assert.match(
      stderr,
      new RegExp(
        `cannot be reverted: later work stands in the way: ${later.slice(0, 12)} \\(Look up by lower case\\), in src/search\\.ts; everything is as it was\n {2}next {2}git revert `,
      ),
    )
    // The first revert of the two had been made and is taken back.
    assert.equal(repo.git('rev-parse', 'HEAD'), later)
    assert.equal(repo.git('status', '--porcelain'), '?? README.md')
    assert.equal(repo.tryGit('rev-parse', '-q', '--verify', 'REVERT_HEAD').code, 1)
  })

  it('keeps what is not committed, where it would be in the way', () => {
    const { repo, id } = project()
    repo.git('merge', '-q', '--ff-only', BRANCH)
    const mine = `${FASTER}// mine\n`
    writeFileSync(join(repo.dir, 'src/search.ts'), mine)
    const { code, stderr } = improver(repo, 'rollback', id)
    assert.equal(code, 1)
    assert.match(stderr, /cannot be reverted: Your local changes/)
    assert.equal(repo.git('diff', '--name-only'), 'src/search.ts')
  })

  it("refuses while a revert, cherry-pick or merge of the person's own is under way, and leaves that as it is", () => {
    const { repo, id } = project()
    repo.git('merge', '-q', '--ff-only', BRANCH)
    const old = repo.commit('One', { 'README.md': 'one\n' })
    repo.commit('Two', { 'README.md': 'two\n' })
    assert.equal(repo.tryGit('revert', '--no-edit', old).code, 1)
    repo.write('README.md', 'settled by hand\n')
    repo.git('add', 'README.md')
    const state = () => [repo.git('status', '--porcelain'), repo.git('rev-parse', 'HEAD', 'REVERT_HEAD')]
    const before = state()
    const refused = improver(repo, 'rollback', id)
    assert.equal(refused.code, 1)
    assert.match(refused.stderr, /a revert is under way in /)
    assert.match(refused.stderr, /git revert --continue\n.*git revert --abort/)
    assert.deepEqual(state(), before)
    repo.git('revert', '--abort')
    repo.git('switch', '-q', '-c', 'side')
    repo.git('commit', '-q', '--allow-empty', '-m', 'Nothing')
    repo.git('switch', '-q', 'main')
    repo.git('merge', '-q', '--no-ff', '--no-commit', 'side')
    assert.match(improver(repo, 'rollback', id).stderr, /a merge is under way in /)
    repo.git('merge', '--abort')
    assert.equal(improver(repo, 'rollback', id).code, 0)
  })

  it('is seen where the person has told git to name reverted commits in short', () => {
    const { repo, id } = project()
    repo.git('merge', '-q', '--ff-only', BRANCH)
    repo.git('config', 'revert.reference', 'true')
    assert.equal(improver(repo, 'rollback', id).code, 0)
    assert.match(
      repo.git('log', '-1', '--format=%B'),
      /^Revert "[^"]*"\n\nThis reverts commit [0-9a-f]{40}\.$/,
    )
    assert.equal(stateOf(repo, id), 'reverted')
    assert.match(improver(repo, 'rollback', id).stderr, /is undone here already, by/)
  })

  it("undoes no commit of a person's that a line of the ledger calls the improvement's", async () => {
    const { repo, commit, id } = project()
    repo.git('merge', '-q', '--ff-only', BRANCH)
    const fix = repo.commit('A fix by hand', { 'src/format.ts': `${FORMAT}// safe now\n` })
    const opened = await openRepository(repo.dir)
    const { digest } = await readChange(opened, `${fix}^1`, fix)
    const line = {
      kind: 'proposed',
      improvement: id,
      change: digest,
      data: { base: `${repo.git('rev-parse', `${fix}^`)}` },
    }
    await append(opened, [entryOn(commit, line as Partial<Entry>)])
    const { stdout } = improver(repo, 'rollback', id)
    assert.match(stdout, /^reverted exactly: [0-9a-f]{7} undoes perf/)
    assert.equal(text(repo, 'src/format.ts'), `${FORMAT}// safe now`)
    assert.equal(text(repo), SEARCH.trimEnd())
  })
})
