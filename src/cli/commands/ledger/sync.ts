import { refreshHookCaches } from '../../../flow/hookCaches.ts'
import { defaultPolicy } from '../../../flow/missingPolicy.ts'
import { policyInForce } from '../../../flow/policyInForce.ts'
import type { Repository } from '../../../git/repository.ts'
import { beginLedger } from '../../../ledger/beginLedger.ts'
import { requireRemote } from '../../../ledger/requireRemote.ts'
import { type Synced, sync } from '../../../ledger/sync.ts'
import { EXIT, Failure } from '../../../model/failure.ts'
import type { Policy } from '../../../model/policy.ts'
import { shown } from '../../../report/shown.ts'
import type { Context } from '../../verb.ts'
import type { Action } from './action.ts'

/** So many lines are told one by one. */
const TOLD = 20

/** Makes this clone's ledger and the remote's the same. */
export const exchange: Action = async (context, repo, options) => {
  const policy = await policyOrDefault(context, repo)
  // From here on the pre-push hook does the same, where the policy says so.
  refreshHookCaches(repo, policy)
  const named = options.remote as string | undefined
  const remote = named ?? policy.ledger.remote
  // What a person types may be a path or an address as well.
  if (named === undefined) await requireRemote(repo, remote)
  const synced = await syncOrBegin(repo, remote, policy)
  if (context.json) {
    const missing = synced.missing.map(({ on, line, from }) => ({ on, line, from }))
    context.out(`${JSON.stringify({ ...synced, missing }, null, 2)}\n`)
  } else context.out(syncText(synced, remote, policy.ledger.mirror))
  return EXIT.ok
}

/** Where content is traced a ledger must be there, also before anything stands in it. */
async function syncOrBegin(repo: Repository, remote: string, policy: Policy): Promise<Synced> {
  const again = () => sync(repo, remote, { mirror: policy.ledger.mirror })
  const synced = await again()
  if (synced.commit || policy.attribution.traced !== 'block') return synced
  await beginLedger(repo)
  return again()
}

/** What people said must travel under a broken policy too: with it comes the word that mends it. */
async function policyOrDefault(context: Context, repo: Repository): Promise<Policy> {
  try {
    return await policyInForce(repo)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    context.err(`git-improver: the policy cannot be read, so the ledger goes to origin: ${error.message}\n`)
    return defaultPolicy()
  }
}

function syncText(synced: Synced, remote: string, mirror: string | null): string {
  const places = { here: 'here', remote: `on ${remote}`, mirror: `on the branch ${mirror} of ${remote}` }
  const more = synced.missing.length - TOLD
  const oddities = synced.malformed.length - TOLD
  return [
    ...synced.missing
      .slice(0, TOLD)
      .map(
        ({ from, on, line }) =>
          `was missing ${places[from]} and is back: on ${on.slice(0, 7)} ${shown(line).slice(0, 100)}`,
      ),
    ...(more > 0 ? [`and ${more} more lines were missing and are back: --json tells all`] : []),
    ...synced.malformed
      .slice(0, TOLD)
      .map(({ path, why }) => `on ${remote}, and no note: ${shown(path).slice(0, 100)} (${shown(why)})`),
    ...(oddities > 0 ? [`and ${oddities} more things on ${remote} are no notes: --json tells all`] : []),
    ...(synced.mirrorRefused === null
      ? []
      : [`${remote} did not take the branch ${mirror}: ${shown(synced.mirrorRefused)}`]),
    synced.commit
      ? `synchronised with ${remote}${synced.gained ? `: ${synced.gained} note(s) gained lines` : ''}`
      : 'neither side has a ledger yet',
    '',
  ].join('\n')
}
