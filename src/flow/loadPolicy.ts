import { openObjects } from '../git/objects.ts'
import { headBranch, listRefs } from '../git/refs.ts'
import type { Repository } from '../git/repository.ts'
import type { Policy } from '../model/policy.ts'
import { readPolicy } from '../policy/readPolicy.ts'
import { presetTexts } from './packageRoot.ts'

/** Where a repository keeps its policy. */
export const POLICY_PATH = '.improver/policy.yaml'

export type LoadedPolicy = { policy: Policy; text: string; where: string; ref: string }

/**
 * The policy as it stands in a commit or ref.
 * @returns null when there is none.
 * @throws Failure with every mistake in it, by line and column.
 */
export async function loadPolicyAt(repo: Repository, at: string): Promise<LoadedPolicy | null> {
  const text = await policyText(repo, at)
  if (text === null) return null
  const where = `${at}:${POLICY_PATH}`
  return { policy: readPolicy(text, presetTexts(), where), text, where, ref: at }
}

/** The text of the policy in a commit or ref, or null. */
export async function policyText(repo: Repository, at: string): Promise<string | null> {
  const objects = openObjects(repo)
  try {
    const object = await objects.get(`${at}:${POLICY_PATH}`)
    return object?.type === 'blob' ? object.bytes.toString('utf8') : null
  } finally {
    objects.close()
  }
}

/**
 * The ref whose policy decides for every ref. On a server: what its configuration names
 * (`improver.policyRef`), else the branch of HEAD. In a clone: the remote's HEAD branch, as last
 * fetched, else the branch of this clone that has a policy.
 */
export async function findPolicyRef(repo: Repository): Promise<string | null> {
  const { stdout } = await repo.run(['config', '--get', 'improver.policyRef'], { accept: [1] })
  const configured = stdout.toString('utf8').trim()
  if (configured) return configured
  const head = await headBranch(repo)
  if (repo.bare) return head
  const local = ['refs/heads/main', 'refs/heads/master', ...(head ? [head] : [])]
  for (const ref of [...(await remoteHeads(repo)), ...local]) {
    if ((await policyText(repo, ref)) !== null) return ref
  }
  return null
}

/** What each remote calls its main branch, `origin` first: its HEAD where the clone knows it. */
async function remoteHeads(repo: Repository): Promise<string[]> {
  const refs = (await listRefs(repo, 'refs/remotes')).map(({ ref }) => ref)
  const origin = (ref: string) => (ref.startsWith('refs/remotes/origin/') ? 0 : 1)
  const heads = refs.filter(ref => ref.endsWith('/HEAD'))
  const usual = refs.filter(ref => /^refs\/remotes\/[^/]+\/(main|master)$/.test(ref))
  return [...heads, ...usual].sort((a, b) => origin(a) - origin(b))
}
