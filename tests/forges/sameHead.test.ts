import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { noSigning } from '../helpers/signingKey.ts'
import { type GithubServer, startGithub } from './githubServer.ts'
import { host, onGithub, publish } from './onForge.ts'

describe('one head in several pull requests', { skip: noSigning }, () => {
  let github: GithubServer
  before(async () => {
    github = await startGithub()
  })
  after(() => github.close())

  it('is judged for the branch that was asked for, whatever else somebody opens for it', async () => {
    const hosted = host()
    const { head, jane } = hosted
    jane.git('push', '-q', 'origin', 'main:dev')
    publish(jane, 11, 'topic')
    const one = { head, author: 'jane', branch: 'topic' }
    const reviews = [{ by: 'rob', state: 'APPROVED', commit: head }]
    github.pulls = [
      { ...one, number: 11, base: 'dev' },
      { ...one, number: 12, base: 'main', reviews },
    ]
    const event = {
      workflow_run: {
        event: 'pull_request_review',
        head_sha: head,
        head_branch: 'topic',
        head_repository: { owner: { login: 'octo-org' } },
      },
    }
    const main = { status: 'git-improver', ref: 'refs/heads/main' }
    const ran = await onGithub(hosted, github.url, 'workflow_run', event, main)
    assert.equal(ran.code, 0, ran.out + ran.err)
    assert.equal(github.statuses.at(-1)?.context, 'git-improver/main')
    assert.equal(github.statuses.at(-1)?.state, 'success')
    github.pulls[1]!.reviews = []
    assert.equal((await onGithub(hosted, github.url, 'workflow_run', event, main)).code, 1)
    github.pulls.pop()
    const none = await onGithub(hosted, github.url, 'workflow_run', event, main)
    assert.equal(none.code, 125)
    assert.match(none.err, /no open pull request for refs\/heads\/main has the head/)
  })
})
