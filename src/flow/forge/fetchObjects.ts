import { createHash } from 'node:crypto'
import { commitOf, listRefs } from '../../git/refs.ts'
import type { Repository } from '../../git/repository.ts'
import { GitError } from '../../git/run.ts'
import { NO_HOOKS } from '../../ledger/swapRefs.ts'
import type { Oid } from '../../model/change.ts'
import { EXIT, Failure } from '../../model/failure.ts'

/** What a remote has: its default branch in full, and every branch and tag. */
export type RemoteRefs = { head: string; heads: Map<string, Oid> }

/** Where fetched objects hang while a run goes on. */
const PLACE = 'refs/improver/forge'

const FLAGS = ['--quiet', '--no-tags', '--no-prune', '--no-write-fetch-head', '--no-auto-maintenance']

/** @throws Failure (125) when the remote cannot be reached or has no default branch. */
export async function remoteRefs(job: Repository, remote: string): Promise<RemoteRefs> {
  const args = ['ls-remote', '--symref', '--', remote, 'HEAD', 'refs/heads/*', 'refs/tags/*']
  const text = await job.text(args).catch((error: unknown) => {
    throw unreachable(remote, error)
  })
  const heads = new Map<string, Oid>()
  let head: string | undefined
  for (const line of text.split('\n')) {
    const [value = '', name = ''] = line.split('\t')
    if (value.startsWith('ref: ') && name === 'HEAD') head = value.slice('ref: '.length)
    // A pattern of ls-remote matches the ends of names; a peeled tag stands there twice.
    else if (/^refs\/(heads|tags)\//.test(name) && !name.endsWith('^{}')) heads.set(name, value)
  }
  if (head?.startsWith('refs/heads/')) return { head, heads }
  throw new Failure(
    `${remote} does not say which its default branch is, and so not whose policy decides`,
    [{ run: ['git', 'ls-remote', '--symref', remote, 'HEAD'], where: 'ci' }],
    EXIT.inconclusive,
  )
}

/**
 * Fetches one ref or object, with its history and nothing else: no tag, no hook, no submodule, no work tree.
 * @param name a full ref, HEAD, or an object's name.
 * @returns the commit that it is, or null when the remote has no such thing.
 * @throws Failure (125) when the remote cannot be reached.
 */
export async function fetchObjects(
  job: Repository,
  remote: string,
  name: string,
  more: string[] = [],
): Promise<Oid | null> {
  const at = `${PLACE}/${createHash('sha256').update(name).digest('hex').slice(0, 24)}`
  const args = [
    'fetch',
    ...FLAGS,
    '--no-recurse-submodules',
    '--refmap=',
    ...more,
    '--',
    remote,
    `+${name}:${at}`,
  ]
  try {
    await job.run([...NO_HOOKS, ...args])
    return await commitOf(job, at)
  } catch (error) {
    const words = error instanceof GitError ? error.stderr : ''
    if (/couldn't find remote ref|not our ref|unadvertised object|does not allow request/.test(words))
      return null
    throw unreachable(remote, error)
  }
}

/** Takes the private refs away, so that the job's clone is left as it was; git collects the objects in its time. */
export async function forgetFetched(job: Repository): Promise<void> {
  const refs = await listRefs(job, PLACE)
  const input = refs.map(({ ref }) => `delete ${ref}\n`).join('')
  if (input) await job.run([...NO_HOOKS, 'update-ref', '--no-deref', '--stdin'], { input })
}

/** git's own words may hold the address with a password in it; whoever prints them takes that out. */
function unreachable(remote: string, error: unknown): unknown {
  if (!(error instanceof GitError)) return error
  const words = error.stderr.trim().split('\n').at(-1) ?? ''
  return new Failure(
    `${remote} could not be asked: ${words.replace(/\/\/[^/@\s]*@/g, '//')}; nothing is decided`,
    [{ run: ['git', 'ls-remote', remote], where: 'ci' }],
    EXIT.inconclusive,
  )
}
