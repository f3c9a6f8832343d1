import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'
import { makeRepository, tempDir } from '../helpers/gitRepository.ts'
import { FORMAT } from '../helpers/landing.ts'
import { noSigning } from '../helpers/signingKey.ts'
import { GITLAB_TOKEN, type GitlabServer, type Merge, PROJECT, startGitlab } from './gitlabServer.ts'
import { type Hosted, host, proposeTo, publish, run } from './onForge.ts'

describe('verify --forge gitlab', { skip: noSigning }, () => {
  let hosted: Hosted
  let gitlab: GitlabServer
  let merge: Merge
  before(async () => {
    hosted = host("vouchers: { ci: 'VOUCHER' }\n")
    gitlab = await startGitlab()
  })
  after(() => gitlab.close())
  beforeEach(() => {
    merge = {
      iid: 12,
      target: 'main',
      sha: hosted.head,
      author: 'jane',
      versions: [
        { sha: 'a'.repeat(40), at: '2026-01-01T00:00:00.000Z' },
        { sha: hosted.head, at: '2026-01-02T00:00:00.000Z' },
      ],
    }
    gitlab.merges = [merge]
  })
  const variables = (more: Record<string, string> = {}) => ({
    CI_PIPELINE_SOURCE: 'merge_request_event',
    CI_API_V4_URL: gitlab.api,
    CI_PROJECT_ID: String(PROJECT),
    CI_MERGE_REQUEST_PROJECT_ID: String(PROJECT),
    CI_MERGE_REQUEST_IID: '12',
    CI_MERGE_REQUEST_EVENT_TYPE: 'detached',
    CI_COMMIT_SHA: hosted.head,
    GITLAB_TOKEN,
    ...more,
  })
  const ask = (more: Record<string, string> = {}, options = {}) =>
    run(hosted.ci, { forge: 'gitlab', ...options }, variables(more))
  const LATER = '2026-01-02T00:00:01.000Z'

  it('refuses what nobody approved, and allows what was approved after the last push', async () => {
    const report = join(tempDir(), 'report.json')
    const no = await ask({}, { report })
    assert.equal(no.code, 1, no.err)
    const [issue] = JSON.parse(readFileSync(report, 'utf8'))
    assert.equal(issue.check_name, 'git-improver/review-required')
    assert.equal(issue.location.path, 'src/search.ts')
    assert.match(issue.fingerprint, /^[0-9a-f]{64}$/)
    merge.approvals = [{ by: 'rob', at: LATER }]
    const yes = await ask({}, { report })
    assert.equal(yes.code, 0, yes.out + yes.err)
    assert.match(yes.out, /gitlab:rob approves 12: counts as rob/)
    assert.doesNotMatch(yes.out, /::/)
    assert.deepEqual(JSON.parse(readFileSync(report, 'utf8')), [])
  })

  const worthless: [string, () => void, RegExp][] = [
    [
      'an older push',
      () => (merge.approvals = [{ by: 'rob', at: '2026-01-01T12:00:00.000Z' }]),
      /before the last push/,
    ],
    ['an unknown time', () => (merge.approvals = [{ by: 'rob' }]), /does not say when/],
    ['the author', () => (merge.approvals = [{ by: 'jane', at: LATER }]), /jane proposed it/],
    ['a token', () => (merge.approvals = [{ by: 'project_1_bot_a', at: LATER }]), /is a machine/],
    ['a stranger', () => (merge.approvals = [{ by: 'mallory', at: LATER }]), /under no person/],
    [
      'another target',
      () => {
        merge.approvals = [{ by: 'rob', at: LATER }]
        merge.notes = [{ body: 'changed target branch from `dev` to `main`', at: '2026-01-03T00:00:00.000Z' }]
      },
      /got another target/,
    ],
    [
      'a head that has no version yet',
      () => {
        merge.approvals = [{ by: 'rob', at: LATER }]
        merge.versions.pop()
      },
      /has no version of the merge request/,
    ],
    [
      'somebody who typed what GitLab would write',
      () => {
        merge.approvals = [{ by: 'rob' }]
        merge.notes = [{ body: 'approved this merge request', at: LATER, typed: true }]
      },
      /does not say when/,
    ],
  ]
  for (const [of, set, why] of worthless)
    it(`counts no approval of ${of}`, async () => {
      set()
      const { code, out, err } = await ask()
      assert.equal(code, 1, err)
      assert.match(out, why)
      merge.versions = [{ sha: hosted.head, at: '2026-01-02T00:00:00.000Z' }]
      merge.approvals = [...(merge.approvals ?? []), { by: 'sue', at: '2026-01-04T00:00:00.000Z' }]
      assert.equal((await ask()).code, 0)
    })

  it('takes the time from GitLab’s own note where the approval has none, on whatever page it is', async () => {
    merge.approvals = [{ by: 'rob' }]
    merge.notes = Array.from({ length: 130 }, (_, at) => ({
      body: `note ${at}`,
      at: '2026-01-01T00:00:00.000Z',
      typed: true,
    }))
    merge.notes.push({ body: 'approved this merge request', at: LATER })
    assert.equal((await ask()).code, 0)
  })

  it('obeys a request for changes', async () => {
    merge.approvals = [{ by: 'sue', at: LATER }]
    merge.requested = ['rob']
    const no = await ask()
    assert.equal(no.code, 1)
    assert.match(no.out, /says no: changes requested on gitlab in 12/)
    merge.requested = []
    assert.equal((await ask()).code, 0)
  })

  it('judges merged results and trains, with the approvals of all that the train holds', async () => {
    merge.approvals = [{ by: 'rob', at: LATER }]
    const { jane, forge } = hosted
    const source = { CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: hosted.head }
    const merged = { CI_MERGE_REQUEST_EVENT_TYPE: 'merged_result', CI_COMMIT_SHA: 'b'.repeat(40), ...source }
    assert.equal((await ask(merged)).code, 0)
    const second = proposeTo(jane, 'second', { 'src/format.ts': FORMAT.replace("' '", "'-'") })
    publish(jane, 13, 'second')
    const train = makeRepository({ from: forge.dir })
    for (const branch of ['second', 'topic'])
      train.git('merge', '-q', '--no-ff', '-m', 'Merge', `origin/${branch}`)
    train.git('push', '-q', 'origin', 'HEAD:refs/merge-requests/12/train')
    const tip = train.git('rev-parse', 'HEAD')
    const car = { CI_MERGE_REQUEST_EVENT_TYPE: 'merge_train', CI_COMMIT_SHA: tip, ...source }
    const other: Merge = {
      ...merge,
      iid: 13,
      sha: second,
      approvals: [],
      versions: [{ sha: second, at: '2026-01-01T00:00:00.000Z' }],
    }
    gitlab.merges.push(other)
    gitlab.train = [13, 12]
    assert.equal((await ask(car)).code, 1)
    other.approvals = [{ by: 'rob', at: LATER }]
    const both = await ask(car)
    assert.equal(both.code, 0, both.out + both.err)
  })

  it('looks at a push as an audit, and asks by which merge request it came', async () => {
    const { forge, head, jane } = hosted
    const old = jane.git('rev-parse', 'main')
    forge.git('update-ref', 'refs/heads/main', head)
    const push = {
      CI_PIPELINE_SOURCE: 'push',
      CI_COMMIT_BEFORE_SHA: old,
      CI_COMMIT_SHA: head,
      CI_COMMIT_BRANCH: 'main',
    }
    merge.state = 'merged'
    merge.commits = [head]
    const no = await ask(push)
    assert.equal(no.code, 1, no.err)
    assert.match(no.out, /audit reports it and blocks nothing/)
    merge.approvals = [{ by: 'rob', at: LATER }]
    const yes = await ask(push)
    assert.equal(yes.code, 0, yes.out + yes.err)
    forge.git('update-ref', 'refs/heads/main', old)
  })

  it('decides nothing in a fork, without an answer, or with a token that may not read approvals', async () => {
    merge.approvals = [{ by: 'rob', at: LATER }]
    const fork = await ask({ CI_PROJECT_ID: '5' })
    assert.equal(fork.code, 125)
    assert.match(fork.err, /runs in the fork/)
    for (const [status, why] of [
      [401, /\(401\)/],
      [403, /\(403\)/],
      [404, /\(404\)/],
      [500, /\(500\)/],
      [429, /\(429\)/],
      [502, /could not be reached|\(502\)/],
    ] as const) {
      gitlab.fail('approvals', status, status === 429 || status === 502 ? 30 : status === 500 ? 3 : 1)
      const ran = await ask()
      assert.equal(ran.code, 125, `${status} ${ran.out}`)
      assert.match(ran.err, why)
      assert.doesNotMatch(ran.err, new RegExp(GITLAB_TOKEN))
    }
    const job = await run(
      hosted.ci,
      { forge: 'gitlab' },
      { ...variables({ CI_JOB_TOKEN: GITLAB_TOKEN }), GITLAB_TOKEN: '' },
    )
    assert.equal(job.code, 125)
    assert.match(job.err, /a job token may not read approvals/)
    const unknown = await ask({ CI_PIPELINE_SOURCE: 'pipeline' })
    assert.equal(unknown.code, 2)
    assert.match(unknown.err, /the pipeline source pipeline is not one/)
    assert.equal((await ask()).code, 0)
  })
})
