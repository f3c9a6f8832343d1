import { EXIT, Failure } from '../model/failure.ts'

const NAMES = { github: 'GitHub', gitlab: 'GitLab' } as const
const TOKENS = { github: 'GITHUB_TOKEN', gitlab: 'GITLAB_TOKEN' } as const

/**
 * An interface that gave no answer, in words. Nothing is decided then: exit code 125.
 * @param what was asked for, as a noun (`the reviews of #12`); `needs` the permission for it.
 * @param status 0 where nobody answered. The body is not repeated: a proxy may echo the token in it.
 */
export function apiFailure(forge: 'github' | 'gitlab', status: number, what: string, needs: string): Failure {
  const [name, token] = [NAMES[forge], TOKENS[forge]]
  const say = (why: string, ask: string) =>
    new Failure(`${name} did not give ${what}: ${why}; nothing is decided`, [{ ask }], EXIT.inconclusive)
  if (status === 401) return say('it does not know the token (401)', `give the job a valid ${token}`)
  if (status === 403)
    return say(
      `the token may not read it (403) or a limit is reached`,
      `give ${token} ${needs}, or try later`,
    )
  if (status === 404)
    return say(
      'it says not found (404), which is also what it says of a private one that the token may not see',
      `give ${token} ${needs}, and look whether it exists`,
    )
  if (status === 429) return say('too many requests (429)', 'run the job again later')
  if (status === 0) return say('it could not be reached', 'run the job again when the interface answers')
  if (status >= 500) return say(`it has trouble of its own (${status})`, 'run the job again later')
  return say(`it answered ${status}`, 'run the job again; when that stays, report it')
}

/** @throws Failure where a token would travel in the open to another machine. */
export function requireSafeApi(api: string): void {
  const url = URL.canParse(api) ? new URL(api) : null
  const loopback = url && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname)
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback)) return
  throw new Failure("the forge's interface has no https address: the token is not sent there")
}
