import type { Repository } from '../git/repository.ts'
import { Failure } from '../model/failure.ts'

/**
 * Holds that this clone has a remote of that name. git takes any other name for a path, and the policy comes with the
 * repository: a bare repository among its files, named there, would run its own hooks when something is pushed to it.
 * @throws Failure with the command that makes the remote.
 */
export async function requireRemote(repo: Repository, name: string): Promise<void> {
  if ((await repo.text(['remote'])).split('\n').includes(name)) return
  throw new Failure(`the ledger goes to ${name}, and this clone has no remote of that name`, [
    { run: ['git', 'remote', 'add', name, '<url>'], where: 'here' },
    { run: ['git', 'improver', 'ledger', 'sync', '--remote', '<name>'], where: 'here' },
  ])
}
