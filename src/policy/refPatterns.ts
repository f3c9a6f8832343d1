import type { Policy } from '../model/policy.ts'
import { all, exactly, name, one, type Step, takesWhole } from './wildcards.ts'

/** The protected branches and tags as full patterns: `main` becomes `refs/heads/main`. */
export function protectedPatterns(policy: Policy): string[] {
  return policy.branches.protected.map(fullPattern)
}

/** The refs whose old values were judged already, as full patterns. */
export function trustedPatterns(policy: Policy): string[] {
  return policy.branches.trust.map(fullPattern)
}

/** A pattern as a person writes it, in full: a bare name is a branch. */
export function fullPattern(pattern: string): string {
  return pattern.startsWith('refs/') ? pattern : `refs/heads/${pattern}`
}

/** Whether a pattern stands for more than the one ref it spells. */
export function isGlob(pattern: string): boolean {
  return /[*?]/.test(pattern)
}

/**
 * Whether `pattern` (short or full) names the full ref `ref`. `*` is any run of characters within one
 * part, `**` any run at all, `?` one character within a part; everything else is itself, since a ref
 * may hold braces, brackets and dots that mean nothing.
 */
export function matchesRef(pattern: string, ref: string): boolean {
  const parts = fullPattern(pattern).match(/\*{2,}|./gsu) ?? []
  return takesWhole(parts.map(stepOf), ref)
}

function stepOf(part: string): Step {
  if (part.startsWith('*')) return part === '*' ? name : all
  return part === '?' ? one : exactly(part)
}

/**
 * Whether policy protects the full ref `ref`. Case counts for nothing here: on a file system that
 * does not tell `refs/heads/Main` from `refs/heads/main`, a push to the one moves the other.
 */
export function isProtected(policy: Policy, ref: string): boolean {
  const asked = ref.toLowerCase()
  return protectedPatterns(policy).some(pattern => matchesRef(pattern.toLowerCase(), asked))
}

/**
 * Whether the full ref `ref` is a branch for proposals. Without case, as above: whoever is kept to `ai/` may not
 * call it `AI/`, and what is received there counts as received in `ai/`.
 */
export function isAiBranch(policy: Policy, ref: string): boolean {
  return ref.toLowerCase().startsWith(`refs/heads/${policy.branches.ai}`.toLowerCase())
}

/** The first protected branch that is one branch and no pattern, as a full ref; where work is proposed. */
export function firstProtectedBranch(policy: Policy): string | null {
  const branch = protectedPatterns(policy).find(name => name.startsWith('refs/heads/') && !isGlob(name))
  return branch ?? null
}
