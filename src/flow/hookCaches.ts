import type { Repository } from '../git/repository.ts'
import {
  writeAgentPatterns,
  writeCarrier,
  writeProtectedCache,
  writeSyncMark,
} from '../install/protectedCache.ts'
import type { Policy } from '../model/policy.ts'
import { protectedPatterns } from '../policy/refPatterns.ts'
import { remotesThatSync } from './syncOnPush.ts'

/** The sh hooks decide by these whether to ask at all. A clone that cannot be written keeps its old ones. */
export function refreshHookCaches(repo: Repository, policy: Policy): void {
  if (repo.bare) return
  try {
    writeProtectedCache(repo.commonDir, protectedPatterns(policy))
    const bots = [...policy.attribution.agents.flatMap(({ emails }) => emails), policy.run.bot.email]
    writeAgentPatterns(
      repo.commonDir,
      bots.filter(email => !email.endsWith('@git-improver.invalid')),
    )
    writeSyncMark(repo.commonDir, remotesThatSync(policy))
    writeCarrier(repo.commonDir, policy.attribution.carrier)
  } catch (error) {
    if (!['EACCES', 'EROFS', 'ENOSPC'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  }
}
