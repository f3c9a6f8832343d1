import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { doctorForge } from '../../src/flow/forge/doctorForge.ts'
import { noSigning } from '../helpers/signingKey.ts'
import { type GithubServer, REPOSITORY, startGithub, TOKEN } from './githubServer.ts'
import { GITLAB_TOKEN, type GitlabServer, PROJECT, startGitlab } from './gitlabServer.ts'
import { type Hosted, host } from './onForge.ts'

const FAST = { tries: 1, wait: async () => {} }
type Answer = Awaited<ReturnType<typeof doctorForge>>
const stateOf = ({ findings }: Answer, id: string) => findings.find(one => one.id === id)?.state

describe('doctor --forge github', { skip: noSigning }, () => {
  let hosted: Hosted
  let github: GithubServer
  before(async () => {
    hosted = host()
    github = await startGithub()
  })
  after(() => github.close())
  beforeEach(() => {
    github.rules = []
    github.protection = 404
  })
  const ask = () =>
    doctorForge(
      hosted.ci.dir,
      { forge: 'github', remote: 'origin', repository: REPOSITORY },
      { GITHUB_TOKEN: TOKEN, GITHUB_API_URL: github.url },
      FAST,
    )
  const protection = (
    context: string,
    source: number | null,
  ): NonNullable<Exclude<GithubServer['protection'], number>> => ({
    required_status_checks: {
      url: '',
      strict: true,
      contexts: [context],
      checks: [{ context, app_id: source }],
      contexts_url: '',
    },
    enforce_admins: { url: '', enabled: true },
    required_pull_request_reviews: {
      url: '',
      dismiss_stale_reviews: true,
      require_code_owner_reviews: false,
      require_last_push_approval: true,
    },
    allow_deletions: { enabled: false },
    allow_force_pushes: { enabled: false },
  })

  it('takes nothing for good that it may not see', async () => {
    for (const hidden of [403, 404] as const) {
      github.protection = hidden
      const answer = await ask()
      assert.equal(answer.ok, false)
      assert.ok(answer.findings.length > 6)
      assert.ok(answer.findings.every(({ state, mend }) => state === 'unseen' && mend))
    }
  })

  it('is content with a check of this branch, from an app of its own, that nobody gets past', async () => {
    github.protection = protection('git-improver/main', 1234)
    const answer = await ask()
    assert.deepEqual(
      answer.findings.filter(({ state }) => state !== 'ok'),
      [],
    )
    assert.equal(answer.ok, true)
  })

  it('says that a check may be set by whoever pushes a workflow, and one without a branch by another pull request', async () => {
    github.protection = protection('git-improver/main', 15368)
    assert.equal(stateOf(await ask(), 'check-source'), 'wrong')
    github.protection = protection('git-improver', 1234)
    const other = await ask()
    assert.equal(stateOf(other, 'check-of-ref'), 'wrong')
    assert.equal(stateOf(other, 'required-check'), 'wrong')
    github.protection = {
      ...protection('git-improver/main', 1234),
      enforce_admins: { url: '', enabled: false },
    }
    assert.equal(stateOf(await ask(), 'bypass'), 'wrong')
    github.protection = { ...protection('git-improver/main', 1234), allow_force_pushes: { enabled: true } }
    assert.equal(stateOf(await ask(), 'force-push'), 'wrong')
  })

  it('knows rulesets, with a merge queue instead of branches that are up to date', async () => {
    github.rules = [
      { type: 'merge_queue', ruleset_source_type: 'Repository', ruleset_source: REPOSITORY, ruleset_id: 42 },
      { type: 'deletion', ruleset_source_type: 'Repository', ruleset_source: REPOSITORY, ruleset_id: 42 },
    ]
    const answer = await ask()
    assert.equal(stateOf(answer, 'current-base'), 'ok')
    assert.equal(stateOf(answer, 'deletion'), 'ok')
    assert.equal(stateOf(answer, 'force-push'), 'unseen')
    assert.equal(stateOf(answer, 'bypass'), 'unseen')
  })

  it('fails where the interface does', async () => {
    github.fail('rules', 500)
    await assert.rejects(ask(), /nothing is decided/)
  })
})

describe('doctor --forge gitlab', { skip: noSigning }, () => {
  let hosted: Hosted
  let gitlab: GitlabServer
  before(async () => {
    hosted = host()
    gitlab = await startGitlab()
  })
  after(() => gitlab.close())
  const ask = () =>
    doctorForge(
      hosted.ci.dir,
      { forge: 'gitlab', remote: 'origin', repository: String(PROJECT) },
      { GITLAB_TOKEN, CI_API_V4_URL: gitlab.api },
      FAST,
    )

  it('tells what is wrong from what it may not see, and from what is well', async () => {
    const bare = await ask()
    assert.equal(bare.ok, false)
    assert.equal(stateOf(bare, 'protected'), 'wrong')
    assert.equal(stateOf(bare, 'ci-file'), 'wrong')
    assert.equal(stateOf(bare, 'reset-approvals'), 'unseen')
    assert.equal(stateOf(bare, 'push-rules'), 'unseen')
    gitlab.project = {
      only_allow_merge_if_pipeline_succeeds: true,
      allow_merge_on_skipped_pipeline: false,
      merge_trains_enabled: true,
      ci_config_path: '.gitlab-ci.yml@group/ci',
    }
    gitlab.branch = {
      name: 'main',
      allow_force_push: false,
      push_access_levels: [
        { id: 1, access_level: 0, access_level_description: 'No one', user_id: null, group_id: null },
      ],
    } as unknown as NonNullable<GitlabServer['branch']>
    gitlab.settings = {
      reset_approvals_on_push: true,
      merge_requests_author_approval: false,
      merge_requests_disable_committers_approval: true,
    }
    const good = await ask()
    assert.deepEqual(
      good.findings.filter(({ state }) => state !== 'ok').map(({ id, state }) => [id, state]),
      [['push-rules', 'unseen']],
    )
    assert.equal(good.ok, false)
  })
})
