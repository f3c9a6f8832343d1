import { createHash } from 'node:crypto'
import { openObjects } from '../git/objects.ts'
import { commitOf, headBranch } from '../git/refs.ts'
import type { Repository } from '../git/repository.ts'
import type { Policy } from '../model/policy.ts'
import { keyOfPerson } from '../policy/personKey.ts'
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
  return { policy: withRevokedKeys(readPolicy(text, presetTexts(), where)), text, where, ref: at }
}

/** A key that is revoked by its fingerprint stands among the revoked by itself too: who can review hangs on it. */
function withRevokedKeys(policy: Policy): Policy {
  const { revoked } = policy.signers
  if (!revoked.some(one => typeof one === 'string' && one.startsWith('SHA256:'))) return policy
  const keys = Object.values(policy.people).flatMap(({ keys: own }) => own.map(keyOfPerson))
  const named = keys.filter(key => revoked.includes(fingerprintOf(key)) && !revoked.includes(key))
  return { ...policy, signers: { ...policy.signers, revoked: [...revoked, ...named] } }
}

/** As `ssh-keygen -l` prints it; what is no SSH key has one that fits nothing. */
function fingerprintOf(key: string): string {
  const blob = Buffer.from(key.split(' ')[1] ?? '', 'base64')
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`
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

/** A ref that has the policy, and whether that is known or the best guess of a clone that knows no better. */
export type PolicyRef = { ref: string; sure: boolean }

/**
 * The ref whose policy decides for every ref. On a server: what its configuration names
 * (`improver.policyRef`), else the branch of HEAD. In a clone: the remote's HEAD branch, as last
 * fetched, else the branch of this clone that has a policy.
 */
export async function findPolicyRef(repo: Repository): Promise<string | null> {
  return (await locatePolicy(repo))?.ref ?? null
}

/** The same, and whether it can be relied on: configured, a server's own, or what a remote calls its main branch. */
export async function locatePolicy(repo: Repository): Promise<PolicyRef | null> {
  const { stdout } = await repo.run(['config', '--get', 'improver.policyRef'], { accept: [1] })
  const configured = stdout.toString('utf8').trim()
  if (configured) return { ref: await fullName(repo, configured), sure: true }
  const head = await headBranch(repo)
  if (repo.bare) return head ? { ref: head, sure: true } : null
  const { heads, usual } = await remoteHeads(repo)
  const local = ['refs/heads/main', 'refs/heads/master', ...(head ? [head] : [])]
  const guesses = [...usual, ...local].map(ref => ({ ref, sure: false }))
  for (const found of [...heads.map(ref => ({ ref, sure: true })), ...guesses])
    if ((await policyText(repo, found.ref)) !== null) return found
  return null
}

async function fullName(repo: Repository, name: string): Promise<string> {
  if (name.startsWith('refs/')) return name
  const remote = `refs/remotes/${name}`
  return !(await commitOf(repo, `refs/heads/${name}`)) && (await commitOf(repo, remote))
    ? remote
    : `refs/heads/${name}`
}

/**
 * What each remote calls its main branch, `origin` first: its HEAD where the clone knows it. That is a symbolic ref;
 * a plain one is a branch that somebody pushed under the name HEAD, and says nothing.
 */
async function remoteHeads(repo: Repository): Promise<{ heads: string[]; usual: string[] }> {
  const text = await repo.text(['for-each-ref', '--format=%(refname) %(symref)', 'refs/remotes'])
  const refs = text.split('\n').map(line => line.split(' '))
  const origin = (ref: string) => (ref.startsWith('refs/remotes/origin/') ? 0 : 1)
  const first = (a: string, b: string) => origin(a) - origin(b)
  const heads = refs.flatMap(([ref = '', to]) =>
    to && /^refs\/remotes\/[^/]+\/HEAD$/.test(ref) ? [ref] : [],
  )
  const usual = refs.flatMap(([ref = '']) => (/^refs\/remotes\/[^/]+\/(main|master)$/.test(ref) ? [ref] : []))
  return { heads: heads.sort(first), usual: usual.sort(first) }
}
