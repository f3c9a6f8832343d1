import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { after, before, describe, it } from 'node:test'
import { FORMAT, SEARCH } from '../helpers/landing.ts'
import { noSigning } from '../helpers/signingKey.ts'
import { type GithubServer, startGithub } from './githubServer.ts'
import { type Hosted, host, onGithub, proposeTo, publish, pullEvent } from './onForge.ts'

describe('a target that moves after an approval', { skip: noSigning }, () => {
  const BEFORE = '2024-01-02T00:00:00Z'
  const LANDED = '2024-01-03T00:00:00Z'
  const LATER = '2024-01-04T00:00:00Z'
  let github: GithubServer
  before(async () => {
    github = await startGithub()
  })
  after(() => github.close())

  /** What somebody merges into main by the button, at a time that the forge writes down. */
  function land(hosted: Hosted, what: string): void {
    const { jane, forge } = hosted
    const old = jane.git('rev-parse', 'main')
    const tree = jane.git('merge-tree', '--write-tree', old, what)
    const merge = execFileSync('git', ['commit-tree', '-p', old, '-p', what, '-m', 'Merge', tree], {
      cwd: jane.dir,
      env: { ...jane.env, GIT_COMMITTER_DATE: LANDED },
      encoding: 'utf8',
    }).trim()
    jane.git('push', '-q', 'origin', `${merge}:main`)
    assert.equal(forge.git('rev-parse', 'main'), merge)
  }

  it('leaves no approval for what its reviewer was not shown, and takes a new one', async () => {
    const hosted = host()
    const { jane, head: first } = hosted
    // Both together leave src/search.ts as it was, so that nobody is shown it.
    const head = proposeTo(jane, 'topic', {
      'src/search.ts': SEARCH,
      'src/format.ts': FORMAT.replace("' '", "'-'"),
    })
    publish(jane, 13, 'topic')
    const review = (at: string) => ({ by: 'rob', state: 'APPROVED', commit: head, at })
    github.pulls = [{ number: 13, base: 'main', head, author: 'jane', reviews: [review(BEFORE)] }]
    const ask = () => onGithub(hosted, github.url, 'pull_request_target', pullEvent(13, head))
    assert.equal((await ask()).code, 0)
    land(hosted, first)
    const no = await ask()
    assert.equal(no.code, 1, no.out)
    assert.match(no.out, /github:rob approves 13: does not count: the target took in a part of it afterwards/)
    github.pulls[0]?.reviews?.push(review(LATER))
    const yes = await ask()
    assert.equal(yes.code, 0, yes.out + yes.err)
  })

  it('spoils nothing by what is no part of the proposal', async () => {
    const hosted = host()
    const { jane, head } = hosted
    jane.git('switch', '-q', '-c', 'other', 'main')
    const other = jane.commit('Say more', { 'README.md': '# More\n' })
    jane.git('switch', '-q', 'main')
    const reviews = [{ by: 'rob', state: 'APPROVED', commit: head, at: BEFORE }]
    github.pulls = [{ number: 12, base: 'main', head, author: 'jane', reviews }]
    land(hosted, other)
    const ran = await onGithub(hosted, github.url, 'pull_request_target', pullEvent(12, head))
    assert.equal(ran.code, 0, ran.out + ran.err)
    // Updated from main by the button; main's own steps may be dated by clocks that go ahead.
    jane.git('fetch', '-q')
    jane.git('switch', '-q', 'topic')
    jane.git('merge', '-q', '--no-ff', '-m', 'Merge main', 'origin/main')
    publish(jane, 12, 'topic')
    const updated = jane.git('rev-parse', 'topic')
    github.pulls = [
      {
        number: 12,
        base: 'main',
        head: updated,
        author: 'jane',
        reviews: [{ ...reviews[0]!, commit: updated }],
      },
    ]
    const again = await onGithub(hosted, github.url, 'pull_request_target', pullEvent(12, updated))
    assert.equal(again.code, 0, again.out + again.err)
  })

  it('leaves no more of an approval that a voucher kept', async () => {
    const hosted = host("vouchers: { ci: 'VOUCHER' }\n")
    const { jane, head: first, key } = hosted
    const files = { 'src/search.ts': SEARCH, 'src/format.ts': FORMAT.replace("' '", "'-'") }
    const head = proposeTo(jane, 'topic', files)
    publish(jane, 13, 'topic')
    const reviews = [{ by: 'rob', state: 'APPROVED', commit: head, at: BEFORE }]
    github.pulls = [{ number: 13, base: 'main', head, author: 'jane', reviews }]
    const env = { GIT_IMPROVER_VOUCHER_KEY: key }
    const ask = () => onGithub(hosted, github.url, 'pull_request_target', pullEvent(13, head), { env })
    assert.match((await ask()).out, /1 vouched entries were signed and kept/)
    land(hosted, first)
    const no = await ask()
    assert.equal(no.code, 1, no.out)
    assert.match(no.out, /stale: the change is not the one that was reviewed/)
  })
})
