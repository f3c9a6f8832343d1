import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { improver } from '../helpers/cli.ts'
import type { TestRepository } from '../helpers/gitRepository.ts'
import { noSigning, signEntryAs } from '../helpers/signingKey.ts'
import { BRANCH, lands, last, proposed, refused, sync, write } from './ledgerStory.ts'

const NAMED = 'repository: example.org/shop\n'
const CHANGE = /^Reviewed-Change: refs\/heads\/main sha256:[0-9a-f]{64} example\.org\/shop$/m

function amended(repo: TestRepository, ...trailers: string[]): void {
  repo.git('switch', '-q', BRANCH)
  const words = ['Reviewed-by: Rob Roe <rob@example.org>', ...trailers].flatMap(one => ['--trailer', one])
  repo.git('commit', '-q', '--amend', '--no-edit', '-S', ...words)
}

describe('a policy that names its repository', { skip: noSigning }, () => {
  it('has the name written into every review that is bound here, by the hook and by approve', () => {
    const { rob, sue } = proposed('recommended@1', NAMED)
    amended(rob)
    assert.match(rob.git('log', '-1', '--format=%B'), CHANGE)
    lands(rob)
    const other = proposed('recommended@1', NAMED)
    assert.equal(improver(other.rob, 'approve', BRANCH).code, 0)
    assert.match(other.rob.git('log', '-1', '--format=%B', BRANCH), CHANGE)
    lands(other.rob)
    assert.doesNotMatch(sue.git('log', '-1', '--format=%B', BRANCH), /shop/)
  })

  it('takes no review that was given for another one, or for none', () => {
    const { rob, sue, commit } = proposed('recommended@1', NAMED)
    amended(rob)
    const [line = ''] = CHANGE.exec(rob.git('log', '-1', '--format=%B')) ?? []
    for (const [name, why] of [
      ['', /it is for no repository that it names, and this is example\.org\/shop/],
      [' example.org/fork', /it is for example\.org\/fork, and this is example\.org\/shop/],
    ] as const) {
      rob.git('reset', '-q', '--hard', commit)
      amended(rob, line.replace(' example.org/shop', name))
      refused(rob, why)
    }
    assert.equal(improver(rob, 'approve', '--entry', commit).code, 0)
    const honest = last(rob, 'reviewed')
    assert.equal(honest.repo, 'example.org/shop')
    write(sue, signEntryAs(rob, { ...honest, repo: `root:${sue.git('rev-parse', 'main')}` }))
    refused(sue, /review-required/)
    sync(rob)
    lands(sue)
  })

  it('is not needed: without one a line needs none, and one that is there does no harm', () => {
    const { rob, commit } = proposed()
    amended(rob)
    const [line = ''] = /^Reviewed-Change: .*$/m.exec(rob.git('log', '-1', '--format=%B')) ?? []
    rob.git('reset', '-q', '--hard', commit)
    amended(rob, `${line} example.org/shop`)
    lands(rob)
  })
})
