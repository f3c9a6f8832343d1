import type { Policy } from '../model/policy.ts'

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
 *
 * Walks all readings of the pattern at once, so that a ref made to be slow to match is not.
 */
export function matchesRef(pattern: string, ref: string): boolean {
  const steps = fullPattern(pattern).match(/\*{2,}|./gs) ?? []
  let places = skipStars(steps, new Set([0]))
  for (const char of ref.match(/./gs) ?? []) {
    const next = new Set<number>()
    for (const place of places) {
      const step = steps[place]
      if (step === undefined) continue
      if (step.length > 1 || (step === '*' && char !== '/')) next.add(place)
      else if (step === char || (step === '?' && char !== '/')) next.add(place + 1)
    }
    places = skipStars(steps, next)
    if (places.size === 0) return false
  }
  return places.has(steps.length)
}

/** A star may stand for nothing: whoever stands before one stands behind it too. */
function skipStars(steps: string[], places: Set<number>): Set<number> {
  for (const place of places) if (steps[place]?.startsWith('*')) places.add(place + 1)
  return places
}

/**
 * Whether policy protects the full ref `ref`. Case counts for nothing here: on a file system that
 * does not tell `refs/heads/Main` from `refs/heads/main`, a push to the one moves the other.
 */
export function isProtected(policy: Policy, ref: string): boolean {
  const asked = ref.toLowerCase()
  return protectedPatterns(policy).some(pattern => matchesRef(pattern.toLowerCase(), asked))
}

/** The first protected branch that is one branch and no pattern, as a full ref; where work is proposed. */
export function firstProtectedBranch(policy: Policy): string | null {
  const branch = protectedPatterns(policy).find(name => name.startsWith('refs/heads/') && !isGlob(name))
  return branch ?? null
}
