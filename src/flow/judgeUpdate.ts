import { openJudge } from '../gate/decide.ts'
import type { Entrance, UpdateFacts } from '../gate/facts.ts'
import { asksWhoPushes } from '../gate/rules/mayPush.ts'
import { AmbiguousObject } from '../git/ambiguousObject.ts'
import { isAncestor, mergeBases } from '../git/refs.ts'
import type { Repository } from '../git/repository.ts'
import { missingLines } from '../ledger/missingLines.ts'
import type { Oid, RefUpdate } from '../model/change.ts'
import type { Decision } from '../model/decision.ts'
import { Failure } from '../model/failure.ts'
import type { Policy } from '../model/policy.ts'
import type { Pusher } from '../model/pusher.ts'
import { lockouts } from '../policy/lockouts.ts'
import { isProtected } from '../policy/refPatterns.ts'
import { openSaidEntries, type SaidEntries } from './gatherEntries.ts'
import { gatherFacts, knownFor } from './gatherFacts.ts'
import { openOwners } from './gatherOwners.ts'
import { rangeOf } from './gatherRange.ts'
import { findAuthority, gatherRules } from './gatherRules.ts'
import { loadPolicyAt, POLICY_PATH, policyText } from './loadPolicy.ts'
import { pushLockout } from './server/pushLockout.ts'
import { openReceipts, type Receipts } from './server/receipts.ts'

/** What a server knows besides git; `pusher` is asked only where the policy makes a difference. */
export type ServerSide = { receipts: Receipts; pusher?: () => Promise<Pusher> }

/** The refs that hold the ledger. */
export const LEDGER_PREFIX = 'refs/notes/improver/'

/**
 * The story that every entrance tells: gather what git says about one ref that moves, and ask the
 * one function what it thinks of it.
 * @param said what people said in the ledger; pass one to several calls, so that it is read once.
 * @param server what the server knows besides git: who pushes, and what it first received from agents.
 * @param now seconds since 1970, where an old landing is looked at again: keys and certificates count as they did then.
 */
export async function judgeUpdate(
  repo: Repository,
  update: RefUpdate,
  entrance: Entrance,
  policy: Policy,
  said: SaidEntries = openSaidEntries(repo),
  now?: number,
  server: ServerSide = { receipts: openReceipts(repo) },
): Promise<Decision> {
  const known = knownFor(policy, now)
  const facts = await updateFacts(repo, update, entrance, policy, server)
  const judge = openJudge(facts, known)
  // What cannot be judged completely is not judged in part: the answer would look like more than it is.
  if (facts.kind !== 'protected' || !update.new || (facts.shallow && entrance !== 'client'))
    return judge.end()
  const range = await rangeOf(repo, update, entrance, policy)
  const at = update.old ?? (await findAuthority(repo, update, entrance))?.oid ?? null
  const options = {
    range,
    target: update.old,
    secondReader: entrance !== 'client',
    owners: openOwners(repo, at),
    ...(entrance !== 'client' && { receipts: await server.receipts.about(range) }),
    rules: await gatherRules(repo, update, entrance, policy, range),
  }
  try {
    for await (const { fact, origin } of gatherFacts(repo, known, options)) judge.commit(fact, origin)
    return judge.end(await said.about(judge.asks(), update.old, update.new))
  } catch (error) {
    if (!(error instanceof AmbiguousObject)) throw error
    const violation = {
      rule: 'ambiguous-object',
      level: 'block' as const,
      commit: error.oid,
      why: error.message,
      next: [{ ask: 'make the commit again with plain git' }],
    }
    return { outcome: 'refused', violations: [violation], commits: [] }
  }
}

/** What kind of ref this is for the policy. */
export function kindOf(ref: string, policy: Policy): UpdateFacts['kind'] {
  // On a disk that does not tell capitals, Refs/Notes is the same folder.
  const plain = ref.toLowerCase()
  if (plain.startsWith(LEDGER_PREFIX)) return 'ledger'
  if (plain.startsWith('refs/replace/')) return 'replace'
  if (plain.startsWith('refs/improver/')) return 'private'
  return isProtected(policy, ref) ? 'protected' : 'free'
}

async function updateFacts(
  repo: Repository,
  update: RefUpdate,
  entrance: Entrance,
  policy: Policy,
  { pusher }: ServerSide,
): Promise<UpdateFacts> {
  const kind = kindOf(update.ref, policy)
  const { old, new: now } = update
  const lost = kind === 'ledger' && now ? await missingLines(repo, old, now) : { missing: [], malformed: [] }
  const behind = kind === 'protected' && old !== null && now !== null && !(await isAncestor(repo, old, now))
  // A proposal that lies behind its target will be merged into it: it takes nothing away, and the policy
  // that it still has is an old copy and no change.
  const [fork] = behind && entrance === 'ci' && old && now ? await mergeBases(repo, old, now) : []
  return {
    entrance,
    update,
    kind,
    rewinds: behind && entrance === 'server',
    shallow: repo.shallow,
    missingLines: lost.missing,
    malformedNotes: lost.malformed.map(({ path, why }) => `${path}: ${why}`),
    policyProblem:
      kind === 'protected' && now
        ? await policyProblem(repo, fork ?? old, now, more => pushLockout(more, pusher))
        : null,
    ...(pusher && asksWhoPushes({ update, kind }, policy) && { pusher: await pusher() }),
  }
}

/**
 * Why a push must not leave its policy behind: it cannot be read, nobody could approve anything under it,
 * or it is gone. The same text as before is no change and is not read again.
 * @param more what else speaks against a policy here.
 */
export async function policyProblem(
  repo: Repository,
  old: Oid | null,
  now: Oid,
  more: (policy: Policy) => Promise<string[]> = async () => [],
): Promise<string | null> {
  const [before, after] = await Promise.all([old ? policyText(repo, old) : null, policyText(repo, now)])
  if (before === after) return null
  if (after === null) return `${POLICY_PATH} would be gone, and with it every rule`
  try {
    const loaded = await loadPolicyAt(repo, now)
    const locked = loaded ? [...lockouts(loaded.policy), ...(await more(loaded.policy))] : []
    return locked.length ? `${POLICY_PATH}: ${locked.join('; ')}` : null
  } catch (error) {
    if (error instanceof Failure) return error.message
    throw error
  }
}
