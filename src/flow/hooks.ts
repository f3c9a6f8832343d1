import { readFile } from 'node:fs/promises'
import { commitOf } from '../git/refs.ts'
import type { Repository } from '../git/repository.ts'
import { LEDGER_REF } from '../ledger/ledgerRef.ts'
import type { Oid, RefUpdate } from '../model/change.ts'
import type { Decision } from '../model/decision.ts'
import { Failure } from '../model/failure.ts'
import type { Policy } from '../model/policy.ts'
import type { Pusher } from '../model/pusher.ts'
import { isProtected } from '../policy/refPatterns.ts'
import { bindReviews, readPending, reviewTarget } from './bindReview.ts'
import { decidingFor, isReadable } from './decidingPolicies.ts'
import { openSaidEntries } from './gatherEntries.ts'
import { refreshHookCaches } from './hookCaches.ts'
import { bothOf, byOwn, judgeLanding } from './judgeLanding.ts'
import { judgePending } from './judgePending.ts'
import { judgeUpdate, kindOf, policyProblem } from './judgeUpdate.ts'
import { findPolicyRef, type LoadedPolicy, loadPolicyAt, policyText } from './loadPolicy.ts'
import { unprotectedPolicy } from './missingPolicy.ts'
import { readUses, spentWhy, writeUse } from './overrideUses.ts'
import { noteReceived } from './server/noteReceived.ts'
import { pushLockout } from './server/pushLockout.ts'
import { readPusher } from './server/readPusher.ts'
import { openReceipts } from './server/receipts.ts'

/** What a hook found out about one ref. */
export type HookAnswer = { update: RefUpdate; decision: Decision }

/** The policy that decides in this clone or on this server, or null; keeps the hooks' list of protected refs fresh. */
export async function currentPolicy(repo: Repository): Promise<LoadedPolicy | null> {
  const ref = await findPolicyRef(repo)
  const loaded = ref ? await loadPolicyAt(repo, ref) : null
  if (loaded) refreshHookCaches(repo, loaded.policy)
  return loaded
}

/**
 * commit-msg: binds newly typed reviews to their change, and judges a commit that is being made on a
 * protected branch. Elsewhere it says nothing.
 */
export async function commitMsg(
  repo: Repository,
  file: string,
  env: NodeJS.ProcessEnv,
): Promise<{ bound: { by: string; line: string }[]; answer: HookAnswer | null }> {
  const loaded = await currentPolicy(repo)
  if (!loaded) return { bound: [], answer: null }
  const { policy } = loaded
  const pending = await readPending(repo, env)
  const target = await reviewTarget(repo, policy, pending.branch)
  const bound = target ? await bindReviews(repo, file, pending, target, policy.repository ?? null) : []
  if (!pending.branch || !isProtected(policy, pending.branch)) return { bound, answer: null }
  const message = await storedMessage(repo, file)
  const { branch: ref } = pending
  const update = { ref, old: pending.head?.oid ?? null, new: null }
  const judge = (one: Policy) => judgePending(repo, pending, message, env, one)
  const { own } = await decidingFor(repo, { ...update, new: update.old }, loaded)
  // One that cannot be read is for the next entrance: this commit may be the one that mends it.
  const readable = own && isReadable(own) ? own : null
  const [first, second] = [await judge(policy), await byOwn(readable, update, judge)]
  const decision = second ? bothOf(first, second, update) : first
  return {
    bound,
    answer: { update, decision },
  }
}

/** The message as git will store it: without comments and what stands under the scissors. */
async function storedMessage(repo: Repository, file: string): Promise<string> {
  const text = await readFile(file, 'utf8')
  const scissors = /^\S+ -+ >8 -+$/m.exec(text)
  return repo.text(['stripspace', '--strip-comments'], {
    input: scissors ? text.slice(0, scissors.index) : text,
  })
}

/** pre-push: judges what would reach protected refs of the remote. Deletions and rewinds are the server's to refuse. */
export async function prePush(repo: Repository, stdin: string): Promise<HookAnswer[]> {
  const loaded = await currentPolicy(repo)
  if (!loaded) return []
  const updates = parsePushLines(stdin).filter(({ ref, new: now }) => now && isProtected(loaded.policy, ref))
  const said = openSaidEntries(repo)
  const answers: HookAnswer[] = []
  for (const update of updates) {
    // What the remote has may never have been fetched: then its tracking refs have to do.
    const old = update.old && (await commitOf(repo, update.old)) ? update.old : null
    const deciding = await decidingFor(repo, { ...update, old }, loaded)
    const decision = await judgeLanding(repo, { ...update, old }, 'client', deciding, said)
    answers.push({ update, decision })
  }
  return answers
}

