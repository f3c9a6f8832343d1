import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Entry } from '../../src/model/entry.ts'
import { improver, improverJson } from '../helpers/cli.ts'
import { makeRepository, type TestRepository } from '../helpers/gitRepository.ts'
import { makeProject } from '../helpers/project.ts'

type Shown = Entry & { id: string }

const about = (repo: TestRepository, commit: string) =>
  improverJson<Shown[]>(repo, 'ledger', 'log', commit)
    .map(({ kind }) => kind)
    .sort()
const stateOf = (repo: TestRepository, id: string) =>
  improverJson<{ id: string; state: string }[]>(repo, 'list').find(one => one.id === id)?.state

/** A project with one proposal of `run`, and a figure that a script wrote on a person's commit. */
function recorded(): { repo: TestRepository; id: string; branch: string; measured: string } {
  const repo = makeProject()
  const { improvements } = improverJson<{ improvements: { id: string; branch: string }[] }>(
    repo,
    'run',
    '--only',
    'docs',
  )
  repo.git('switch', '-q', '-c', 'topic')
  const measured = repo.commit('A person’s work', {
    'src/mine.js': 'export const a = 1\n',
    'README.md': 'one\ntwo\nthree\n',
  })
  assert.equal(improver(repo, 'ledger', 'add', '--kind', 'measured', '--data', '{"seconds": 2}').code, 0)
  const { id, branch } = improvements[0]!
  return { repo, id, branch, measured }
}

describe('what the ledger knows of a commit is found again', () => {
  it('after an amended message, a rebase, a cherry-pick and a squash, though nothing names the commit', () => {
    const { repo, measured } = recorded()
    assert.deepEqual(about(repo, measured), ['measured'])
    repo.git('commit', '-q', '--amend', '-m', 'Other words')
    assert.deepEqual(about(repo, 'HEAD'), ['measured'], 'amended')
    repo.git('switch', '-q', 'main')
    repo.commit('Meanwhile', { 'src/other.js': 'export {}\n' })
    repo.git('rebase', '-q', 'main', 'topic')
    assert.deepEqual(about(repo, 'topic'), ['measured'], 'rebased')
    repo.git('switch', '-q', '-c', 'release', 'main')
    repo.commit('Other ground', { 'src/third.js': 'export {}\n' })
    repo.git('cherry-pick', 'topic')
    assert.deepEqual(about(repo, 'release'), ['measured'], 'picked')
    repo.git('switch', '-q', 'main')
    repo.git('merge', '-q', '--squash', 'topic')
    repo.git('commit', '-q', '-m', 'Squashed')
    assert.deepEqual(about(repo, 'main'), ['measured'], 'squashed')
    assert.deepEqual(about(repo, 'main~1'), [], 'and nothing of it on another commit')
  })

  it('after a rebase with a conflict, by the improvement that the message names', () => {
    const { repo, id, branch } = recorded()
    repo.git('switch', '-q', 'main')
    const text = repo.git('show', 'main:src/clamp.js')
    repo.commit('Clamp otherwise', {
      'src/clamp.js': text.replace('export function clamp', '// Called often.\nexport function clamp'),
    })
    repo.git('switch', '-q', branch)
    const before = repo.git('rev-parse', 'HEAD')
    assert.notEqual(repo.tryGit('rebase', 'main').code, 0, 'it conflicts')
    const resolved = repo.git('show', `${before}:src/clamp.js`)
    repo.write('src/clamp.js', `${resolved}\n`)
    repo.git('add', '-A')
    repo.git('-c', 'core.editor=true', 'rebase', '--continue')
    assert.notEqual(repo.git('rev-parse', 'HEAD'), before)
    assert.deepEqual(about(repo, 'HEAD'), ['proposed', 'validated'])
    repo.git('switch', '-q', 'main')
    repo.git('merge', '-q', '--ff-only', branch)
    assert.equal(stateOf(repo, id), 'merged')
  })

  it('after a rewrite of the whole history that keeps what each commit changes', () => {
    const { repo, id, branch, measured } = recorded()
    repo.git('switch', '-q', 'main')
    repo.git('merge', '-q', '--no-ff', '-m', 'Merge', branch)
    repo.git('merge', '-q', '--no-ff', '-m', 'Merge the person’s', 'topic')
    repo.git(
      'filter-branch',
      '-f',
      '--env-filter',
      'GIT_AUTHOR_EMAIL=new@example.org GIT_COMMITTER_EMAIL=new@example.org',
      '--msg-filter',
      'sed "/^[A-Z][A-Za-z-]*: /d"',
      '--',
      'main',
    )
    const names = repo.git('rev-list', 'main').split('\n')
    assert.ok(!names.includes(measured))
    assert.doesNotMatch(repo.git('log', '--format=%B', 'main'), /Improvement-Id/)
    // Each of the two, and the merge that brought just that.
    const found = names.map(one => about(repo, one).join(' ')).filter(Boolean)
    assert.deepEqual(found.sort(), ['measured', 'measured', 'proposed validated', 'proposed validated'])
    repo.git('branch', '-D', '-q', branch, 'topic')
    assert.equal(stateOf(repo, id), 'merged')
  })

  it('after repack, prune and gc, in a mirror, and in clones that have only a part', () => {
    const { repo, id, branch } = recorded()
    repo.git('switch', '-q', 'main')
    repo.git('merge', '-q', '--squash', branch)
    repo.git('commit', '-q', '-m', 'Say more')
    repo.git('branch', '-D', '-q', branch)
    const before = improverJson<Shown[]>(repo, 'ledger', 'log')
    repo.git('reflog', 'expire', '--expire=now', '--all')
    repo.git('repack', '-a', '-d', '-q')
    repo.git('prune', '--expire=now')
    repo.git('gc', '-q', '--prune=now', '--aggressive')
    repo.git('pack-refs', '--all', '--prune')
    assert.deepEqual(improverJson<Shown[]>(repo, 'ledger', 'log'), before)
    assert.equal(stateOf(repo, id), 'merged')
    const server = makeRepository({ bare: true })
    repo.git('push', '-q', '--mirror', server.dir)
    for (const how of [['--depth=1'], ['--filter=blob:none'], ['--filter=tree:0'], ['--mirror']]) {
      const into = makeRepository({ bare: how[0] === '--mirror' })
      const dir = `${into.dir}-part`
      server.git('config', 'uploadpack.allowFilter', 'true')
      into.git('clone', '-q', ...how, `file://${server.dir}`, dir)
      const part = { dir, env: into.env }
      if (how[0] !== '--mirror') assert.equal(improver(part, 'ledger', 'sync').code, 0, `${how}`)
      const ids = (of: Pick<TestRepository, 'dir' | 'env'>) =>
        improverJson<Shown[]>(of, 'ledger', 'log').map(one => one.id)
      assert.deepEqual(ids(part).sort(), before.map(one => one.id).sort(), `${how}`)
      const listed = improverJson<{ id: string; state: string }[]>(part, 'list')
      // A clone of one commit cannot see what came before it; what it has of it is never wrong.
      const state = listed.find(one => one.id === id)?.state
      assert.ok(state === 'merged' || (how[0] === '--depth=1' && state === 'proposed'), `${how}: ${state}`)
    }
  })
})
