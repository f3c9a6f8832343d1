import type { Oid } from '../model/change.ts'
import { isJsonObject, type Json } from '../model/entry.ts'
import { NOTICED } from '../model/policy.ts'
import { isAuthorised } from './reviews/authority.ts'
import type { EntryFact } from './reviews/entryFact.ts'
import { voucherOf } from './reviews/speakerOf.ts'
import type { Known } from './signals/signal.ts'

/** Inputs have to have passed this share of the changed statements. */
const EXERCISED = 0.8

/** What a verdict has to be about. */
export type ProofSubject = {
  baseTree: Oid
  tree: Oid
  /** Whether the compiler has something to check: there is TypeScript in the change. */
  typed: boolean
}

/**
 * Whether a verdict of the ledger shows that a change is only a refactoring: one of a voucher of the policy, found in a sandbox, on the
 * very two trees; all checks that the policy requires passed, and with them behaviour, which exercised four fifths of the changed
 * statements, types without a changed export, and security, which finds every new capability. Another attested verdict that says
 * otherwise on the same trees speaks louder.
 * @param facts entries of kind `validated`; any others are passed over.
 * @returns whose verdict it is, or why there is none that counts.
 */
export function refactoringProof(
  facts: EntryFact[],
  subject: ProofSubject,
  known: Known,
): { by: string; why: string } | { lacks: string } {
  const about = facts.filter(({ entry }) => {
    const { conditions } = entry.data
    return (
      entry.kind === 'validated' &&
      isJsonObject(conditions) &&
      conditions.baseTree === subject.baseTree &&
      conditions.tree === subject.tree
    )
  })
  const attested = about.filter(fact => isAuthorised(fact, known))
  const [first] = attested
  if (!first)
    return { lacks: about.length ? 'its verdict is signed by no voucher' : 'no verdict on these very trees' }
  for (const { entry } of attested) {
    const lacks = shortcoming(entry.data, subject, known)
    if (lacks !== null) return { lacks }
  }
  const by = voucherOf(first, known) ?? first.entry.by
  return {
    by,
    why: `${by} proved that it behaves the same (${exercisedOf(behaviourOf(first.entry.data)).words})`,
  }
}

function shortcoming(
  data: { [key: string]: Json },
  { typed }: ProofSubject,
  { policy }: Known,
): string | null {
  const { checks, status, sandbox } = data
  if (!isJsonObject(checks)) return 'its verdict tells of no checks'
  if (sandbox === 'none' || typeof sandbox !== 'string') return 'its verdict was found without a sandbox'
  const statusOf = (name: string) => (isJsonObject(checks[name]) ? checks[name].status : undefined)
  const must = new Set([...policy.checks.require, 'behaviour', 'types', 'security'])
  // Where nothing has types, none of them changed.
  const excused = (name: string) => name === 'types' && !typed && statusOf(name) === 'not-run'
  const open = [...must].find(name => statusOf(name) !== 'passed' && !excused(name))
  if (open !== undefined) return `the check ${open} ${statusOf(open) ?? 'was not run'}`
  if (status !== 'passed') return `its verdict is ${status}`
  const types = checks.types
  const found = isJsonObject(types) ? types.evidence : undefined
  if (isJsonObject(found) && (found.api !== undefined || found.left_out !== undefined))
    return 'the types of what it exports changed'
  const exercised = exercisedOf(behaviourOf(data))
  if (exercised.share < EXERCISED) return exercised.words
  return tooFewNoticed(behaviourOf(data), policy.checks.behaviour?.noticed ?? NOTICED)
}

/** A verdict may have been found under a policy that asked for less than the one that decides; the same program notices nothing. */
function tooFewNoticed(evidence: Json | undefined, least: number): string | null {
  if (!isJsonObject(evidence) || evidence.statements === undefined) return null
  const [tried, noticed] = isJsonObject(evidence.mutants)
    ? [evidence.mutants.tried, evidence.mutants.noticed]
    : []
  if (typeof tried !== 'number' || typeof noticed !== 'number')
    return 'its verdict does not say how much of what is wrong it would notice'
  return noticed < least * tried ? `${noticed} of ${tried} wrong changes noticed: too few` : null
}

const behaviourOf = ({ checks }: { [key: string]: Json }): Json | undefined =>
  isJsonObject(checks) && isJsonObject(checks.behaviour) ? checks.behaviour.evidence : undefined

/** What share of the changed statements was exercised; the same program needs no exercise. */
function exercisedOf(evidence: Json | undefined): { share: number; words: string } {
  if (!isJsonObject(evidence) || evidence.left_out !== undefined)
    return { share: 0, words: 'its verdict does not say what it exercised' }
  const { statements, compared, outside } = evidence
  // What belongs to no program was compared with nothing.
  if (typeof compared !== 'number' || !(compared > 0) || !Array.isArray(outside) || outside.length)
    return { share: 0, words: 'some of what changed is outside of the program that was compared' }
  if (statements === undefined) return { share: 1, words: 'the same program' }
  const [changed, exercised] = isJsonObject(statements) ? [statements.changed, statements.exercised] : []
  if (typeof changed !== 'number' || typeof exercised !== 'number' || !(changed > 0))
    return { share: 0, words: 'its verdict does not say what it exercised' }
  return { share: exercised / changed, words: `${exercised} of ${changed} changed statements exercised` }
}
