import type { Oid } from '../model/change.ts'
import type { Account, Opinion } from './forge.ts'

/** The two ways in which GitLab notes another target: by hand, and when the old one was deleted. */
const RETARGETED =
  /^(?:changed target branch from\b|deleted the `.*` branch\. This merge request now targets\b)/s

type GitlabUser = { id: number; username: string }

/** What GitLab says about who approved what, and when. */
export type GitlabSaid = {
  approvedBy: { user: GitlabUser; approved_at?: string | null }[]
  reviewers: { user: GitlabUser; state: string; created_at?: string }[]
  versions: { id: number; head_commit_sha: string; created_at: string }[]
  /** Only notes that GitLab itself wrote: nobody can type one. */
  notes: { system: boolean; body: string; created_at: string; author: { id: number } }[]
}

/**
 * The approvals and requests for changes that stand. GitLab does not say which commit was approved, so that an approval
 * counts for the head only when it is later than the version of the merge request that this head made and later than
 * the last change of its target. Whether approvals are reset on a push is not relied upon: a rebase by
 * GitLab's own button keeps them.
 */
export function gitlabOpinions(said: GitlabSaid, head: Oid): Opinion[] {
  const newest = said.versions.reduce<GitlabSaid['versions'][number] | null>(
    (best, one) => (best && best.id > one.id ? best : one),
    null,
  )
  const retargeted = said.notes
    .filter(({ system, body }) => system && RETARGETED.test(body))
    .map(({ created_at }) => Date.parse(created_at))
  const rejecting = said.reviewers.filter(({ state }) => state === 'requested_changes')
  const approvals = said.approvedBy.map(({ user, approved_at: own }): Opinion => {
    const at = own ?? noteOf(said, user, 'approved this merge request') ?? ''
    const problem = problemWith(at, newest, retargeted, head)
    return { id: `${user.id}@${at}`, by: gitlabAccount(user), says: 'approves', at, stands: true, problem }
  })
  const noes = rejecting.map(
    ({ user, created_at }): Opinion => ({
      // Asked for again after it was taken back, it is another one.
      id: `${user.id}!${noteOf(said, user, 'requested changes') ?? newest?.id ?? ''}`,
      by: gitlabAccount(user),
      says: 'rejects',
      at: created_at ?? '',
      stands: true,
      problem: null,
    }),
  )
  return [...approvals, ...noes]
}

/**
 * Access tokens of projects and groups act as users, and deleted users become one ghost. Where a person had such a name
 * first, GitLab puts a number behind its own.
 */
export function gitlabAccount({ id, username }: GitlabUser): Account {
  const machine =
    /^(project|group)_\d+_bot|^service_account_|^(ghost|support-bot|alert-bot|GitLab-Security-Bot)\d*$/i.test(
      username,
    )
  return { login: username, id: String(id), machine }
}

function problemWith(
  at: string,
  newest: GitlabSaid['versions'][number] | null,
  retargeted: number[],
  head: Oid,
): string | null {
  const given = Date.parse(at)
  if (Number.isNaN(given)) return 'GitLab does not say when it was given, and so not of which head'
  if (!newest || newest.head_commit_sha !== head)
    return 'GitLab has no version of the merge request for this head yet'
  const made = Date.parse(newest.created_at)
  if (Number.isNaN(made) || given <= made) return 'it was given before the last push'
  return retargeted.some(time => Number.isNaN(time) || given <= time)
    ? 'the merge request got another target after it'
    : null
}

function noteOf({ notes }: GitlabSaid, user: GitlabUser, words: string): string | null {
  const own = notes.filter(({ system, body, author }) => system && body === words && author.id === user.id)
  return (
    own
      .map(one => one.created_at)
      .sort((a, b) => Date.parse(a) - Date.parse(b))
      .at(-1) ?? null
  )
}
