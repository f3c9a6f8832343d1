import type { Oid } from '../model/change.ts'
import type { Account, Opinion } from './forge.ts'

/** The little of a review of GitHub's that is read. The association of its author is not: anybody can have one. */
export type GithubReview = {
  id: number
  state: string
  commit_id?: string | null
  submitted_at?: string | null
  user: { login: string; id: number; type?: string } | null
}

/**
 * The last word of each account: a comment is none, and the newest of approval, request for changes and dismissal
 * counts, as on GitHub itself. An approval is of the commit that it names and of the branch that the pull request was
 * for then.
 * @param retargeted when the pull request last got another target or the target was rewound; null for never.
 */
export function githubOpinions(reviews: GithubReview[], head: Oid, retargeted: string | null): Opinion[] {
  const last = new Map<string, GithubReview>()
  for (const review of [...reviews].sort(byTime)) {
    if (['COMMENTED', 'PENDING'].includes(review.state)) continue
    // Deleted accounts share no name: each of their reviews is somebody else's.
    last.set(review.user ? String(review.user.id) : `deleted ${review.id}`, review)
  }
  return [...last.values()].map(review => {
    const { state, commit_id: commit, submitted_at: at } = review
    const says = state === 'CHANGES_REQUESTED' ? ('rejects' as const) : ('approves' as const)
    return {
      id: String(review.id),
      by: review.user ? githubAccount(review.user) : null,
      says,
      at: at ?? '',
      stands: state === 'APPROVED' || state === 'CHANGES_REQUESTED',
      problem: says === 'rejects' ? null : problemWith(state, commit ?? null, at ?? null, head, retargeted),
    }
  })
}

/** GitHub's own word for what an account is; everything but a user is a machine. */
export function githubAccount({ login, id, type }: { login: string; id: number; type?: string }): Account {
  return { login, id: String(id), machine: (type ?? 'User') !== 'User' || login.endsWith('[bot]') }
}

function problemWith(
  state: string,
  commit: string | null,
  at: string | null,
  head: Oid,
  retargeted: string | null,
): string | null {
  if (state === 'DISMISSED') return 'it was dismissed'
  if (state !== 'APPROVED') return `its state is ${JSON.stringify(state)}, which is not known here`
  if (commit !== head)
    return `it is of ${commit?.slice(0, 12) ?? 'no commit'}, and the head is ${head.slice(0, 12)} now`
  if (!at) return 'GitHub does not say when it was given'
  if (retargeted && Date.parse(at) <= Date.parse(retargeted))
    return 'the pull request got another target, or its target was rewound, after it'
  return null
}

function byTime(a: GithubReview, b: GithubReview): number {
  return Date.parse(a.submitted_at ?? '') - Date.parse(b.submitted_at ?? '') || a.id - b.id
}
