import { Failure } from '../model/failure.ts'
import type { Job, JobEnvironment, JobPlace, JobSubject } from './job.ts'
import { fieldOf, malformed, numberOf, oidOf, oidOrNull, refOf, variable } from './jobFields.ts'

/**
 * Events whose workflow file comes with the proposal: a job that the proposal can rewrite must not hold a key. (A
 * queue's group is the proposal already merged, its workflows included.)
 */
const DEFINED_BY_PROPOSAL = new Set(['pull_request', 'pull_request_review', 'merge_group'])

/**
 * What a GitHub Actions job is about, from its environment and event payload. Only numbers, object names and refs of
 * the event are read; the interface is asked again for the rest.
 * @param event the parsed file at GITHUB_EVENT_PATH.
 * @throws Failure for an event that is not known here: what is not understood is never allowed.
 */
export function readGithubJob(env: JobEnvironment, event: unknown): Job {
  const name = variable(env, 'GITHUB_EVENT_NAME')
  const repository = variable(env, 'GITHUB_REPOSITORY')
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) throw malformed('GITHUB_REPOSITORY')
  const place: JobPlace = {
    forge: 'github',
    repository,
    api: env.GITHUB_API_URL || 'https://api.github.com',
    event: name,
    proposalDefinesJob: DEFINED_BY_PROPOSAL.has(name),
  }
  return { place, subject: subjectOf(name, event, repository) }
}

function subjectOf(name: string, event: unknown, repository: string): JobSubject {
  const get = (path: string) => fieldOf(event, path)
  const own = (path: string) => {
    const full = get(path)
    if (typeof full !== 'string' || full.toLowerCase() !== repository.toLowerCase()) throw malformed(path)
  }
  switch (name) {
    case 'pull_request':
    case 'pull_request_target':
    case 'pull_request_review':
      own('pull_request.base.repo.full_name')
      return {
        kind: 'proposal',
        number: numberOf(get('pull_request.number'), 'pull_request.number'),
        head: oidOf(get('pull_request.head.sha'), 'pull_request.head.sha'),
        train: null,
      }
    case 'merge_group': {
      const headRef = refOf(get('merge_group.head_ref'), 'merge_group.head_ref')
      const last = /\/pr-(\d+)-[0-9a-f]{40,64}$/.exec(headRef)?.[1]
      return {
        kind: 'group',
        ref: refOf(get('merge_group.base_ref'), 'merge_group.base_ref'),
        head: oidOf(get('merge_group.head_sha'), 'merge_group.head_sha'),
        headRef,
        numbers: last === undefined ? [] : [numberOf(last, 'merge_group.head_ref')],
      }
    }
    case 'workflow_run': {
      const of = get('workflow_run.event')
      if (!['pull_request', 'pull_request_review', 'pull_request_target'].includes(String(of)))
        throw new Failure(
          'a workflow_run is judged when a job about a pull request started it, and no other did',
        )
      const owner = get('workflow_run.head_repository.owner.login')
      const branch = get('workflow_run.head_branch')
      if (typeof owner !== 'string' || !/^[\w.-]+$/.test(owner))
        throw malformed('workflow_run.head_repository')
      return {
        kind: 'head',
        head: oidOf(get('workflow_run.head_sha'), 'workflow_run.head_sha'),
        owner,
        branch: refOf(`refs/heads/${branch}`, 'workflow_run.head_branch').slice('refs/heads/'.length),
      }
    }
    case 'push':
      own('repository.full_name')
      return {
        kind: 'moved',
        ref: refOf(get('ref'), 'ref'),
        old: oidOrNull(get('before'), 'before'),
        new: oidOrNull(get('after'), 'after'),
      }
    case 'schedule':
    case 'workflow_dispatch':
      return { kind: 'lately', ref: null }
    default:
      throw new Failure(
        `the event ${name} is not one that verify --forge github knows; it knows push, pull_request, pull_request_target, pull_request_review, merge_group, workflow_run, workflow_dispatch and schedule`,
      )
  }
}