/**
 * pre-receive: judges every ref of a push before any of them moves. Before there is a policy nothing is
 * protected but the ledger, replace refs, and the first policy itself, which must be readable.
 *
 * Reviews and overrides that the same push brings in the ledger count, as if they had been pushed just before. An
 * override that lets something pass is written down as used; where that fails, nothing passes.
 */
export async function preReceive(
  repo: Repository,
  stdin: string,
  env: NodeJS.ProcessEnv,
): Promise<HookAnswer[]> {
  const loaded = await currentPolicy(repo)
  const policy = loaded?.policy ?? unprotectedPolicy()
  const policyRef = loaded?.ref ?? (await findPolicyRef(repo))
  if (!loaded) await refuseLostPolicy(repo, policyRef)
  const updates = parseReceiveLines(stdin)
  const ledger = updates.find(({ ref }) => ref === LEDGER_REF)?.new ?? undefined
  const used = await readUses(repo)
  const said = openSaidEntries(repo, { ledger, spent: ({ id }) => spentWhy(used, id) })
  const answers: HookAnswer[] = []
  let known: Promise<Pusher> | undefined
  const pusher = () => {
    known ??= readPusher(repo, updates, env)
    return known
  }
  const server = { receipts: openReceipts(repo), pusher }
  for (const update of updates) {
    const decision = loaded
      ? await judgeLanding(repo, update, 'server', await decidingFor(repo, update, loaded), said, { server })
      : await judgeUpdate(repo, update, 'server', policy, said, { server })
    if (!loaded && update.ref === policyRef && update.new && kindOf(update.ref, policy) === 'free')
      addFirstPolicy(
        decision,
        await policyProblem(repo, null, update.new, first => pushLockout(first, pusher)),
      )
    answers.push({ update, decision })
  }
  if (answers.some(({ decision }) => decision.outcome !== 'allowed')) return answers
  for (const { update, decision } of answers)
    if (decision.override) await writeUse(repo, update, decision.override)
  // The last thing before it is let in: what is refused was never received.
  await noteReceived(repo, updates, pusher, policy)
  return answers
}

/**
 * update: the same for one ref, after the ones before it have moved: where a host runs no other hook, a push of several
 * refs may land in part. The objects are no longer in quarantine, so receipts are kept at once.
 * @param args the hook's: ref, old and new value.
 */
export async function updateRef(
  repo: Repository,
  [ref = '', old = '', now = '']: string[],
  env: NodeJS.ProcessEnv,
): Promise<HookAnswer[]> {
  const answers = await preReceive(repo, `${old} ${now} ${ref}\n`, env)
  const { settlePush } = await import('./server/settlePush.ts')
  await settlePush(repo)
  return answers
}

/** A server that looks for its policy on a ref that is not there, while a branch has one, would protect nothing. */
async function refuseLostPolicy(repo: Repository, policyRef: string | null): Promise<void> {
  if (!policyRef || (await commitOf(repo, policyRef))) return
  for (const ref of ['refs/heads/main', 'refs/heads/master']) {
    if (ref === policyRef || (await policyText(repo, ref)) === null) continue
    throw new Failure(`the policy is looked for on ${policyRef}, which is not there, and ${ref} has one`, [
      { ask: `on the server: git symbolic-ref HEAD ${ref}, or git config improver.policyRef ${ref}` },
    ])
  }
}

function addFirstPolicy(decision: Decision, problem: string | null): void {
  if (!problem) return
  decision.outcome = 'refused'
  const next = [{ ask: 'mend .improver/policy.yaml and push again' }]
  decision.violations.push({ rule: 'policy-readable', level: 'block', commit: null, why: problem, next })
}

/**
 * `<local ref> <local oid> <remote ref> <remote oid>`, one a line (git help hooks). Read from the right: what
 * was typed as the local side (`HEAD^{/fix it}`) may hold spaces.
 */
function parsePushLines(stdin: string): RefUpdate[] {
  return lines(stdin).flatMap(line => {
    const [, now = '', ref = '', old = ''] = /([0-9a-f]+) (\S+) ([0-9a-f]+)$/.exec(line) ?? []
    return ref ? [{ ref, old: present(old), new: present(now) }] : []
  })
}

/** `<old oid> <new oid> <ref>`, one a line. */
function parseReceiveLines(stdin: string): RefUpdate[] {
  return lines(stdin).map(line => {
    const [, old = '', now = '', ref = ''] = /^([0-9a-f]+) ([0-9a-f]+) (.+)$/.exec(line) ?? []
    if (!ref) throw new Failure(`git sent a line that is no update: ${JSON.stringify(line.slice(0, 100))}`)
    return { ref, old: present(old), new: present(now) }
  })
}

function lines(stdin: string): string[] {
  return stdin.split('\n').filter(line => line)
}

function present(oid: string): Oid | null {
  return /^0*$/.test(oid) ? null : oid
}
