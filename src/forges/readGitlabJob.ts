import { EXIT, Failure } from '../model/failure.ts'
import type { Job, JobEnvironment, JobPlace, JobSubject } from './job.ts'
import { malformed, numberOf, oidOf, oidOrNull, refOf, variable } from './jobFields.ts'

/**
 * What a GitLab CI job is about, from its predefined variables.
 * @throws Failure for a source that is not known here, and (125) for a fork's own pipeline, where nothing can be believed.
 */
export function readGitlabJob(env: JobEnvironment): Job {
  const source = variable(env, 'CI_PIPELINE_SOURCE')
  const repository = String(numberOf(variable(env, 'CI_PROJECT_ID'), 'CI_PROJECT_ID'))
  const place: JobPlace = {
    forge: 'gitlab',
    repository,
    api: variable(env, 'CI_API_V4_URL'),
    event: source,
    // GitLab takes .gitlab-ci.yml from the branch that runs; whether that is the proposal's, doctor looks at.
    proposalDefinesJob: false,
  }
  return { place, subject: subjectOf(source, env, repository) }
}

function subjectOf(source: string, env: JobEnvironment, repository: string): JobSubject {
  switch (source) {
    case 'merge_request_event': {
      const target = String(numberOf(env.CI_MERGE_REQUEST_PROJECT_ID, 'CI_MERGE_REQUEST_PROJECT_ID'))
      if (target !== repository)
        throw new Failure(
          `this pipeline runs in the fork (project ${repository}), with the fork's job and variables: it proves nothing to project ${target}`,
          [
            {
              ask: 'a member of the parent project runs the pipeline there: merge request, Pipelines, Run pipeline',
            },
          ],
          EXIT.inconclusive,
        )
      const number = numberOf(env.CI_MERGE_REQUEST_IID, 'CI_MERGE_REQUEST_IID')
      const tip = oidOf(env.CI_COMMIT_SHA, 'CI_COMMIT_SHA')
      const kind = env.CI_MERGE_REQUEST_EVENT_TYPE
      // In merged results and trains CI_COMMIT_SHA is a merge that GitLab made.
      if (kind === 'detached' || !kind) return { kind: 'proposal', number, head: tip, train: null }
      const head = oidOf(env.CI_MERGE_REQUEST_SOURCE_BRANCH_SHA, 'CI_MERGE_REQUEST_SOURCE_BRANCH_SHA')
      if (kind === 'merged_result') return { kind: 'proposal', number, head, train: null }
      if (kind !== 'merge_train') throw malformed('CI_MERGE_REQUEST_EVENT_TYPE')
      return { kind: 'proposal', number, head, train: { tip, ref: `refs/merge-requests/${number}/train` } }
    }
    case 'push': {
      const tag = env.CI_COMMIT_TAG
      const name = tag ? `refs/tags/${tag}` : `refs/heads/${variable(env, 'CI_COMMIT_BRANCH')}`
      return {
        kind: 'moved',
        ref: refOf(name, 'CI_COMMIT_BRANCH'),
        old: oidOrNull(env.CI_COMMIT_BEFORE_SHA, 'CI_COMMIT_BEFORE_SHA'),
        new: oidOf(env.CI_COMMIT_SHA, 'CI_COMMIT_SHA'),
      }
    }
    case 'schedule':
    case 'web':
      return { kind: 'lately', ref: null }
    default:
      throw new Failure(
        `the pipeline source ${source} is not one that verify --forge gitlab knows; it knows merge_request_event, push, schedule and web`,
      )
  }
}
