import { Failure } from '../model/failure.ts'
import type { ForgeClient } from './forge.ts'
import type { JobEnvironment, JobPlace } from './job.ts'
import { openGithub } from './openGithub.ts'
import { openGitlab } from './openGitlab.ts'
import type { Patience } from './patience.ts'

/**
 * The client for the forge that a job runs on, with the job's token.
 * @throws Failure when there is no token, or the client is not installed.
 */
export async function openForge(
  place: Pick<JobPlace, 'forge' | 'repository' | 'api'>,
  env: JobEnvironment,
  patience: Patience,
): Promise<ForgeClient> {
  const { repository, api } = place
  if (place.forge === 'github') {
    const token = env.GITHUB_TOKEN || env.GH_TOKEN
    if (!token) throw noToken('GITHUB_TOKEN', 'the step needs github.token in its env, as GITHUB_TOKEN')
    return openGithub({ api, repository, token, patience })
  }
  const token = env.GITLAB_TOKEN || env.CI_JOB_TOKEN
  if (!token) throw noToken('GITLAB_TOKEN', 'a masked CI/CD variable with a project access token (read_api)')
  return openGitlab({ api, repository, token, ofJob: !env.GITLAB_TOKEN, patience })
}

/** Every secret that the environment of a job may hold, so that none is printed. */
export function secretsOf(env: JobEnvironment): string[] {
  const names = /TOKEN|SECRET|PASSWORD|VOUCHER_KEY|PRIVATE_KEY/i
  return Object.entries(env).flatMap(([name, value]) =>
    names.test(name) && value && value.length >= 8 ? [value] : [],
  )
}

function noToken(name: string, how: string): Failure {
  return new Failure(`${name} is not set: the forge is asked with the job's token`, [{ ask: how }])
}
