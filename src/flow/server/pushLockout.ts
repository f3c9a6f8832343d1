import type { Policy } from '../../model/policy.ts'
import type { Pusher } from '../../model/pusher.ts'

/**
 * Why a policy would shut everybody out of a server that does not say who pushes, one sentence. Found when the policy
 * is pushed: the very push that brings it shows whether the server says.
 * @param pusher absent where nobody pushes (CI).
 */
export async function pushLockout(
  { push }: Policy,
  pusher: (() => Promise<Pusher>) | undefined,
): Promise<string[]> {
  const keys = (['ai', 'ledger', 'tags'] as const).filter(key => push[key].length).map(key => `push.${key}`)
  if (push.agents === 'ai') keys.push('push.agents')
  if (!pusher || !keys.length) return []
  const { said, unknown } = await pusher()
  if (said.length) return []
  return [
    `${keys.join(' and ')} needs a server that says who pushes (git config improver.pusher), and this one does not: ${unknown}`,
  ]
}
