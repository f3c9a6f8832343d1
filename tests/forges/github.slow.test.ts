import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { noSigning } from '../helpers/signingKey.ts'
import { type GithubServer, startGithub, TOKEN } from './githubServer.ts'
import { type Hosted, host, onGithub, publish, pullEvent } from './onForge.ts'

describe('verify --forge github, for a pull request', { skip: noSigning }, () => {
  let hosted: Hosted
  let github: GithubServer
  let head: string
  before(async () => {
    hosted = host()
    head = hosted.head
    github = await startGithub()
  })
  after(() => github.close())
  beforeEach(() => {
    github.pulls = [{ number: 12, base: 'main', head, author: 'jane', branch: 'topic' }]
    github.asked.length = 0
  })
  const approved = (more: object = {}) => ({ by: 'rob', state: 'APPROVED', commit: head, ...more })
  const ask = (event = 'pull_request_target', options = {}) =>
    onGithub(hosted, github.url, event, pullEvent(12, head), options)
  const reviewed = (...reviews: NonNullable<GithubServer['pulls'][number]['reviews']>) => {
    github.pulls[0]!.reviews = reviews
  }

  it('refuses what nobody approved, and allows it once somebody has', async () => {
    const no = await ask()
    assert.equal(no.code, 1, no.err)
    assert.match(no.out, /review-required[\s\S]*needs 1 review for main, has 0/)
    assert.match(no.out, /^::error file=src\/search.ts,line=\d+,title=git-improver%3A review-required/m)
    assert.match(no.summary, /### git-improver: refused: refs/)
    reviewed(approved())
    const yes = await ask()
    assert.equal(yes.code, 0, yes.out + yes.err)
    assert.match(yes.out, /github:rob approves 12: counts as rob <rob@example.org>/)
    assert.match(yes.out, /note: nothing was kept of these approvals/)
    const said = await ask('pull_request_target', { json: true })
    const { commits, allowed } = JSON.parse(said.out)
    assert.equal(allowed, true)
    assert.deepEqual(
      commits[0].reviews.map(({ assurance, carrier, problem }: object & Record<string, string>) => [
        assurance,
        carrier,
        problem,
      ]),
      [['vouched', 'entry', null]],
    )
    assert.match(
      commits[0].reviews[0].by,
      /^rob <rob@example.org> \(vouched by this run, which asked github\)$/,
    )
  })

  const worthless: [string, NonNullable<GithubServer['pulls'][number]['reviews']>, RegExp][] = [
    ['its proposer', [{ by: 'jane', state: 'APPROVED', commit: '' }], /jane proposed it/],
    ['a bot', [{ by: 'rob[bot]', state: 'APPROVED', commit: '' }], /is a machine/],
    ['a stranger', [{ by: 'mallory', state: 'APPROVED', commit: '' }], /under no person/],
    [
      'an account that looks like a known one',
      [{ by: 'r\u043eb', state: 'APPROVED', commit: '' }],
      /under no person/,
    ],
    ['a deleted account', [{ by: null, state: 'APPROVED', commit: '' }], /was deleted/],
    ['somebody who only commented', [{ by: 'rob', state: 'COMMENTED', commit: '' }], /has 0/],
    [
      'somebody whose approval was dismissed',
      [{ by: 'rob', state: 'DISMISSED', commit: '' }],
      /was dismissed/,
    ],
    [
      'somebody who approved an older head',
      [{ by: 'rob', state: 'APPROVED', commit: 'a'.repeat(40) }],
      /it is of aaaaaaaaaaaa, and the head is/,
    ],
    [
      'somebody who dismissed their second approval',
      [
        { by: 'rob', state: 'APPROVED', commit: '', at: '2026-01-01T00:00:00Z' },
        { by: 'rob', state: 'DISMISSED', commit: '', at: '2026-01-02T00:00:00Z' },
      ],
      /was dismissed/,
    ],
  ]
  for (const [who, reviews, why] of worthless)
    it(`counts no approval of ${who}, beside one that counts`, async () => {
      const here = reviews.map(one => ({ ...one, commit: one.commit || head }))
      reviewed(...here)
      const no = await ask()
      assert.equal(no.code, 1, no.err)
      assert.match(no.out, why)
      reviewed(...here, approved({ by: 'sue' }))
      assert.equal((await ask()).code, 0)
    })

  it('obeys a request for changes, of any head, until the same account approves', async () => {
    const no = { by: 'rob', state: 'CHANGES_REQUESTED', commit: 'b'.repeat(40), at: '2026-01-03T00:00:00Z' }
    reviewed(approved({ by: 'sue' }), approved({ at: '2026-01-01T00:00:00Z' }), no)
    const refused = await ask()
    assert.equal(refused.code, 1)
    assert.match(refused.out, /rejected[\s\S]*rob@example.org.*says no: changes requested on github in 12/)
    reviewed(no, { by: 'rob', state: 'COMMENTED', commit: head, at: '2026-01-04T00:00:00Z' })
    assert.equal((await ask()).code, 1)
    reviewed(no, approved({ at: '2026-01-04T00:00:00Z' }))
    assert.equal((await ask()).code, 0)
  })

  it('reads every page, a rejection on the last one included', async () => {
    const noise = Array.from({ length: 230 }, (_, at) => ({
      by: `user${at}`,
      state: 'COMMENTED',
      commit: head,
      at: '2026-01-01T00:00:00Z',
    }))
    reviewed(approved(), ...noise)
    assert.equal((await ask()).code, 0)
    reviewed(approved(), ...noise, { by: 'sue', state: 'CHANGES_REQUESTED', commit: head })
    assert.equal((await ask()).code, 1)
  })

  it('counts no approval from before the pull request got this target', async () => {
    reviewed(approved({ at: '2026-01-02T00:00:00Z' }))
    github.pulls[0]!.events = [{ event: 'base_ref_changed', at: '2026-01-02T00:00:01Z' }]
    const no = await ask()
    assert.equal(no.code, 1)
    assert.match(no.out, /got another target/)
    github.pulls[0]!.events = [
      { event: 'labeled', at: '2026-01-03T00:00:00Z' },
      { event: 'base_ref_changed', at: '2026-01-01T00:00:00Z' },
    ]
    assert.equal((await ask()).code, 0)
  })

  it('decides nothing about a head that is not the one of the event, the interface and git', async () => {
    reviewed(approved())
    github.pulls[0]!.head = 'c'.repeat(40)
    const moved = await ask()
    assert.equal(moved.code, 125)
    assert.match(moved.err, /the head of 12 is cccccccccccc now/)
    const other = await onGithub(hosted, github.url, 'pull_request', pullEvent(12, 'c'.repeat(40)))
    assert.equal(other.code, 125)
    assert.match(other.err, /git: it moved while this ran|for the forge/)
    github.pulls[0]!.head = head
    assert.equal((await ask('pull_request')).code, 0)
  })

  it('decides nothing without an answer, never tells the token, and tries again where that may help', async () => {
    const cases: [number, Record<string, string>, RegExp][] = [
      [500, {}, /has trouble of its own \(500\)/],
      [502, {}, /has trouble of its own \(502\)/],
      [401, {}, /does not know the token \(401\)/],
      [403, {}, /may not read it \(403\)[\s\S]*pull-requests: read/],
      [404, {}, /not found \(404\)/],
      [429, { 'retry-after': '1' }, /too many requests \(429\)/],
      [403, { 'retry-after': '3600' }, /\(403\) or a limit/],
    ]
    reviewed(approved())
    for (const [status, headers, why] of cases) {
      github.fail('/reviews', status, { times: 3, headers, body: `{"message":"no, ${TOKEN}"}` })
      const ran = await ask()
      assert.equal(ran.code, 125, `${status}: ${ran.out}`)
      assert.match(ran.err, why)
      assert.match(ran.err, /nothing is decided/)
      assert.doesNotMatch(ran.out + ran.err + ran.summary, new RegExp(TOKEN))
      // What was ordered and not asked for must not answer the next case.
      while ((await ask()).code === 125);
    }
    github.fail('/reviews', 503, { times: 2 })
    assert.equal((await ask()).code, 0)
    github.fail('/reviews', 403, {
      times: 2,
      headers: { 'retry-after': '1' },
      body: '{"message":"You have exceeded a secondary rate limit"}',
    })
    assert.equal((await ask()).code, 0)
    const down = await onGithub(hosted, 'http://127.0.0.1:9', 'pull_request', pullEvent(12, head))
    assert.equal(down.code, 125)
    assert.match(down.err, /could not be reached/)
    const open = await onGithub(hosted, 'http://example.org', 'pull_request', pullEvent(12, head))
    assert.match(open.err, /the token is not sent there/)
    const bad = await ask('pull_request', { env: { GITHUB_TOKEN: 'ghs_wrong00000000' } })
    assert.equal(bad.code, 125)
    const none = await ask('pull_request', { env: { GITHUB_TOKEN: '' } })
    assert.equal(none.code, 2)
  })

  it('sets a status that names the branch, pending first', async () => {
    reviewed(approved())
    github.statuses.length = 0
    assert.equal((await ask('pull_request_target', { status: 'git-improver' })).code, 0)
    reviewed()
    assert.equal((await ask('pull_request_target', { status: 'git-improver' })).code, 1)
    github.fail('/reviews', 500, { times: 3 })
    assert.equal((await ask('pull_request_target', { status: 'git-improver' })).code, 125)
    assert.deepEqual(
      github.statuses.map(({ sha, state, context }) => `${sha === head} ${state} ${context}`),
      ['pending', 'success', 'pending', 'failure', 'pending'].map(state => `true ${state} git-improver/main`),
    )
  })

  it('finds the pull request of a job that a review started', async () => {
    reviewed(approved())
    const event = (sha: string, of = 'pull_request_review') => ({
      workflow_run: {
        event: of,
        head_sha: sha,
        head_branch: 'topic',
        head_repository: { owner: { login: 'fork' } },
      },
    })
    const status = { status: 'git-improver' }
    assert.equal((await onGithub(hosted, github.url, 'workflow_run', event(head), status)).code, 0)
    const gone = await onGithub(hosted, github.url, 'workflow_run', event('d'.repeat(40)))
    assert.equal(gone.code, 125)
    assert.match(gone.err, /no open pull request has the head/)
    assert.equal((await onGithub(hosted, github.url, 'workflow_run', event(head, 'push'))).code, 2)
  })

  it('takes an approval for one target for no other', async () => {
    hosted.jane.git('push', '-q', 'origin', 'main:release/1')
    publish(hosted.jane, 13, 'topic')
    reviewed(approved())
    github.pulls.push({ number: 13, base: 'release/1', head, author: 'jane' })
    const other = await onGithub(hosted, github.url, 'pull_request', pullEvent(13, head))
    assert.equal(other.code, 1)
    assert.match(other.out, /needs 1 review for release\/1, has 0/)
    github.pulls[1]!.reviews = [approved()]
    assert.equal((await onGithub(hosted, github.url, 'pull_request', pullEvent(13, head))).code, 0)
  })
})
