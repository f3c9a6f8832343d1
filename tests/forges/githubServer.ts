import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { components } from '@octokit/openapi-types'

type Schemas = components['schemas']
type User = Schemas['simple-user']

/** A pull request as a test states it; the server makes GitHub's own shape of it. */
export type Pull = {
  number: number
  base: string
  head: string
  branch?: string
  author: string | null
  state?: 'open' | 'closed'
  reviews?: Review[]
  events?: { event: string; at: string }[]
  /** Commits by which GitHub says that it came. */
  commits?: string[]
}
export type Review = { by: string | null; state: string; commit: string; at?: string; id?: number }

export type GithubServer = {
  url: string
  pulls: Pull[]
  statuses: { sha: string; state: string; context: string }[]
  /** Every request, as `GET /path?query`. */
  asked: string[]
  /** Answers the next requests to a path that contains the text with this, as often as `times`. */
  fail(
    path: string,
    status: number,
    options?: { times?: number; headers?: Record<string, string>; body?: string },
  ): void
  /** Runs once before the next answer to a path that contains the text. */
  before(path: string, deed: () => void): void
  rules: Schemas['repository-rule-detailed'][]
  protection: Partial<Schemas['branch-protection']> | 403 | 404
  close(): void
}

export const TOKEN = 'ghs_loopback0123456789abcdef'
export const REPOSITORY = 'octo-org/octo-repo'

/** Numbers that accounts keep when they are renamed. */
export function numberOf(login: string): number {
  return [...login.toLowerCase()].reduce((sum, char) => sum * 31 + char.charCodeAt(0), 7) % 1_000_000
}

function userOf(login: string): User {
  const url = `https://api.github.com/users/${login}`
  return {
    login,
    id: numberOf(login),
    node_id: `U_${login}`,
    avatar_url: '',
    gravatar_id: '',
    url,
    html_url: url,
    followers_url: url,
    following_url: url,
    gists_url: url,
    starred_url: url,
    subscriptions_url: url,
    organizations_url: url,
    repos_url: url,
    events_url: url,
    received_events_url: url,
    type: login.endsWith('[bot]') ? 'Bot' : 'User',
    site_admin: false,
  } satisfies User
}

/**
 * GitHub's interface on loopback, as far as it is asked: what it answers is typed by the published schemas, and what it
 * refuses is what GitHub refuses: no token and a wrong one (401), another repository (404), pages over 100 (422),
 * numbers that are none (404), and whatever a test orders.
 */
