import { openObjects } from '../../git/objects.ts'
import type { Repository } from '../../git/repository.ts'
import type { RefUpdate } from '../../model/change.ts'
import { Failure } from '../../model/failure.ts'
import type { Host, Pusher, PusherSaid } from '../../model/pusher.ts'
import { oddCharacter, shown } from '../../policy/oddCharacter.ts'
import { readPushCertificate } from './pushCertificate.ts'

/** What servers set for their hooks, in the order in which they are asked, and what kind of account it is. */
const VARIABLES: [name: string, host: Host][] = [
  ['GL_USERNAME', 'gitlab'],
  ['GL_ID', 'gitlab'],
  // gitolite's, which names its users itself.
  ['GL_USER', 'server'],
  ['GITEA_PUSHER_NAME', 'gitea'],
  ['REMOTE_USER', 'server'],
]

/**
 * Variables that say what the client wants: push options, what sshd lets through (AcceptEnv LANG LC_*), headers of a
 * request. Nobody is known by them, not even where a configuration asks for it.
 */
const OF_THE_CLIENT =
  /^(?:GIT_|HTTP_|LC_|LANG$|LANGUAGE$|TERM$|TZ$|QUERY_STRING$|PATH|SSH_ORIGINAL_COMMAND$|REMOTE_HOST$|SCRIPT_)/i

/** The value of `improver.pusher` that believes push certificates and nothing else. */
const CERTIFICATE = 'certificate'

/**
 * Who is pushing: by a push certificate that holds, and by the account that the server's login set in the
 * environment (`improver.pusher` names the variable; without it those that GitLab, gitolite, Gitea and git's
 * http-backend set).
 * @param updates what the hook was told; a certificate counts only for the updates that it names.
 * @throws Failure when `improver.pusher` names what a client can set.
 */
export async function readPusher(
  repo: Repository,
  updates: RefUpdate[],
  env: NodeJS.ProcessEnv,
): Promise<Pusher> {
  const setting = await configured(repo)
  const signed = await byCertificate(repo, updates, env)
  const account = setting === CERTIFICATE ? 'improver.pusher asks for a signed push' : byAccount(setting, env)
  const said = [signed, account].filter(one => one !== null && typeof one === 'object')
  const reasons = [signed, account].filter(one => typeof one === 'string')
  return { said, unknown: reasons.join('; ') }
}

async function configured(repo: Repository): Promise<string | null> {
  const { stdout } = await repo.run(['config', '--get', 'improver.pusher'], { accept: [1] })
  const name = stdout.toString('utf8').trim()
  if (name === '' || name === CERTIFICATE) return name || null
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !OF_THE_CLIENT.test(name)) return name
  throw new Failure(
    `improver.pusher is ${shown(name)}, which is no variable that a server's login sets: whoever pushes could name anybody in it`,
    [{ run: ['git', 'config', 'improver.pusher', 'REMOTE_USER'], where: 'here' }],
  )
}

function byAccount(setting: string | null, env: NodeJS.ProcessEnv): PusherSaid | string {
  const known = VARIABLES.find(([name]) => name === setting)
  const asked: typeof VARIABLES = setting === null ? VARIABLES : [[setting, known?.[1] ?? 'server']]
  for (const [variable, host] of asked) {
    const name = env[variable]
    if (!name) continue
    const odd = oddCharacter(name, 'ascii')
    if (odd) return `${variable} contains ${odd.name}, and names are ASCII here`
    if (name !== name.trim() || name.length > 200) return `${variable} holds no name: ${shown(name)}`
    return { kind: 'account', host, name }
  }
  return setting === null
    ? `the server set none of ${VARIABLES.map(([name]) => name).join(', ')}`
    : `${setting} is not set (improver.pusher)`
}

/** git hands over the certificate as a blob, and what it thinks of its nonce; the signature is checked here. */
async function byCertificate(
  repo: Repository,
  updates: RefUpdate[],
  env: NodeJS.ProcessEnv,
): Promise<PusherSaid | string | null> {
  const { GIT_PUSH_CERT: oid, GIT_PUSH_CERT_NONCE_STATUS: nonce } = env
  if (!oid || !/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(oid) || /^0+$/.test(oid)) return null
  // Without a nonce of this server an old certificate could be sent again.
  if (nonce !== 'OK' && nonce !== 'SLOP')
    return `the push certificate has no good nonce (${shown(nonce ?? 'none')}; set receive.certNonceSeed)`
  const objects = openObjects(repo)
  try {
    const blob = await objects.get(oid)
    if (blob?.type !== 'blob') return 'the push certificate cannot be read'
    const signature = readPushCertificate(blob.bytes, updates)
    if (typeof signature === 'string') return `the push certificate does not count: ${signature}`
    // The nonce says that it was signed for this push, so the time is now.
    return { kind: 'key', signature, signedAt: Math.floor(Date.now() / 1000) }
  } finally {
    objects.close()
  }
}
