import { bindingLine, readReviews } from '../../gate/reviews/readReviews.ts'
import { listRefs, moveRef } from '../../git/refs.ts'
import type { Repository } from '../../git/repository.ts'
import { GitError } from '../../git/run.ts'
import type { Commit } from '../../model/commit.ts'
import { EXIT, Failure } from '../../model/failure.ts'
import { gitIdentity } from '../run/identity.ts'
import { findSubject } from './findSubject.ts'
import { policyHere, readProposal } from './readProposal.ts'

export type Approved = {
  /** Null for work that is no improvement of ours. */
  id: string | null
  branch: string
  commit: string
  binding: string
  signed: boolean
  byHand: string[]
}

/**
 * Signs off an improvement by plumbing: the same tree, the reviewer's two trailers, and the branch moved by
 * compare-and-swap, so that a work tree, dirty or held by an agent, does not matter. One commit gets the trailers
 * itself; a series, or a commit that somebody has reviewed already, gets an empty sign-off commit on top, which
 * answers for all of it.
 * @throws Failure when the branch is not here, or moved meanwhile.
 */
export async function approve(repo: Repository, name: string): Promise<Approved> {
  const policy = await policyHere(repo)
  const { id, branch } = await findSubject(repo, name, policy)
  const [at] = branch ? await listRefs(repo, `refs/heads/${branch}`) : []
  if (!branch || !at)
    throw new Failure(`${id ?? name} is on no branch of this clone`, [
      { run: ['git', 'fetch', 'origin', `${branch ?? 'ai/NAME'}:${branch ?? 'ai/NAME'}`], where: 'here' },
      { run: ['git', 'improver', 'approve', '--entry', name], where: 'here' },
    ])
  const { target, tip, range, change } = await readProposal(repo, policy, at.oid, branch)
  // An amend would take away the signature of whoever reviewed it before.
  const alone = range.length === 1 && tip.parents.length === 1 && !readReviews(tip.trailers).length
  const reviewer = await gitIdentity(repo)
  const binding = bindingLine(target, change.digest, policy.repository ?? null)
  const trailers = `Reviewed-by: ${reviewer}\n${binding}\n`
  const message = alone ? withTrailers(tip.message, trailers) : `Sign off ${branch}\n\n${trailers}`
  const { commit, signed } = await store(repo, tip, message, alone)
  if (!(await moveRef(repo, at.ref, commit, at.oid, 'approve: sign off')))
    throw new Failure(
      `${branch} moved meanwhile: somebody pushed or amended`,
      [{ run: ['git', 'improver', 'show', id ?? name], where: 'here' }],
      EXIT.refused,
    )
  const how = alone ? ['--amend', '--no-edit'] : ['--allow-empty', '-m', `Sign off ${branch}`]
  return {
    id,
    branch,
    commit,
    binding,
    signed,
    byHand: ['git', 'commit', ...how, '-S', '--trailer', `Reviewed-by: ${reviewer}`],
  }
}

/** Trailers join the last paragraph where that is one of trailers, as git's own do. */
function withTrailers(message: string, trailers: string): string {
  const body = message.replace(/\n+$/, '')
  const last = body.split('\n\n').at(-1) ?? ''
  const joined =
    body.includes('\n\n') && last.split('\n').every(line => /^[A-Za-z0-9-]+:/.test(line) || /^\s/.test(line))
  return `${body}${joined ? '\n' : '\n\n'}${trailers}`
}

/** The commit anew, signed where git has a key to sign with. An amended one keeps its author. */
async function store(
  repo: Repository,
  tip: Commit,
  message: string,
  alone: boolean,
): Promise<{ commit: string; signed: boolean }> {
  const { author } = tip
  const env: Record<string, string> = alone
    ? {
        GIT_AUTHOR_NAME: author.name,
        GIT_AUTHOR_EMAIL: author.email,
        GIT_AUTHOR_DATE: `@${author.at} ${author.offset}`,
      }
    : {}
  const parents = (alone ? tip.parents : [tip.oid]).flatMap(parent => ['-p', parent])
  const make = (sign: string) =>
    repo.text(['commit-tree', sign, tip.tree, ...parents, '-F', '-'], { input: message, env })
  try {
    return { commit: await make('-S'), signed: true }
  } catch (error) {
    if (!(error instanceof GitError)) throw error
    return { commit: await make('--no-gpg-sign'), signed: false }
  }
}
