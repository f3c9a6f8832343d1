import { judgeUpdate } from '../../src/flow/judgeUpdate.ts'
import { loadPolicyAt } from '../../src/flow/loadPolicy.ts'
import { openRepository } from '../../src/git/repository.ts'
import type { Decision } from '../../src/model/decision.ts'
import type { Lab } from './lab.ts'
import type { Played } from './play.ts'

/** What the server would say, asked without a push: the same function on the same objects. */
export async function judge(lab: Lab, update: Played): Promise<Decision> {
  const repo = await openRepository(lab.jane.dir)
  const loaded = await loadPolicyAt(repo, lab.start)
  if (!loaded) throw new Error('the lab has no policy')
  return judgeUpdate(repo, update, 'server', loaded.policy)
}

/** What the server does say to a push, its hook and all; its refs are put back after it. */
export function push(lab: Lab, { ref, old, new: tip }: Played): { allowed: boolean; said: string } {
  const { server, sue } = lab
  for (const oid of [old, tip]) sue.git('push', '-q', '--no-verify', 'origin', `+${oid}:refs/heads/ai/cell`)
  server.git('update-ref', ref, old)
  server.git('fetch', '-q', '--prune', lab.jane.dir, '+refs/notes/improver/*:refs/notes/improver/*')
  const { code, stderr } = sue.tryGit('push', '--no-verify', 'origin', `${tip}:${ref}`)
  server.git('update-ref', ref, old)
  return { allowed: code === 0, said: stderr }
}
