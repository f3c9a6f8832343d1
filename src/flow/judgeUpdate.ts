import { openJudge } from '../gate/decide.ts'
import type { Entrance, UpdateFacts } from '../gate/facts.ts'
import { asksWhoPushes } from '../gate/rules/mayPush.ts'
import { AmbiguousObject } from '../git/ambiguousObject.ts'
import { isAncestor, listRefs, mergeBases } from '../git/refs.ts'
import type { Repository } from '../git/repository.ts'
import { LEDGER_GLOB } from '../ledger/ledgerRef.ts'
import { missingLines } from '../ledger/missingLines.ts'
import { RECEIPTS_REF } from '../ledger/receipts.ts'
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
import { loadPolicyAt, POLICY_PATH } from './loadPolicy.ts'
import { findRuleFiles } from './ruleFiles.ts'
import { pushLockout } from './server/pushLockout.ts'
import { openReceipts, type Receipts } from './server/receipts.ts'

/** What a server knows besides git; `pusher` is asked only where the policy makes a difference. */
export type ServerSide = { receipts: Receipts; pusher?: () => Promise<Pusher> }

/** What a caller knows besides the update and its policy. */
export type JudgeOptions = {
  /** Seconds since 1970, where an old landing is looked at again: keys and certificates count as they did then. */
  now?: number | undefined
  /** Who pushes, and what was first received from agents; what the repository itself has of that by default. */
  server?: ServerSide | undefined
  /** Where the caller knows more of the ref than this policy says. */
  kind?: UpdateFacts['kind']
  /** The policy that decides, where the one that is judged by is a branch's own. */
  deciding?: Policy
}

/** The refs that hold the ledger. */
export const LEDGER_PREFIX = 'refs/notes/improver/'

/** A branch of this name lands in clones where they keep what the remote calls its main branch. */
const HEAD_BRANCH = /^refs\/heads\/head$/i

/**
 * The story that every entrance tells: gather what git says about one ref that moves, and ask the
 * one function what it thinks of it.
 * @param said what people said in the ledger; pass one to several calls, so that it is read once.
 */
export async function judgeUpdate(
  repo: Repository,
  update: RefUpdate,
  entrance: Entrance,
  policy: Policy,
  said: SaidEntries = openSaidEntries(repo),
  { now, server = { receipts: openReceipts(repo) }, kind, deciding }: JudgeOptions = {},
): Promise<Decision> {
  const known = knownFor(policy, now)
  const facts = await updateFacts(repo, update, entrance, kind ?? kindOf(update.ref, policy), policy, server)
  const judge = openJudge(facts, known, deciding ? knownFor(deciding, known.now) : known)
  const judged = facts.kind === 'protected' || facts.kind === 'authority'
  // What cannot be judged completely is not judged in part: the answer would look like more than it is.
  if (!judged || !update.new || (facts.shallow && entrance !== 'client')) return judge.end()
  const range = await rangeOf(repo, update, entrance, policy)
  const rules = await gatherRules(repo, update, entrance, policy, range)
  if (facts.kind === 'authority' && !rules) return judge.end()
  const at = update.old ?? (await findAuthority(repo, update, entrance))?.oid ?? null
  const options = {
    range,
    target: update.old,
    secondReader: entrance !== 'client',
    trace: entrance !== 'client',
    owners: openOwners(repo, at),
    ...(entrance !== 'client' && { receipts: await server.receipts.about(range) }),
    rules,
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
  if (plain.startsWith(LEDGER_PREFIX) || isMirror(plain, policy)) return 'ledger'
  if (plain.startsWith('refs/replace/')) return 'replace'
  if (plain.startsWith('refs/improver/') || HEAD_BRANCH.test(ref)) return 'private'
  return isProtected(policy, ref) ? 'protected' : 'free'
}

/** The branch that mirrors the ledger, or that of a shard. */
function isMirror(plain: string, { ledger: { mirror } }: Policy): boolean {
  const branch = `refs/heads/${mirror}`.toLowerCase()
  return mirror !== null && plain.startsWith(branch) && /^(?:-[0-9a-f])?$/.test(plain.slice(branch.length))
}

async function updateFacts(
  repo: Repository,
  update: RefUpdate,
  entrance: Entrance,
  kind: UpdateFacts['kind'],
  policy: Policy,
  { pusher }: ServerSide,
): Promise<UpdateFacts> {
  const { old, new: now } = update
  const lost = kind === 'ledger' && now ? await missingLines(repo, old, now) : { missing: [], malformed: [] }
  const judged = kind === 'protected' || kind === 'authority'
  const behind = judged && old !== null && now !== null && !(await isAncestor(repo, old, now))
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
      judged && now ? await policyProblem(repo, fork ?? old, now, more => pushLockout(more, pusher)) : null,
    ...(judged && now && (await lacksLedger(repo, entrance, policy)) && { ledgerMissing: true }),
    ...(pusher && asksWhoPushes({ update, kind }, policy) && { pusher: await pusher() }),
  }
}

/** Whether content can't be traced that the policy wants traced. A client's hook only helps, and says nothing of it. */
async function lacksLedger(repo: Repository, entrance: Entrance, policy: Policy): Promise<boolean> {
  if (entrance === 'client' || policy.attribution.traced !== 'block') return false
  return (await listRefs(repo, LEDGER_GLOB, RECEIPTS_REF)).length === 0
}

/**
 * Why a push must not leave its policy behind: it cannot be read, nobody could approve anything under it now,
 * it is no plain file, or it is gone. The same file as before is no change and is not read again.
 * @param more what else speaks against a policy here.
 */
export async function policyProblem(
  repo: Repository,
  old: Oid | null,
  now: Oid,
  more: (policy: Policy) => Promise<string[]> = async () => [],
): Promise<string | null> {
  const changed = old ? await spellings(repo, old, now) : [{ gone: false, path: POLICY_PATH }]
  const others = changed.filter(({ gone, path }) => !gone && path !== POLICY_PATH)
  if (others.length)
    return `${others.map(({ path }) => path).join(', ')} would be ${POLICY_PATH} on a file system that does not tell cases apart`
  if (!changed.some(({ path }) => path === POLICY_PATH)) return null
  const { policy: after } = await findRuleFiles(repo, now)
  if (!after && !old) return null
  if (!after) return `${POLICY_PATH} would be gone, and with it every rule`
  if (!after.mode.startsWith('100')) return `${POLICY_PATH} must be a plain file, and is a symbolic link`
  try {
    const loaded = await loadPolicyAt(repo, now)
    const time = Math.floor(Date.now() / 1000)
    const locked = loaded ? [...lockouts(loaded.policy, time), ...(await more(loaded.policy))] : []
    return locked.length ? `${POLICY_PATH}: ${locked.join('; ')}` : null
  } catch (error) {
    if (error instanceof Failure) return error.message
    throw error
  }
}

/** Whether the policy differs between two commits, under any spelling of its path that differs in case only. */
async function spellings(repo: Repository, old: Oid, now: Oid): Promise<{ gone: boolean; path: string }[]> {
  const args = ['diff-tree', '-r', '-z', '--name-status', '--no-renames', old, now]
  const { stdout } = await repo.run([...args, '--', `:(icase)${POLICY_PATH}`], {
    env: { GIT_LITERAL_PATHSPECS: '0' },
  })
  const fields = stdout.toString('utf8').split('\0')
  return fields.flatMap((path, index) => (index % 2 ? [{ gone: fields[index - 1] === 'D', path }] : []))
}
