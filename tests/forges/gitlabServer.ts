import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type {
  ExpandedMergeRequestSchema,
  MergeRequestDiffVersionsSchema,
  MergeRequestNoteSchema,
  ProjectLevelMergeRequestApprovalSchema,
  ProtectedBranchSchema,
} from '@gitbeaker/rest'

/** A merge request as a test states it. */
export type Merge = {
  iid: number
  target: string
  sha: string
  author: string
  state?: 'opened' | 'merged'
  versions: { sha: string; at: string }[]
  approvals?: { by: string; at?: string }[]
  requested?: string[]
  notes?: { body: string; at: string; by?: string; typed?: boolean }[]
  commits?: string[]
}

export type GitlabServer = {
  /** With /api/v4. */
  api: string
  merges: Merge[]
  project: Record<string, unknown>
  branch: Partial<ProtectedBranchSchema> | null
  settings: Partial<ProjectLevelMergeRequestApprovalSchema> | null
  train: number[]
  fail(path: string, status: number, times?: number): void
  close(): void
}

export const GITLAB_TOKEN = 'glpat-loopback0123456789'
export const PROJECT = 278964

const idOf = (name: string) => [...name].reduce((sum, char) => sum * 31 + char.charCodeAt(0), 7) % 1_000_000
const userOf = (username: string) => ({
  id: idOf(username),
  username,
  name: username,
  state: 'active',
  avatar_url: '',
  web_url: '',
})

/**
 * GitLab's interface on loopback, as far as it is asked: no and a bad token get 401, a job token 403 where GitLab's does not reach, another project
 * 404, pages over 100 rows the first 100, as GitLab cuts them.
 */
export async function startGitlab(): Promise<GitlabServer> {
  const failures: { path: string; status: number; times: number }[] = []
  const server: GitlabServer = {
    api: '',
    merges: [],
    project: {},
    branch: null,
    settings: null,
    train: [],
    fail: (path, status, times = 1) => void failures.push({ path, status, times }),
    close: () => http.close(),
  }
  const http = createServer((request, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', server.api)
    const path = decodeURIComponent(url.pathname).replace('/api/v4/', '')
    const send = (status: number, body: unknown, headers: Record<string, string> = {}) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers })
      response.end(JSON.stringify(body))
    }
    const failure = failures.find(one => path.includes(one.path) && one.times > 0)
    if (failure) {
      failure.times -= 1
      return send(failure.status, { message: 'ordered' })
    }
    const job = request.headers['job-token'] !== undefined
    if (job && /approvals|notes|versions/.test(path)) return send(403, { message: '403 Forbidden' })
    const token = request.headers['private-token'] ?? request.headers['job-token']
    if (token !== GITLAB_TOKEN) return send(401, { message: '401 Unauthorized' })
    const prefix = `projects/${PROJECT}`
    if (path !== prefix && !path.startsWith(`${prefix}/`))
      return send(404, { message: '404 Project Not Found' })
    const rest = path.slice(prefix.length + 1)
    const pages = <T>(rows: T[]) => {
      const size = Math.min(100, Number(url.searchParams.get('per_page') ?? 20))
      const page = Number(url.searchParams.get('page') ?? 1)
      const next = rows.length > page * size ? String(page + 1) : ''
      send(200, rows.slice((page - 1) * size, page * size), { 'x-next-page': next, 'x-page': String(page) })
    }
    if (rest === '') return send(200, { id: PROJECT, ...server.project })
    if (rest === 'approvals')
      return server.settings ? send(200, server.settings) : send(403, { message: '403 Forbidden' })
    if (rest === 'push_rule') return send(404, { message: '404 Not Found' })
    if (rest.startsWith('protected_branches/'))
      return server.branch ? send(200, server.branch) : send(404, { message: '404 Not found' })
    if (rest === 'merge_trains')
      return pages(
        server.train.map(iid => ({ merge_request: { iid }, target_branch: 'main', status: 'fresh' })),
      )
    const [, sha] = /^repository\/commits\/([0-9a-f]{40})\/merge_requests$/.exec(rest) ?? []
    if (sha) return pages(server.merges.filter(one => one.commits?.includes(sha)).map(mergeOf))
    const [, iid, what] = /^merge_requests\/(\d+)(?:\/(\w+))?$/.exec(rest) ?? []
    const merge = server.merges.find(one => one.iid === Number(iid))
    if (!merge) return send(404, { message: '404 Not found' })
    switch (what) {
      case undefined:
        return send(200, mergeOf(merge))
      case 'approvals':
        return send(200, {
          id: merge.iid,
          iid: merge.iid,
          project_id: PROJECT,
          approved_by: (merge.approvals ?? []).map(({ by, at }) => ({
            user: userOf(by),
            ...(at && { approved_at: at }),
          })),
        })
      case 'reviewers':
        return send(
          200,
          (merge.requested ?? []).map(by => ({
            user: userOf(by),
            state: 'requested_changes',
            created_at: '2026-01-01T00:00:00.000Z',
          })),
        )
      case 'versions':
        return pages(merge.versions.map(versionOf).reverse())
      case 'notes':
        return pages((merge.notes ?? []).map(noteOf))
      default:
        return send(404, { message: '404 Not found' })
    }
  })
  await new Promise<void>(done => http.listen(0, '127.0.0.1', done))
  server.api = `http://127.0.0.1:${(http.address() as AddressInfo).port}/api/v4`
  return server
}

function mergeOf({ iid, target, sha, author, state }: Merge) {
  return {
    iid,
    project_id: PROJECT,
    title: 'Draft: approved [skip ci] ::error::',
    state: state ?? 'opened',
    target_branch: target,
    source_branch: 'topic',
    author: userOf(author),
    sha,
    target_project_id: PROJECT,
    source_project_id: PROJECT,
  } satisfies Partial<ExpandedMergeRequestSchema>
}

function versionOf({ sha, at }: { sha: string; at: string }, index: number) {
  return {
    id: 100 + index,
    head_commit_sha: sha,
    base_commit_sha: sha,
    start_commit_sha: sha,
    created_at: at,
    merge_request_id: 1,
    state: 'collected',
    real_size: '1',
  } satisfies MergeRequestDiffVersionsSchema
}

function noteOf({ body, at, by = 'rob', typed = false }: NonNullable<Merge['notes']>[number], index: number) {
  return {
    id: index,
    body,
    system: !typed,
    created_at: at,
    author: { ...userOf(by), created_at: at },
    noteable_type: 'MergeRequest',
  } satisfies Partial<MergeRequestNoteSchema>
}
