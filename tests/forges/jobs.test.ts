import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { describe, it } from 'node:test'
import type { WebhookDefinition } from '@octokit/webhooks-examples'
import fc from 'fast-check'
import { readGithubJob } from '../../src/forges/readGithubJob.ts'
import { readGitlabJob } from '../../src/forges/readGitlabJob.ts'
import { Failure } from '../../src/model/failure.ts'

type Event = Record<string, unknown> & { repository?: { full_name: string } }

const recorded = createRequire(import.meta.url)('@octokit/webhooks-examples') as WebhookDefinition[]
const examples = (name: string) =>
  recorded.flatMap(one => (one.name === name ? (one.examples as unknown as Event[]) : []))
const job = (name: string, event: Event, repository = event.repository?.full_name ?? 'o/r') =>
  readGithubJob({ GITHUB_EVENT_NAME: name, GITHUB_REPOSITORY: repository }, event)
const ZEROS = '0'.repeat(40)

describe('a recorded event of GitHub', () => {
  it('of a pull request gives its number and head, whatever happened to it', () => {
    const all = [...examples('pull_request'), ...examples('pull_request_review')]
    assert.ok(all.length > 25)
    for (const event of all) {
      const pull = event.pull_request as { number: number; head: { sha: string } }
      assert.deepEqual(job('pull_request_target', event).subject, {
        kind: 'proposal',
        number: pull.number,
        head: pull.head.sha,
        train: null,
      })
    }
  })

  it('of a pull request from a fork is about the repository that it is for', () => {
    // No recorded one comes from a fork: this is the recorded one with the head of another repository.
    const event = structuredClone(examples('pull_request')[0]!) as Event & {
      pull_request: { head: { repo: unknown } }
    }
    for (const head of [null, { full_name: 'mallory/fork', fork: true }]) {
      event.pull_request.head.repo = head
      assert.equal(job('pull_request', event).subject.kind, 'proposal')
    }
    assert.throws(() => job('pull_request', event, 'mallory/fork'), /base.repo.full_name/)
  })

  it('of a push tells new, moved and deleted branches and tags', () => {
    for (const event of examples('push')) {
      const { ref, before, after } = event as unknown as Record<'ref' | 'before' | 'after', string>
      assert.deepEqual(job('push', event).subject, {
        kind: 'moved',
        ref,
        old: before === ZEROS ? null : before,
        new: after === ZEROS ? null : after,
      })
    }
    const forced = {
      ...examples('push')[0]!,
      ref: 'refs/heads/main',
      before: 'a'.repeat(40),
      after: 'b'.repeat(40),
      forced: true,
    }
    assert.equal(job('push', forced).subject.kind, 'moved')
  })

  it('of a merge queue gives the group and the pull request that is last in it', () => {
    for (const event of examples('merge_group')) {
      const { subject, place } = job('merge_group', event)
      assert.equal(subject.kind === 'group' && subject.ref, 'refs/heads/main')
      assert.deepEqual(subject.kind === 'group' && subject.numbers, [104])
      assert.equal(place.proposalDefinesJob, true)
    }
  })

  it('of another job counts when a pull request started that one', () => {
    const [event] = examples('workflow_run')
    assert.throws(() => job('workflow_run', event!), /when a job about a pull request started it/)
    const run = { ...(event!.workflow_run as object), event: 'pull_request_review' }
    assert.equal(job('workflow_run', { ...event!, workflow_run: run }).subject.kind, 'head')
  })

  it('that is not known is an error and never allowed', () => {
    for (const name of ['issue_comment', 'check_suite', 'deployment', 'label', '', 'PULL_REQUEST'])
      assert.throws(() => job(name, examples('check_suite')[0] ?? {}), Failure)
    assert.equal(job('schedule', {}).subject.kind, 'lately')
    assert.equal(job('workflow_dispatch', examples('workflow_dispatch')[0]!).subject.kind, 'lately')
  })

  it('is not steered by titles, labels and branch names', () => {
    const event = structuredClone(examples('pull_request')[0]!) as Event & {
      pull_request: { title: string; labels: unknown; head: { ref: string }; author_association: string }
    }
    const before = job('pull_request', event).subject
    event.pull_request.title = 'refs/heads/main'
    event.pull_request.labels = [{ name: 'approved' }]
    event.pull_request.head.ref = 'main"; exit 0 #'
    event.pull_request.author_association = 'OWNER'
    assert.deepEqual(job('pull_request', event).subject, before)
  })

  it('with a ref or a name that git would read another way is refused', () => {
    const push = { repository: { full_name: 'o/r' }, before: ZEROS, after: 'b'.repeat(40) }
    for (const ref of [
      'main',
      'refs/heads/',
      'refs/heads/a..b',
      'refs/heads/a:b',
      '--upload-pack=x',
      'refs/heads/a b',
      'refs/heads/x.lock',
      'refs/heads/@{1}',
    ])
      assert.throws(() => job('push', { ...push, ref }, 'o/r'), Failure, ref)
    for (const after of ['HEAD', '-x', 'B'.repeat(40), 'b'.repeat(39), '', null])
      assert.throws(() => job('push', { ...push, ref: 'refs/heads/main', after }, 'o/r'), Failure)
    assert.equal(job('push', { ...push, ref: 'refs/heads/main' }, 'o/r').subject.kind, 'moved')
  })

  it('of any shape is read or refused, and nothing else', () => {
    const names = [
      'push',
      'pull_request',
      'pull_request_review',
      'merge_group',
      'workflow_run',
      'schedule',
      'x',
    ]
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.jsonValue(), (name, event) => {
        try {
          readGithubJob({ GITHUB_EVENT_NAME: name, GITHUB_REPOSITORY: 'o/r' }, event)
        } catch (error) {
          assert.ok(error instanceof Failure)
        }
      }),
    )
  })
})

