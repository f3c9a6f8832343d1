import type { JobEnvironment } from '../../forges/job.ts'
import { openForge } from '../../forges/openForge.ts'
import { PATIENT, type Patience } from '../../forges/patience.ts'
import type { Setting } from '../../forges/setting.ts'
import { openRepository, type Repository } from '../../git/repository.ts'
import { Failure } from '../../model/failure.ts'
import type { Forge } from '../../model/owners.ts'
import { isProtected } from '../../policy/refPatterns.ts'
import { findPolicyRef, loadPolicyAt } from '../loadPolicy.ts'
import { remoteRefs } from './fetchObjects.ts'

/**
 * Asks a forge what is set for each protected branch that the remote has. Everything is a finding; `ok` is true only when
 * all of them are seen and well.
 * @throws Failure when there is no policy, or it is unknown which repository of the forge this is.
 */
export async function doctorForge(
  dir: string,
  options: { forge: Forge; remote: string; repository: string | undefined },
  env: JobEnvironment,
  patience: Patience = PATIENT,
): Promise<{ ok: boolean; findings: Setting[] }> {
  const repo = await openRepository(dir)
  const ref = await findPolicyRef(repo)
  const loaded = ref ? await loadPolicyAt(repo, ref) : null
  if (!loaded)
    throw new Failure('there is no policy that says which branches are protected', [
      { run: ['git', 'improver', 'init'], where: 'here' },
    ])
  const place = await placeOf(repo, options, env)
  const client = await openForge(place, env, patience)
  const heads = [...(await remoteRefs(repo, options.remote)).heads.keys()]
  const branches = heads.filter(name => name.startsWith('refs/heads/') && isProtected(loaded.policy, name))
  const findings: Setting[] = []
  for (const branch of branches) findings.push(...(await client.settings(branch)))
  if (!branches.length)
    findings.push({
      id: 'no-branch',
      ref: null,
      state: 'wrong',
      what: `the policy protects no branch that ${options.remote} has`,
      mend: 'name the branch under branches.protected',
    })
  return { ok: findings.every(({ state }) => state === 'ok'), findings }
}

/** From the job's variables where there are some, else from the remote's address. */
async function placeOf(
  repo: Repository,
  { forge, remote, repository }: { forge: Forge; remote: string; repository: string | undefined },
  env: JobEnvironment,
) {
  const { stdout } = await repo.run(['config', '--get', `remote.${remote}.url`], { accept: [1] })
  const url = stdout.toString('utf8').trim()
  const [, host = '', path = ''] =
    /^(?:[a-z+]+:\/\/)?(?:[^@/]*@)?([^/:]+)(?::\d+)?[:/](.+?)(?:\.git)?\/*$/.exec(url) ?? []
  if (forge === 'github') {
    const name = repository ?? env.GITHUB_REPOSITORY ?? path
    if (!/^[\w.-]+\/[\w.-]+$/.test(name)) throw unknown(remote, 'owner/name')
    const own = host && host !== 'github.com' ? `https://${host}/api/v3` : 'https://api.github.com'
    return { forge, repository: name, api: env.GITHUB_API_URL || own }
  }
  const id = repository ?? env.CI_PROJECT_ID
  if (!id || !/^\d+$/.test(id)) throw unknown(remote, "the project's number")
  return { forge, repository: id, api: env.CI_API_V4_URL || `https://${host || 'gitlab.com'}/api/v4` }
}

function unknown(remote: string, what: string): Failure {
  return new Failure(
    `${remote} does not tell which repository of the forge this is: say it with --repository (${what})`,
  )
}
