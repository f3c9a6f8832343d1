import { Failure } from '../model/failure.ts'
import type { InstallFacts } from './installFacts.ts'

/**
 * The branch that a first policy protects: the one we are on when there is neither main nor master,
 * else the one that the remote calls its own, else main or master.
 * @throws Failure when there is nothing to tell it by.
 */
export function protectedBranch({ branches, dir }: InstallFacts): string {
  if (branches.unborn)
    throw new Failure(`${dir} has no commit yet, so there is no branch to protect`, [
      { run: ['git', 'commit', '--allow-empty', '-m', 'Start'], where: 'here' },
    ])
  if (branches.current === null)
    throw new Failure(`HEAD of ${dir} is detached, so it does not say which branch this is about`, [
      { run: ['git', 'switch', branches.main ? 'main' : (branches.remote ?? 'main')], where: 'here' },
    ])
  if (!branches.main && !branches.master) return branches.current
  return branches.remote ?? (branches.main ? 'main' : 'master')
}
