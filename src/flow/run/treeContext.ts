import type { CheckContext } from '../../checks/check.ts'
import { newCheckCache } from '../../checks/checkCache.ts'
import { CHECK_LIMITS } from '../../checks/runChecks.ts'
import type { Repository } from '../../git/repository.ts'
import type { Oid } from '../../model/change.ts'
import type { Policy } from '../../model/policy.ts'
import { lendDependencies } from '../../sandbox/lendDependencies.ts'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import { probesFolder } from '../probesFolder.ts'

/** What it takes to run something of a repository in one exported tree of it, with its dependencies lent. */
export function treeContext(
  repo: Repository,
  base: Oid,
  policy: Policy,
  tree: string,
  sandbox: Sandbox,
): CheckContext {
  return {
    sandbox,
    settings: { tests: policy.checks.tests },
    limits: CHECK_LIMITS,
    readable: lendDependencies(repo.dir, [tree]),
    workTree: repo.dir,
    probes: probesFolder(),
    cache: newCheckCache(),
    baseKey: base,
  }
}
