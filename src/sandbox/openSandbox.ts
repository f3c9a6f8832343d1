import { existsSync } from 'node:fs'
import type { Step } from '../model/decision.ts'
import { Failure } from '../model/failure.ts'
import { bare } from './bare.ts'
import { bubblewrap, findBubblewrap } from './bubblewrap.ts'
import type { Sandbox } from './sandbox.ts'
import { sandboxExec } from './sandboxExec.ts'

const WITHOUT: Step = { ask: 'or set `sandbox: none` in the policy, and the code runs with your own rights' }

/**
 * Opens the sandbox that the policy wants, after having run one command in it.
 * @param wanted `none` never isolates, even where it could be done, so that a verdict means the same anywhere.
 * @throws Failure when one is required and none works here; `next` says how to get one.
 */
export async function openSandbox(wanted: 'required' | 'none'): Promise<Sandbox> {
  if (wanted === 'none') return bare()
  if (process.platform === 'linux') {
    const program = findBubblewrap()
    if (!program)
      throw new Failure('the policy requires a sandbox, and bubblewrap is not installed', [
        { run: ['sudo', 'apt-get', 'install', '--yes', 'bubblewrap'], where: 'here' },
        WITHOUT,
      ])
    return proven(bubblewrap(program))
  }
  const program = '/usr/bin/sandbox-exec'
  if (process.platform === 'darwin' && existsSync(program)) return proven(sandboxExec(program))
  throw new Failure(`the policy requires a sandbox, and there is none for ${process.platform}`, [WITHOUT])
}

/** Runs one command in it. @throws Failure with what the sandbox said and the mend when that does not work. */
export async function proven(sandbox: Sandbox): Promise<Sandbox> {
  const limits = { timeoutMs: 20_000, memoryBytes: 2 ** 28, processes: 64, outputBytes: 4096 }
  const options = { ...limits, cwd: '/', writable: [], readable: [] }
  const why = await sandbox
    .run(['/bin/sh', '-c', 'exit 0'], options)
    .then(result => (result.code === 0 ? null : `it ended with ${result.code ?? result.ended}`))
    .catch(error => (error as Error).message)
  if (why === null) return sandbox
  throw new Failure(
    `the policy requires a sandbox, and ${sandbox.kind} does not work here: ${why}`,
    mend(why),
  )
}

/** The usual reasons: a kernel setting, Ubuntu's AppArmor rule, or a container that forbids namespaces. */
function mend(why: string): Step[] {
  if (existsSync('/.dockerenv') || existsSync('/run/.containerenv'))
    return [{ ask: 'this is a container: start it so that user namespaces are allowed' }, WITHOUT]
  const setting = 'kernel.apparmor_restrict_unprivileged_userns'
  if (existsSync(`/proc/sys/${setting.replaceAll('.', '/')}`) && /permission|not permitted/i.test(why))
    return [{ run: ['sudo', 'sysctl', '-w', `${setting}=0`], where: 'here' }, WITHOUT]
  if (/namespace|not permitted|permission/i.test(why))
    return [{ run: ['sudo', 'sysctl', '-w', 'kernel.unprivileged_userns_clone=1'], where: 'here' }, WITHOUT]
  return [WITHOUT]
}
