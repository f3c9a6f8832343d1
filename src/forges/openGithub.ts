import type { RestEndpointMethodTypes } from '@octokit/rest'
import { Failure } from '../model/failure.ts'
import { apiFailure, requireSafeApi } from './apiFailure.ts'
import type { ForgeClient } from './forge.ts'
import { type GithubReview, githubAccount, githubOpinions } from './githubOpinions.ts'
import { githubSettings } from './githubSettings.ts'
import { headOf, refOf } from './jobFields.ts'
import { loadPeer } from './loadPeer.ts'
import { allPages, PAGE_SIZE } from './pages.ts'
import { type Patience, troubleOfAnswer, withPatience } from './patience.ts'

export type GithubAccess = { api: string; repository: string; token: string; patience: Patience }

type Answer<T> = { data: T; headers: { link?: string | undefined } }
/** Calls with what it was for: the nouns of the error, the permission, and whether 404 is an answer. */
export type GithubCall = <T>(
  what: string,
  needs: string,
  call: () => Promise<Answer<T>>,
) => Promise<Answer<T>>

const ANSWER_WITHIN = 30_000
/** What a status may say at the most, by GitHub's own limit. */
const LONGEST_DESCRIPTION = 140

/**
 * One repository of GitHub's through its official client, which is loaded here and nowhere else.
 * @throws Failure when the client is not installed, or the address is not safe for a token.
 */
export async function openGithub(access: GithubAccess): Promise<ForgeClient> {
  requireSafeApi(access.api)
  const { Octokit } = await loadPeer('@octokit/rest', () => import('@octokit/rest'))
  const quiet = { debug() {}, info() {}, warn() {}, error() {} }
  const octokit = new Octokit({ auth: access.token, baseUrl: access.api, log: quiet })
  octokit.hook.before('request', options => {
    options.request = { ...options.request, signal: AbortSignal.timeout(ANSWER_WITHIN) }
  })
  const [owner = '', repo = ''] = access.repository.split('/')
  const where = { owner, repo }
  const call: GithubCall = async (what, needs, once) => {
    try {
      return await withPatience(access.patience, once, error => troubleOf(error))
    } catch (error) {
      if (error instanceof Failure) throw error
      throw apiFailure('github', statusOf(error), what, needs)
    }
  }
  const list = <T>(what: string, needs: string, once: (page: object) => Promise<Answer<T[]>>) =>
    allPages(what, async page => {
      const { data, headers } = await call(what, needs, () => once({ per_page: PAGE_SIZE, page }))
      return { rows: data, more: /rel="next"/.test(headers.link ?? '') }
    })
  const PULLS = 'pull-requests: read'
  return {
    forge: 'github',
    repository: access.repository,
    async proposal(number) {
      const asked = { ...where, pull_number: number }
      const { data } = await call(`#${number}`, PULLS, () => octokit.rest.pulls.get(asked))
      return {
        number,
        ref: refOf(`refs/heads/${data.base.ref}`, `the target of #${number}`),
        head: headOf(data.head.sha, number),
        headRef: `refs/pull/${number}/head`,
        author: data.user ? githubAccount(data.user) : null,
        open: data.state === 'open',
      }
    },
    async opinions({ number, head }) {
      const reviews: GithubReview[] = await list(`the reviews of #${number}`, PULLS, page =>
        octokit.rest.pulls.listReviews({ ...where, pull_number: number, ...page }),
      )
      const events = await list(`the events of #${number}`, 'issues: read and pull-requests: read', page =>
        octokit.rest.issues.listEvents({ ...where, issue_number: number, ...page }),
      )
      return githubOpinions(reviews, head, lastRetarget(events))
    },
    async proposalsOf(commit) {
      const pulls = await list(`the pull requests of ${commit.slice(0, 12)}`, PULLS, page =>
        octokit.rest.repos.listPullRequestsAssociatedWithCommit({ ...where, commit_sha: commit, ...page }),
      )
      return pulls.map(({ number }) => number)
    },
    async proposalsWith(head, of, branch) {
      const pulls = await list(`the pull requests of ${of}:${branch}`, PULLS, page =>
        octokit.rest.pulls.list({ ...where, state: 'open', head: `${of}:${branch}`, ...page }),
      )
      return pulls.filter(pull => pull.head.sha === head).map(({ number }) => number)
    },
    async queued() {
      return []
    },
    async setStatus(head, { state, context, description }) {
      const status = { state, context, description: description.slice(0, LONGEST_DESCRIPTION) }
      await call('a place for the status', 'statuses: write', () =>
        octokit.rest.repos.createCommitStatus({ ...where, sha: head, ...status }),
      )
    },
    settings: ref => githubSettings(octokit, where, ref, call, list),
  }
}

type IssueEvent = RestEndpointMethodTypes['issues']['listEvents']['response']['data'][number]

/** When what the reviewers saw was last measured against something else than now; null for never. */
function lastRetarget(events: IssueEvent[]): string | null {
  const names = ['base_ref_changed', 'automatic_base_change_succeeded', 'base_ref_force_pushed']
  const times = events.filter(({ event }) => names.includes(event)).map(one => one.created_at)
  return times.sort((a, b) => Date.parse(a) - Date.parse(b)).at(-1) ?? null
}

/** A request that never reached anybody has the status 500 in this client, and no response. */
function statusOf(error: unknown): number {
  const { status, response } = error as { status?: number; response?: unknown }
  return response === undefined ? 0 : (status ?? 0)
}

function troubleOf(error: unknown) {
  const { response, message } = error as {
    response?: { headers?: Record<string, string | number | undefined> }
    message?: string
  }
  const header = (name: string) => response?.headers?.[name]?.toString()
  return troubleOfAnswer(statusOf(error), header, message ?? '', Date.now())
}