describe('the variables of a GitLab job', () => {
  const base = { CI_PROJECT_ID: '7', CI_API_V4_URL: 'https://gitlab.example.org/api/v4' }
  const oid = 'c'.repeat(40)

  it('tell branches, tags and schedules', () => {
    const push = { ...base, CI_PIPELINE_SOURCE: 'push', CI_COMMIT_BEFORE_SHA: ZEROS, CI_COMMIT_SHA: oid }
    const of = (more: object) => readGitlabJob({ ...push, ...more }).subject
    assert.deepEqual(of({ CI_COMMIT_BRANCH: 'main' }), {
      kind: 'moved',
      ref: 'refs/heads/main',
      old: null,
      new: oid,
    })
    assert.deepEqual(of({ CI_COMMIT_TAG: 'v1' }), { kind: 'moved', ref: 'refs/tags/v1', old: null, new: oid })
    assert.throws(() => of({}), Failure)
    assert.equal(readGitlabJob({ ...base, CI_PIPELINE_SOURCE: 'schedule' }).subject.kind, 'lately')
  })

  it('of a merge train name its own merge beside the head', () => {
    const train = {
      ...base,
      CI_PIPELINE_SOURCE: 'merge_request_event',
      CI_MERGE_REQUEST_PROJECT_ID: '7',
      CI_MERGE_REQUEST_IID: '3',
      CI_MERGE_REQUEST_EVENT_TYPE: 'merge_train',
      CI_COMMIT_SHA: oid,
      CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: 'd'.repeat(40),
    }
    assert.deepEqual(readGitlabJob(train).subject, {
      kind: 'proposal',
      number: 3,
      head: 'd'.repeat(40),
      train: { tip: oid, ref: 'refs/merge-requests/3/train' },
    })
    assert.throws(() => readGitlabJob({ ...train, CI_MERGE_REQUEST_EVENT_TYPE: 'new' }), Failure)
    assert.throws(() => readGitlabJob({ ...train, CI_MERGE_REQUEST_IID: '3x' }), Failure)
  })
})