export async function startGithub(pulls: Pull[] = []): Promise<GithubServer> {
  const failures: {
    path: string
    status: number
    times: number
    headers: Record<string, string>
    body: string
  }[] = []
  const deeds: { path: string; deed: () => void }[] = []
  const server: GithubServer = {
    url: '',
    pulls,
    statuses: [],
    asked: [],
    rules: [],
    protection: 404,
    fail(path, status, { times = 1, headers = {}, body = '{"message":"ordered"}' } = {}) {
      failures.push({ path, status, times, headers, body })
    },
    before: (path, deed) => void deeds.push({ path, deed }),
    close: () => http.close(),
  }
  const http = createServer((request, response) => void answer(request, response))
  await new Promise<void>(done => http.listen(0, '127.0.0.1', done))
  server.url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '/', server.url)
    const path = url.pathname
    server.asked.push(`${request.method} ${request.url}`)
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const send = (status: number, body: unknown, headers: Record<string, string> = {}) => {
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
      response.end(typeof body === 'string' ? body : JSON.stringify(body))
    }
    const deed = deeds.findIndex(one => path.includes(one.path))
    if (deed >= 0) deeds.splice(deed, 1)[0]?.deed()
    const failure = failures.find(one => path.includes(one.path) && one.times > 0)
    if (failure) {
      failure.times -= 1
      return send(failure.status, failure.body, failure.headers)
    }
    const error = (message: string, status: string) =>
      ({
        message,
        documentation_url: 'https://docs.github.com/rest',
        status,
      }) satisfies Schemas['basic-error']
    if (request.headers.authorization !== `token ${TOKEN}`) return send(401, error('Bad credentials', '401'))
    const prefix = `/repos/${REPOSITORY}/`
    if (!path.startsWith(prefix)) return send(404, error('Not Found', '404'))
    const rest = path.slice(prefix.length)
    const pages = <T>(rows: T[]) => {
      const size = Number(url.searchParams.get('per_page') ?? 30)
      const page = Number(url.searchParams.get('page') ?? 1)
      if (!(size >= 1 && size <= 100 && page >= 1)) return send(422, error('Validation Failed', '422'))
      const more = rows.length > page * size
      const next = new URL(url)
      next.searchParams.set('page', String(page + 1))
      const headers: Record<string, string> = more ? { link: `<${next.href}>; rel="next"` } : {}
      return send(200, rows.slice((page - 1) * size, page * size), headers)
    }
    const [, number, what] = /^(?:pulls|issues)\/(\d+)(?:\/(reviews|events))?$/.exec(rest) ?? []
    const pull = server.pulls.find(one => one.number === Number(number))
    if (number !== undefined && !pull) return send(404, error('Not Found', '404'))
    if (pull && what === 'reviews') return pages((pull.reviews ?? []).map(reviewOf))
    if (pull && what === 'events') return pages((pull.events ?? []).map(eventOf))
    if (pull) return send(200, pullOf(pull))
    const [, sha] = /^commits\/([0-9a-f]{40})\/pulls$/.exec(rest) ?? []
    if (sha) return pages(server.pulls.filter(one => one.commits?.includes(sha)).map(pullOf))
    if (rest === 'pulls') {
      const [, branch] = (url.searchParams.get('head') ?? '').split(':')
      return pages(server.pulls.filter(one => one.branch === branch && one.state !== 'closed').map(pullOf))
    }
    const [, of] = /^statuses\/([0-9a-f]{40})$/.exec(rest) ?? []
    if (of && request.method === 'POST') {
      const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as {
        state: string
        context: string
        description: string
      }
      if (!['error', 'failure', 'pending', 'success'].includes(body.state) || body.description.length > 140)
        return send(422, error('Validation Failed', '422'))
      server.statuses.push({ sha: of, state: body.state, context: body.context })
      return send(201, { id: 1, state: body.state, context: body.context })
    }
    if (rest.startsWith('rules/branches/')) return pages(server.rules)
    if (/^branches\/[^/]+\/protection$/.test(rest)) {
      if (server.protection === 403) return send(403, error('Resource not accessible by integration', '403'))
      if (server.protection === 404) return send(404, error('Branch not protected', '404'))
      return send(200, server.protection)
    }
    return send(404, error('Not Found', '404'))
  }
  return server
}

function pullOf(pull: Pull) {
  return {
    number: pull.number,
    state: pull.state ?? 'open',
    title: 'refs/heads/main ::set-output name=x:: approved',
    user: pull.author === null ? null : userOf(pull.author),
    draft: false,
    author_association: 'OWNER',
    base: { ref: pull.base, sha: '0'.repeat(40), label: `octo-org:${pull.base}` },
    head: { ref: pull.branch ?? 'topic', sha: pull.head, label: `octo-org:${pull.branch ?? 'topic'}` },
  } satisfies {
    [K in 'number' | 'state' | 'title' | 'draft' | 'author_association']: Schemas['pull-request'][K]
  } & {
    user: User | null
    base: Partial<Schemas['pull-request']['base']>
    head: Partial<Schemas['pull-request']['head']>
  }
}

let reviews = 80
function reviewOf(review: Review): Schemas['pull-request-review'] {
  const { by, state, commit, at } = review
  review.id ??= ++reviews
  const url = `https://github.com/${REPOSITORY}/pull/1#pullrequestreview`
  return {
    id: review.id,
    node_id: 'PRR',
    user: by === null ? null : userOf(by),
    body: 'LGTM\n::error::x',
    state,
    html_url: url,
    pull_request_url: url,
    _links: { html: { href: url }, pull_request: { href: url } },
    submitted_at: at ?? '2026-01-02T00:00:00Z',
    commit_id: commit,
    author_association: 'OWNER',
  }
}

function eventOf({ event, at }: { event: string; at: string }) {
  return {
    id: 1,
    node_id: 'E',
    url: '',
    actor: userOf('octocat'),
    event,
    commit_id: null,
    commit_url: null,
    created_at: at,
  } satisfies Partial<Schemas['issue-event']>
}
