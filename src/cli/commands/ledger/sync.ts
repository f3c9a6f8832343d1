import { policyInForce } from '../../../flow/policyInForce.ts'
import { sync } from '../../../ledger/sync.ts'
import { EXIT } from '../../../model/failure.ts'
import { shown } from '../../../report/shown.ts'
import type { Action } from './action.ts'

/** So many lines are told one by one. */
const TOLD = 20

/** Makes this clone's ledger and the remote's the same. */
export const exchange: Action = async (context, repo, options) => {
  const remote = (options.remote as string | undefined) ?? (await policyInForce(repo)).ledger.remote
  const synced = await sync(repo, remote)
  if (context.json) {
    const missing = synced.missing.map(({ on, line, from }) => ({ on, line, from }))
    context.out(`${JSON.stringify({ ...synced, missing }, null, 2)}\n`)
    return EXIT.ok
  }
  for (const { from, on, line } of synced.missing.slice(0, TOLD))
    context.out(
      `was missing ${from === 'here' ? 'here' : `on ${remote}`} and is back: on ${on.slice(0, 7)} ${shown(line).slice(0, 100)}\n`,
    )
  if (synced.missing.length > TOLD)
    context.out(
      `and ${synced.missing.length - TOLD} more lines were missing and are back: --json tells all\n`,
    )
  for (const { path, why } of synced.malformed)
    context.out(`left on ${remote}, since it is no note: ${shown(path)} (${shown(why)})\n`)
  context.out(
    synced.commit
      ? `synchronised with ${remote}${synced.gained ? `: ${synced.gained} note(s) gained lines` : ''}\n`
      : `neither side has a ledger yet\n`,
  )
  return EXIT.ok
}
