import type { Gitlab } from '@gitbeaker/rest'
import { Failure } from '../model/failure.ts'
import type { GitlabCall } from './openGitlab.ts'
import type { Setting } from './setting.ts'

/** What is asked of GitLab for one branch; `undefined` in any of them: the token may not see it, or there is no such thing. */
type Seen = {
  project: Record<string, unknown> | undefined
  branch: Record<string, unknown> | undefined | 'none'
  approvals: Record<string, unknown> | undefined
  pushRules: Record<string, unknown> | undefined
}

/** What GitLab is set to for a branch, as findings; what the token may not read is `unseen`. */
export async function gitlabSettings(
  api: InstanceType<typeof Gitlab>,
  project: number,
  ref: string,
  call: GitlabCall,
): Promise<Setting[]> {
  const branch = ref.replace(/^refs\/heads\//, '')
  const look = async (what: string, ask: () => Promise<unknown>) => {
    try {
      return (await call(what, ask)) as Record<string, unknown>
    } catch (error) {
      if (!(error instanceof Failure) || !/\((403|404)\)/.test(error.message)) throw error
      return /\(404\)/.test(error.message) ? 'none' : undefined
    }
  }
  const plain = <T>(value: T | 'none') => (value === 'none' ? undefined : value)
  return gitlabFindings(ref, branch, {
    project: plain(await look('the project', () => api.Projects.show(project))),
    branch: await look(`the protection of ${branch}`, () => api.ProtectedBranches.show(project, branch)),
    approvals: plain(
      await look('the approval settings', () => api.MergeRequestApprovals.showConfiguration(project)),
    ),
    pushRules: plain(await look('the push rules', () => api.ProjectPushRules.show(project))),
  })
}

/** The findings of what was seen. Pure. */
export function gitlabFindings(ref: string, branch: string, seen: Seen): Setting[] {
  const one = (
    id: string,
    from: Record<string, unknown> | undefined,
    good: (value: Record<string, unknown>) => boolean,
    what: string,
    mend: string,
  ): Setting => {
    const state = from === undefined ? 'unseen' : good(from) ? 'ok' : 'wrong'
    const ending = { ok: '', wrong: ': no', unseen: ': not seen' }[state]
    return { id, ref, state, what: `${what}${ending}`, mend: state === 'ok' ? '' : mend }
  }
  const { project, approvals, pushRules } = seen
  // A project that is hidden hides its branches with the same 404.
  const known = seen.branch === 'none' ? project && {} : seen.branch
  const nobodyPushes = (value: Record<string, unknown>) => {
    const levels = value.push_access_levels
    return Array.isArray(levels) && levels.length > 0 && levels.every(level => level?.access_level === 0)
  }
  const at = 'Settings, Repository, Protected branches'
  const merging = 'Settings, Merge requests'
  return [
    one(
      'protected',
      known,
      value => value.name !== undefined,
      `${branch} is protected`,
      `${at}: protect ${branch}`,
    ),
    one(
      'push',
      known,
      nobodyPushes,
      'nobody pushes to it past a merge request',
      `${at}: allowed to push and merge: no one`,
    ),
    one(
      'force-push',
      known,
      value => value.allow_force_push === false,
      'it cannot be rewound',
      `${at}: no force push`,
    ),
    one(
      'pipeline',
      project,
      value => value.only_allow_merge_if_pipeline_succeeds === true,
      'pipelines must succeed',
      `${merging}: pipelines must succeed`,
    ),
    one(
      'skipped-pipeline',
      project,
      value => value.allow_merge_on_skipped_pipeline !== true,
      'a skipped pipeline is no success',
      `${merging}: skipped pipelines are not considered successful`,
    ),
    one(
      'current-base',
      project,
      value => value.merge_trains_enabled === true || value.merge_method === 'ff',
      'merges are trains or fast-forwards, so that what lands was judged',
      `${merging}: merge trains, or the merge method fast-forward`,
    ),
    one(
      'ci-file',
      project,
      value =>
        /@/.test(String(value.ci_config_path ?? '')) || /^https:/.test(String(value.ci_config_path ?? '')),
      'the CI file lies outside of what a proposal can change',
      'Settings, CI/CD, General pipelines, CI/CD configuration file: path@group/another-project (or a pipeline execution policy, which this cannot see)',
    ),
    one(
      'reset-approvals',
      approvals,
      value => value.reset_approvals_on_push === true,
      'a push removes approvals',
      `${merging}, Merge request approvals: remove all approvals when commits are added`,
    ),
    one(
      'author-approval',
      approvals,
      value => value.merge_requests_author_approval === false,
      'the author does not approve',
      `${merging}, Merge request approvals: prevent approval by author`,
    ),
    one(
      'committer-approval',
      approvals,
      value => value.merge_requests_disable_committers_approval === true,
      'who added commits does not approve',
      `${merging}, Merge request approvals: prevent approvals by users who add commits`,
    ),
    one(
      'push-rules',
      pushRules,
      value => value.commit_committer_check === true,
      'committers are who they say (push rules)',
      'Settings, Repository, Push rules: reject unverified users',
    ),
  ]
}
