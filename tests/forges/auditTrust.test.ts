import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { FORMAT } from '../helpers/landing.ts'
import { noSigning } from '../helpers/signingKey.ts'
import { type GithubServer, startGithub } from './githubServer.ts'
import { FASTER, type Hosted, host, onGithub, proposeTo, pushEvent } from './onForge.ts'

const NONE = '0'.repeat(40)

describe('an audit beside trusted branches', { skip: noSigning }, () => {
  let github: GithubServer
  before(async () => {
    github = await startGithub()
  })
  after(() => github.close())

  /** A repository whose release branches are trusted; main is pushed. */
  function trusting(): Hosted {
    const hosted = host("vouchers: { ci: 'VOUCHER' }\n")
    const { jane } = hosted
    const policy = readFileSync(join(jane.dir, '.improver/policy.yaml'), 'utf8')
    jane.commit('Trust releases', {
      '.improver/policy.yaml': policy.replace('release/*] }', 'release/*], trust: [release/*] }'),
    })
    jane.git('push', '-q', 'origin', 'main')
    return hosted
  }

  it('sees what landed before a release was cut from it, or was pushed to both', async () => {
    const hosted = trusting()
    const { jane } = hosted
    const old = jane.git('rev-parse', 'main')
    const bad = proposeTo(jane, 'bad', { 'src/search.ts': FASTER })
    jane.git('push', '-q', 'origin', `${bad}:main`, `${bad}:refs/heads/release/9`)
    const main = await onGithub(hosted, github.url, 'push', pushEvent('refs/heads/main', old, bad))
    assert.equal(main.code, 1, main.out)
    assert.match(main.out, /review-required/)
    const lately = await onGithub(hosted, github.url, 'schedule', {}, { since: '20y' })
    assert.equal(lately.code, 1, lately.out)
    // The release was born of main, which answers for it.
    const release = await onGithub(hosted, github.url, 'push', pushEvent('refs/heads/release/9', NONE, bad))
    assert.equal(release.code, 0, release.out)
  })

  it('excuses what a release held when it was merged back, after the next one was cut as well', async () => {
    const hosted = trusting()
    const { jane } = hosted
    const old = jane.git('rev-parse', 'main')
    const fix = proposeTo(jane, 'fix', { 'src/format.ts': FORMAT.replace("' '", "'-'") })
    jane.git('push', '-q', 'origin', `${fix}:refs/heads/release/1`)
    jane.git('merge', '-q', '--no-ff', '-m', 'Merge release/1', fix)
    const merge = jane.git('rev-parse', 'main')
    jane.git('push', '-q', 'origin', 'main', 'main:refs/heads/release/2')
    const main = await onGithub(hosted, github.url, 'push', pushEvent('refs/heads/main', old, merge))
    assert.equal(main.code, 0, main.out + main.err)
    const lately = await onGithub(hosted, github.url, 'schedule', {}, { since: '20y' })
    assert.equal(lately.code, 0, lately.out + lately.err)
  })
})
