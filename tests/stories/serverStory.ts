import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { improver } from '../helpers/cli.ts'
import type { TestRepository } from '../helpers/gitRepository.ts'
import { FORMAT, type Landing, makeLanding, propose, SEARCH } from '../helpers/landing.ts'
import { noSigning } from '../helpers/signingKey.ts'

const REVIEW = ['--trailer', 'Reviewed-by: Rob Roe <rob@example.org>']

/** What the server says to a push that has skipped the client's hook. */
function push(repo: TestRepository, ...refs: string[]): { code: number; stderr: string } {
  return repo.tryGit('push', '--no-verify', 'origin', ...refs)
}

function refuses(repo: TestRepository, why: RegExp, ...refs: string[]): void {
  const { code, stderr } = push(repo, ...refs)
  assert.equal(code, 1, stderr)
  assert.match(stderr, /remote: git-improver refused/)
  assert.match(stderr, why)
}

function takes(repo: TestRepository, ...refs: string[]): void {
  const { code, stderr } = push(repo, ...refs)
  assert.equal(code, 0, stderr)
  assert.doesNotMatch(stderr, /git-improver/)
}

/** What a server takes and refuses, with the objects' names by SHA-1 or SHA-256. */
export function serverStory(sha256: boolean): void {
  describe(`the server (${sha256 ? 'SHA-256' : 'SHA-1'})`, { skip: noSigning }, () => {
    let landing: Landing
    let jane: TestRepository
    let rob: TestRepository
    let count = 0
    /** A new improvement in a file of its own, on a branch that Rob has too. */
    const proposed = (options: Parameters<typeof propose>[3] = {}) => {
      const name = `ai/performance/change-${count++}`
      jane.git('fetch', '-q')
      propose(
        jane,
        name,
        { [`src/change-${count}.ts`]: `export const change = ${count}\n` },
        { from: 'origin/main', ...options },
      )
      jane.git('push', '-q', 'origin', name)
      rob.git('fetch', '-q')
      rob.git('switch', '-q', '--detach', `origin/${name}`)
      return name
    }
    const onMain = (repo: TestRepository) => {
      repo.git('fetch', '-q')
      repo.git('switch', '-q', '-C', 'main', 'origin/main')
    }

    before(() => {
      landing = makeLanding('recommended@1', '', { sha256 })
      jane = landing.jane
      rob = landing.rob
    })

    it('takes a review in an empty sign-off commit, which reaches a series', () => {
      proposed()
      const second = proposed({ from: rob.git('rev-parse', 'HEAD') })
      refuses(rob, /needs 1 review/, `origin/${second}:refs/heads/main`)
      rob.git('commit', '-q', '--allow-empty', '-S', '-m', 'Sign off the series', ...REVIEW)
      assert.match(rob.git('log', '-1', '--format=%B'), /Reviewed-Change: refs\/heads\/main sha256:/)
      takes(rob, 'HEAD:refs/heads/main')
    })

    it('refuses a sign-off when something was slipped in under it', () => {
      proposed()
      rob.git('commit', '-q', '--allow-empty', '-S', '-m', 'Sign off', ...REVIEW)
      const signed = rob.git('rev-parse', 'HEAD')
      rob.git('switch', '-q', '--detach', 'HEAD~1')
      rob.write('src/slipped.ts', 'export const slipped = 1\n')
      rob.git('add', '-A')
      rob.git('commit', '-q', '--amend', '--no-edit')
      rob.git('-c', 'core.hooksPath=/dev/null', 'cherry-pick', '--allow-empty', signed)
      refuses(rob, /stale|claimed/, 'HEAD:refs/heads/main')
      takes(rob, `${signed}:refs/heads/main`)
    })

    it('takes a review in the message of a merge, whatever else lands with it', () => {
      const name = proposed()
      onMain(rob)
      rob.commit('Something of mine', { 'src/mine.ts': 'export const mine = 1\n' })
      rob.git('merge', '-q', '--no-ff', '--no-commit', `origin/${name}`)
      rob.git('commit', '-q', '-S', '-m', 'Merge it', ...REVIEW)
      takes(rob, 'main')
    })

    it('says at the commit what a merge on a protected branch lacks, and lets it be added', () => {
      const name = proposed()
      onMain(rob)
      const merge = rob.tryGit('merge', '--no-ff', '--no-edit', `origin/${name}`)
      assert.equal(merge.code, 1)
      assert.match(merge.stderr, /git-improver refused refs\/heads\/main/)
      rob.git('commit', '-q', '-S', '-m', 'Merge it', ...REVIEW)
      takes(rob, 'main')
    })

    it('asks for one more sign-off when a reviewed improvement is cherry-picked to a release', () => {
      const name = proposed()
      rob.git('commit', '-q', '--amend', '--no-edit', '-S', ...REVIEW)
      takes(rob, 'HEAD:refs/heads/main', `+HEAD:refs/heads/${name}`)
      const landed = rob.git('rev-parse', 'HEAD')
      onMain(jane)
      jane.git('switch', '-q', '-c', 'release/1', 'origin/main~1')
      takes(jane, 'release/1')
      rob.git('fetch', '-q')
      rob.git('switch', '-q', '-C', 'release/1', 'origin/release/1')
      rob.git('cherry-pick', landed)
      refuses(rob, /it is for refs\/heads\/main/, 'release/1')
      rob.git('commit', '-q', '--amend', '--no-edit', '-S', ...REVIEW)
      takes(rob, 'release/1')
    })

    it('is not fooled by a squash, a stripped last paragraph or a second parent', () => {
      const name = proposed()
      onMain(jane)
      jane.git('merge', '-q', '--squash', `origin/${name}`)
      jane.git('commit', '-q', '--no-verify', '--no-edit')
      refuses(jane, /the message says Improvement-Id/, 'main')
      onMain(jane)
      jane.git('merge', '-q', '-s', 'ours', '--no-verify', '--no-edit', `origin/${name}`)
      refuses(jane, /needs 1 review/, 'main')
      onMain(jane)
      jane.write('src/marked.ts', '// AI-MODIFIED by somebody\nexport const marked = 1\n')
      jane.git('add', '-A')
      jane.git('commit', '-q', '--no-verify', '-m', 'Mine, honestly')
      refuses(jane, /src\/marked\.ts is marked/, 'main')
      jane.write('src/marked.ts', 'export const marked = 1\n')
      jane.git('commit', '-q', '-a', '--no-verify', '-m', 'No marker any more')
      refuses(jane, /src\/marked\.ts is marked/, 'main')
    })

    it('keeps protected refs, the policy and the ledger', () => {
      onMain(jane)
      refuses(jane, /would lose commits/, '+HEAD~1:refs/heads/main')
      refuses(jane, /cannot be deleted/, ':refs/heads/main')
      jane.git('replace', 'HEAD', 'HEAD~1')
      refuses(jane, /another object/, 'refs/replace/*')
      jane.git('replace', '-d', jane.git('rev-parse', 'HEAD'))

      refuses(jane, /own memory/, 'HEAD:refs/improver/seen/ledger')

      const policy = jane.git('show', 'HEAD:.improver/policy.yaml')
      jane.commit('Break the policy', { '.improver/policy.yaml': `${policy}\nbranch: {}\n` })
      refuses(jane, /policy-readable/, 'main')
      onMain(jane)
      jane.git('rm', '-q', '.improver/policy.yaml')
      jane.git('commit', '-q', '-m', 'No policy, no rules')
      refuses(jane, /would be gone/, 'main')
      onMain(jane)
      jane.commit('Lock everybody out', {
        '.improver/policy.yaml': policy.replace(/people:[\s\S]*/, 'reviews: { required: 9 }\n'),
      })
      refuses(jane, /policy-readable/, 'main')

      onMain(jane)
      const note = 'refs/notes/improver/ledger'
      jane.git('notes', `--ref=${note}`, 'add', '-m', '{"line":1}', 'HEAD')
      takes(jane, note)
      jane.git('notes', `--ref=${note}`, 'append', '-m', '{"line":2}', 'HEAD')
      takes(jane, note)
      jane.git('notes', `--ref=${note}`, 'add', '-f', '-m', '{"line":2}', 'HEAD')
      refuses(jane, /would be lost/, `+${note}`)
      refuses(jane, /cannot be deleted/, `:${note}`)
    })

    it('lets a bot undo exactly what AI landed, and nothing that a person wrote', () => {
      const name = proposed()
      rob.git('commit', '-q', '--amend', '--no-edit', '-S', ...REVIEW)
      takes(rob, 'HEAD:refs/heads/main', `+HEAD:refs/heads/${name}`)
      onMain(jane)
      const ai = jane.git('rev-parse', 'HEAD')
      const mine = jane.commit('A fix of mine', { 'src/format.ts': FORMAT.replace("' '", "'-'") })
      takes(jane, 'main')
      const asBot = ['-c', 'user.name=git-improver', '-c', 'user.email=bot@git-improver.invalid']
      jane.git(...asBot, 'revert', '--no-edit', mine)
      refuses(jane, /needs 1 review/, 'main')
      onMain(jane)
      jane.git(...asBot, 'revert', '--no-edit', ai)
      takes(jane, 'main')
      const undo = jane.git('rev-parse', 'HEAD')
      jane.git(...asBot, 'revert', '--no-edit', undo)
      refuses(jane, /needs 1 review/, 'main')
      onMain(jane)
      jane.git(...asBot, 'revert', '--no-commit', ai)
      assert.equal(jane.git('diff', '--cached', '--stat'), '', 'it is undone already')
      jane.git('revert', '--quit')
    })

    it('judges a branch that lies behind main as what it brings, in CI', () => {
      onMain(jane)
      jane.git('switch', '-q', '-c', 'behind', 'origin/main~2')
      jane.commit('Work on an old base', { 'src/behind.ts': 'export const behind = 1\n' })
      const human = improver(jane, 'verify', 'origin/main..behind')
      assert.equal(human.code, 0, human.stdout)
      propose(
        jane,
        'ai/performance/behind',
        { 'src/search.ts': `${SEARCH}export const more = 1\n` },
        { from: 'behind' },
      )
      const ai = improver(jane, 'verify', 'origin/main..ai/performance/behind')
      assert.equal(ai.code, 1)
      assert.match(ai.stdout, /1 review for main/)
    })
  })
}
