import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { TestRepository } from '../helpers/gitRepository.ts'
import { makeLanding, propose } from '../helpers/landing.ts'
import { noSigning } from '../helpers/signingKey.ts'

const REVIEW = ['--trailer', 'Reviewed-by: Rob Roe <rob@example.org>']

const push = (repo: TestRepository, ref: string) => repo.tryGit('push', '--no-verify', 'origin', ref)

const onMain = (repo: TestRepository) => {
  repo.git('fetch', '-q')
  repo.git('switch', '-q', '-C', 'main', 'origin/main')
}

describe('a review of what was taken back', { skip: noSigning }, () => {
  for (const [assurance, sign] of [
    ['claimed', []],
    ['verified', ['-S']],
  ] as const) {
    it(`is spent, and a new one counts (${assurance})`, () => {
      const { jane, rob } = makeLanding('recommended@1', `reviews: { assurance: ${assurance} }\n`)
      const branch = 'ai/performance/format'
      propose(jane, branch, { 'src/format.ts': 'export const format = 1\n' })
      jane.git('push', '-q', 'origin', branch)
      rob.git('fetch', '-q')
      rob.git('switch', '-q', branch)
      // Rob looks twice, so there are two signed commits of the same change from the same base.
      rob.git('commit', '-q', '--amend', '--no-edit', ...sign, ...REVIEW)
      const landed = rob.git('rev-parse', 'HEAD')
      rob.git('commit', '-q', '--amend', '--no-edit', '--no-verify', '--date=now', ...sign)
      const twin = rob.git('rev-parse', 'HEAD')
      assert.equal(push(rob, `${landed}:refs/heads/main`).code, 0)

      onMain(jane)
      jane.git('revert', '--no-edit', landed)
      assert.equal(push(jane, 'main').code, 0, 'a person may undo it')

      onMain(jane)
      jane.git('fetch', '-q', rob.dir, twin)
      jane.git('merge', '-q', '--no-ff', '--no-verify', '-m', 'Merge the other one', twin)
      assert.equal(jane.git('show', 'HEAD:src/format.ts'), 'export const format = 1')
      const again = push(jane, 'main')
      assert.equal(again.code, 1, 'the same review brings it back')
      assert.match(again.stderr, /spent: [0-9a-f]{12} landed with it and was taken back by [0-9a-f]{12}/)

      onMain(jane)
      jane.git('cherry-pick', landed)
      assert.match(push(jane, 'main').stderr, assurance === 'claimed' ? /spent/ : /it is claimed/)

      onMain(rob)
      rob.git('cherry-pick', landed)
      rob.git('commit', '-q', '--allow-empty', '-S', '-m', 'Now it is right', ...REVIEW)
      const anew = push(rob, 'main')
      assert.equal(anew.code, 0, anew.stderr)
    })
  }

  it('is not spent while it stands, by whatever road it comes again', () => {
    const { jane, rob } = makeLanding('recommended@1', 'reviews: { assurance: verified }\n')
    propose(jane, 'ai/a', { 'src/a.ts': 'export const a = 1\n' })
    jane.git('push', '-q', 'origin', 'ai/a')
    rob.git('fetch', '-q')
    rob.git('switch', '-q', 'ai/a')
    rob.git('commit', '-q', '--amend', '--no-edit', '-S', ...REVIEW)
    rob.git('commit', '-q', '--amend', '--no-edit', '--no-verify', '--date=now', '-S')
    const twin = rob.git('rev-parse', 'HEAD')
    const landed = rob.git('rev-parse', 'HEAD@{1}')
    assert.equal(push(rob, `${landed}:refs/heads/main`).code, 0)
    onMain(jane)
    jane.git('revert', '--no-edit', 'HEAD')
    jane.git('revert', '--no-edit', 'HEAD')
    assert.equal(push(jane, 'main').code, 0)
    jane.git('fetch', '-q', rob.dir, twin)
    jane.git('merge', '-q', '--no-ff', '-m', 'Merge the twin', twin)
    const { code, stderr } = push(jane, 'main')
    assert.equal(code, 0, stderr)
  })
})
