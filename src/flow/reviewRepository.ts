import type { Repository } from '../git/repository.ts'
import { Failure } from '../model/failure.ts'
import { findPolicyRef, loadPolicyAt } from './loadPolicy.ts'

/**
 * The repository's name in reviews, rejections and withdrawals: the policy's own (`repository`), else `root:` and the
 * first commit of the branch whose policy decides, followed by first parents. Server and clones find the same one
 * whatever they call their remotes, and another project has another. A fork shares it, until its policy gives it a
 * name, or `improver.repository` does in the server's configuration and in the clones'.
 * @returns null where it cannot be known: no history, or a shallow one.
 */
export async function reviewRepository(repo: Repository): Promise<string | null> {
  const ref = (await findPolicyRef(repo)) ?? 'HEAD'
  const named = await nameIn(repo, ref)
  if (named) return named
  const { stdout } = await repo.run(['config', '--get', 'improver.repository'], { accept: [1] })
  const configured = stdout.toString('utf8').trim()
  if (configured) return configured
  if (repo.shallow) return null
  const args = ['rev-list', '--first-parent', '--max-parents=0', '--max-count=1', ref, '--']
  const { code, stdout: root } = await repo.run(args, { accept: [128] })
  return code === 0 && root.length ? `root:${root.toString('utf8').trim()}` : null
}

/** Null under a policy that cannot be read, too: whoever judges by it refuses, and break-glass still works. */
async function nameIn(repo: Repository, ref: string): Promise<string | null> {
  try {
    return (await loadPolicyAt(repo, ref))?.policy.repository ?? null
  } catch (error) {
    if (error instanceof Failure) return null
    throw error
  }
}
