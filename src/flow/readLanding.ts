import { isAncestor, requireCommit } from '../git/refs.ts'
import type { Repository } from '../git/repository.ts'
import type { Oid, RefUpdate } from '../model/change.ts'
import { Failure } from '../model/failure.ts'
import { firstProtectedBranch } from '../policy/refPatterns.ts'
import { type Deciding, decidingFor, holdsPolicy } from './decidingPolicies.ts'
import { type LoadedPolicy, loadPolicyAt, locatePolicy } from './loadPolicy.ts'
import { publishedAt, splitRange } from './readRange.ts'

/** A range that shall land on a ref, and what it is judged by. */
export type ProposedLanding = {
  update: RefUpdate
  deciding: Deciding
  /** False where this clone does not know the ref whose policy decides, and the base's own is taken for it. */
  sure: boolean
  /** What the ref holds as far as this clone knows; null where it is not there. */
  standsAt: Oid | null
  /** The range has landed already: this looks back at it. */
  landed: boolean
}

/**
 * Reads `base..head` and the ref that it is for, and finds the policy that decides.
 *
 * That is the policy of the policy ref, as for the server's hook: a target's own can only be stricter, whatever base
 * somebody names. Two cases are otherwise. A range that has landed on the policy ref is judged by the policy of its
 * base, which was in force then. And where the clone knows no policy ref (CI that fetched one branch), the base's own
 * policy decides, and what the clone would guess can only make it stricter.
 * @param range `base..head`; by default from where the ref stands to HEAD.
 * @param ref the ref that it would land on (`main` or a full name); by default the first protected branch.
 * @returns `update.old` is null where neither a base nor the ref is known: it would be born.
 * @throws Failure when names do not exist or there is no policy to judge by.
 */
export async function readLanding(
  repo: Repository,
  range: string | undefined,
  ref: string | undefined,
): Promise<ProposedLanding> {
  const { base: baseName, head: headName } = splitRange(range, 'verify')
  const base = baseName === undefined ? null : await requireCommit(repo, baseName)
  const { policy: first, sure, guess } = await policyFor(repo, base)
  const target = fullRef(ref) ?? firstProtectedBranch(first.policy)
  if (!target)
    throw new Failure('the policy names no single protected branch: say which ref the change is for', [
      { run: ['git', 'improver', 'verify', '--ref', 'main'], where: 'here' },
    ])
  const now = await requireCommit(repo, headName)
  const standsAt = await publishedAt(repo, target)
  const old = base ?? standsAt
  const update: RefUpdate = { ref: target, old, new: now }
  const landed = standsAt !== null && standsAt !== old && (await isAncestor(repo, now, standsAt))
  const holds = await holdsPolicy(repo, first, target)
  const then = landed && old && holds ? await loadPolicyAt(repo, old) : null
  if (then) return { update, deciding: { policy: then, own: null, holds }, sure, standsAt, landed }
  // A base that lies behind is where a proposal began; what the target says stands where the target is.
  const behind = old && standsAt && !landed && (await isAncestor(repo, old, standsAt))
  const deciding = guess
    ? { policy: first, own: guess.text === first.text ? null : guess, holds }
    : await decidingFor(repo, update, first, behind ? standsAt : old)
  return { update, deciding, sure, standsAt, landed }
}

type Found = { policy: LoadedPolicy; sure: boolean; guess: LoadedPolicy | null }

async function policyFor(repo: Repository, base: Oid | null): Promise<Found> {
  const located = await locatePolicy(repo)
  const found = located ? await loadPolicyAt(repo, located.ref) : null
  if (found && located?.sure) return { policy: found, sure: true, guess: null }
  const atBase = base ? await loadPolicyAt(repo, base) : null
  if (atBase) return { policy: atBase, sure: false, guess: found }
  if (found) return { policy: found, sure: false, guess: null }
  throw new Failure('there is no policy to judge by: .improver/policy.yaml is on no protected branch', [
    { run: ['git', 'improver', 'init'], where: 'here' },
  ])
}

/** A ref as a person types it, in full: a bare name is a branch. */
export function fullRef(ref: string | undefined): string | null {
  if (ref === undefined) return null
  return ref.startsWith('refs/') ? ref : `refs/heads/${ref}`
}
