import { Failure } from '../model/failure.ts'
import { apiFailure, requireSafeApi } from './apiFailure.ts'
import type { ForgeClient } from './forge.ts'
import { gitlabAccount, gitlabOpinions } from './gitlabOpinions.ts'
import { gitlabSettings } from './gitlabSettings.ts'
import { headOf, refOf } from './jobFields.ts'
import { loadPeer } from './loadPeer.ts'
import { allPages, PAGE_SIZE } from './pages.ts'
import { type Patience, troubleOfAnswer, withPatience } from './patience.ts'

export type GitlabAccess = {
  /** With `/api/v4`, as CI_API_V4_URL has it. */
  api: string
  /** The project's number. */
  repository: string
  token: string
  /** Whether the token is a job's own, which goes into another header and may read little. */
  ofJob: boolean
  patience: Patience
}

/** Calls with what it was for: the nouns of the error. */
export type GitlabCall = <T>(what: string, call: () => Promise<T>) => Promise<T>

const ANSWER_WITHIN = 30_000
const NEEDS = 'the scope read_api (a project access token of a Reporter; a job token may not read approvals)'

/**
 * One project of GitLab's through the client that GitLab's documentation names, loaded here and nowhere else.
 * @throws Failure when the client is not installed, or the address is not safe for a token.
 */
export async function openGitlab(access: GitlabAccess): Promise<ForgeClient> {
  requireSafeApi(access.api)
  const { Gitlab } = await loadPeer('@gitbeaker/rest', () => import('@gitbeaker/rest'))
  const host = access.api.replace(/\/api\/v4\/?$/, '')
  const options = { host, queryTimeout: ANSWER_WITHIN }
  const api = access.ofJob
    ? new Gitlab({ ...options, jobToken: access.token })
    : new Gitlab({ ...options, token: access.token })
  const project = Number(access.repository)
  const call: GitlabCall = async (what, once) => {
    try {
      return await withPatience(access.patience, once, troubleOf)
    } catch (error) {
      if (error instanceof Failure) throw error
      throw apiFailure('gitlab', statusOf(error), what, NEEDS)
    }
  }
  const list = <T>(what: string, once: (page: object) => Promise<unknown>) =>
    allPages<T>(what, async page => {
      const answer = await call(what, () => once({ perPage: PAGE_SIZE, page, showExpanded: true }))
      const { data, paginationInfo } = answer as { data: T[]; paginationInfo: { next: number | null } }
      return { rows: data, more: Boolean(paginationInfo?.next) }
    })
  const known = async <T>(what: string, once: () => Promise<T>, absent: T): Promise<T> => {
    try {
      return await call(what, once)
    } catch (error) {
      // An edition or version that has no such thing says 404, and then there is none.
      if (error instanceof Failure && /\(404\)/.test(error.message)) return absent
      throw error
    }
  }
  return {
    forge: 'gitlab',
    repository: access.repository,
    async proposal(number) {
      const found = await call(`!${number}`, () => api.MergeRequests.show(project, number))
      return {
        number,
        ref: refOf(`refs/heads/${found.target_branch}`, `the target of !${number}`),
        head: headOf(found.sha, number),
        headRef: `refs/merge-requests/${number}/head`,
        author: found.author ? gitlabAccount(found.author) : null,
        open: found.state === 'opened',
      }
    },
    async opinions({ number, head }) {
      const approvals = await call(`the approvals of !${number}`, () =>
        api.MergeRequestApprovals.showConfiguration(project, { mergerequestIId: number }),
      )
      const said = {
        approvedBy: (approvals.approved_by ?? []) as Parameters<typeof gitlabOpinions>[0]['approvedBy'],
        reviewers: await known(
          `the reviewers of !${number}`,
          () => api.MergeRequests.showReviewers(project, number),
          [],
        ),
        versions: await list<Parameters<typeof gitlabOpinions>[0]['versions'][number]>(
          `the versions of !${number}`,
          page => api.MergeRequests.allDiffVersions(project, number, page),
        ),
        notes: await list<Parameters<typeof gitlabOpinions>[0]['notes'][number]>(
          `the notes of !${number}`,
          page => api.MergeRequestNotes.all(project, number, page),
        ),
      }
      return gitlabOpinions(said, head)
    },
    async proposalsOf(commit) {
      const found = await list<{ iid: number }>(`the merge requests of ${commit.slice(0, 12)}`, page =>
        api.Commits.allMergeRequests(project, commit, page),
      )
      return found.map(({ iid }) => iid)
    },
    async proposalsWith() {
      return []
    },
    async queued(ref) {
      const cars = await list<{ merge_request: { iid: number }; target_branch: string }>(
        'the merge train',
        page => api.MergeTrains.all(project, { scope: 'active', ...page }),
      )
      const branch = ref.replace(/^refs\/heads\//, '')
      return cars.filter(car => car.target_branch === branch).map(car => car.merge_request.iid)
    },
    async setStatus() {
      throw new Failure('--status is for GitHub; in GitLab the job itself is the status')
    },
    settings: ref => gitlabSettings(api, project, ref, call),
  }
}

type GitlabError = { name?: string; cause?: { response?: Response; description?: string } }

/** The client tries 429 and 502 itself a few times within a second, and then says no number. */
function statusOf(error: unknown): number {
  const { name, cause } = error as GitlabError
  if (cause?.response) return cause.response.status
  return name === 'GitbeakerRetryError' && /429/.test(String(error)) ? 429 : 0
}

function troubleOf(error: unknown) {
  const { cause } = error as GitlabError
  const header = (name: string) => cause?.response?.headers.get(name) ?? undefined
  return troubleOfAnswer(statusOf(error), header, cause?.description ?? '', Date.now())
}
