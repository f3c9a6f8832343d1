import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { improver } from '../helpers/cli.ts'
import { makeRepository } from '../helpers/gitRepository.ts'
import { giveSigningKey, noSigning } from '../helpers/signingKey.ts'
import { BUTTONS, type Button, press } from './buttons.ts'
import { type GithubServer, startGithub } from './githubServer.ts'
import { FASTER, type Hosted, host, onGithub, proposeTo, pullEvent, pushEvent } from './onForge.ts'

const VOUCHERS = "vouchers: { ci: 'VOUCHER' }\n"

describe('an audit', { skip: noSigning }, () => {
  let github: GithubServer
  let hosted: Hosted
  before(async () => {
    github = await startGithub()
    hosted = host(VOUCHERS)
  })
  after(() => github.close())
  const push = (ref: string, old: string, now: string) =>
    onGithub(hosted, github.url, 'push', pushEvent(ref, old, now))
  const NONE = '0'.repeat(40)

  it('judges a new protected branch, a tag and a free branch', async () => {
    const { jane, head } = hosted
    const main = jane.git('rev-parse', 'main')
    jane.git('push', '-q', 'origin', 'main:release/1', `${head}:refs/heads/release/2`, 'topic:free')
    assert.equal((await push('refs/heads/release/1', NONE, main)).code, 0)
    assert.equal((await push('refs/heads/release/2', NONE, head)).code, 1)
    assert.equal((await push('refs/heads/free', NONE, head)).code, 0)
    jane.git('tag', '-a', '-m', 'v1', 'v1', 'topic')
    jane.git('push', '-q', 'origin', 'v1')
    assert.equal((await push('refs/tags/v1', NONE, jane.git('rev-parse', 'v1'))).code, 0)
  })

  it('tells a force push and a deletion, by the policy of before', async () => {
    const { jane } = hosted
    jane.git('switch', '-q', '-c', 'kept', 'main')
    const ahead = jane.commit('Say more', { 'README.md': '# More\n' })
    const main = jane.git('rev-parse', 'main')
    jane.git('push', '-q', 'origin', 'kept:release/3')
    jane.git('push', '-q', '--force', 'origin', 'main:release/3')
    const forced = await push('refs/heads/release/3', ahead, main)
    assert.equal(forced.code, 1)
    assert.match(forced.out, /git-improver refused refs\/heads\/release\/3/)
    assert.equal((await push('refs/heads/release/3', main, ahead)).code, 0)
    jane.git('push', '-q', 'origin', ':release/3')
    assert.equal((await push('refs/heads/release/3', main, NONE)).code, 1)
    const lost = await push('refs/heads/release/3', 'e'.repeat(40), main)
    assert.equal(lost.code, 125)
    assert.match(lost.err, /can no longer be fetched/)
  })

  it('is not governed by the policy that a push brings', async () => {
    const other = host()
    const { jane, forge } = other
    const old = jane.git('rev-parse', 'main')
    proposeTo(jane, 'lax', {
      '.improver/policy.yaml': 'version: 1\nextends: observe@1\nbranches: { protected: [] }\n',
      'src/search.ts': FASTER,
    })
    jane.git('push', '-q', 'origin', 'lax:main')
    const ran = await onGithub(
      other,
      github.url,
      'push',
      pushEvent('refs/heads/main', old, forge.git('rev-parse', 'main')),
    )
    assert.equal(ran.code, 1)
    assert.match(ran.out, /review-required/)
    assert.match(ran.out, /policy-change/)
  })

  it('looks back over what landed lately, one landing at a time', async () => {
    const other = host()
    const quiet = await onGithub(other, github.url, 'schedule', {}, { since: '20y' })
    assert.equal(quiet.code, 0, quiet.err)
    assert.match(quiet.out, /nothing that an AI had a part in has landed/)
    const { clone, old, now } = press(other, 'squash')
    const commits = clone.git('rev-list', `${old}..${now}`).split('\n')
    github.pulls = [{ number: 12, base: 'main', head: other.head, author: 'jane', state: 'closed', commits }]
    const since = { since: '20y' }
    assert.equal((await onGithub(other, github.url, 'workflow_dispatch', {}, since)).code, 1)
    github.pulls[0]!.reviews = [{ by: 'rob', state: 'APPROVED', commit: other.head }]
    assert.equal((await onGithub(other, github.url, 'schedule', {}, since)).code, 0)
  })

  for (const button of Object.keys(BUTTONS) as Button[])
    it(`knows an override of the very head behind the ${button} button, and of nothing else`, async () => {
      const rob = makeRepository({ name: 'Rob Roe <rob@example.org>' })
      const other = host('override: { by: [rob] }\n', { keys: { rob: giveSigningKey(rob) } })
      rob.git('remote', 'add', 'origin', other.forge.dir)
      rob.git('fetch', '-q')
      rob.git('remote', 'set-head', 'origin', 'main')
      const ended = improver(
        rob,
        'override',
        'origin/main..origin/topic',
        '--ref',
        'main',
        '--reason',
        'down',
      )
      assert.equal(ended.code, 0, ended.stderr)
      assert.equal(improver(rob, 'ledger', 'sync').code, 0)
      github.pulls = [{ number: 12, base: 'main', head: other.head, author: 'jane' }]
      const pull = await onGithub(other, github.url, 'pull_request_target', pullEvent(12, other.head))
      assert.equal(pull.code, 0, pull.out)
      const { clone, old, now } = press(other, button)
      github.pulls = []
      const audit = await onGithub(other, github.url, 'push', pushEvent('refs/heads/main', old, now))
      assert.equal(audit.code, 0, audit.out)
      assert.match(audit.out, /ALLOWED BY OVERRIDE/)
      // One line more than what was overridden.
      const more = proposeTo(clone, 'more', { 'src/search.ts': `${FASTER}export const more = 1\n` })
      clone.git('push', '-q', '--force', 'origin', `${more}:main`)
      const worse = await onGithub(other, github.url, 'push', pushEvent('refs/heads/main', old, more))
      assert.equal(worse.code, 1, worse.out)
      assert.match(worse.out, /the override of .* does not count/)
    })
})
