/** A case that could be written: what it shows, each by a name, and what it costs to read. */
export type Candidate = { shows: ReadonlySet<string>; cost: number }

/**
 * The fewest and plainest cases that show all that all of them show: the one that shows most that is new for what it costs, again
 * and again; and at the end without those that the others make needless.
 * @param most how many at the most. @returns their places, in the order of the candidates.
 */
export function pickCases(candidates: readonly Candidate[], most: number): number[] {
  const shown = new Set<string>()
  const picked: number[] = []
  while (picked.length < most) {
    let best = -1
    let worth = 0
    for (const [at, { shows, cost }] of candidates.entries()) {
      const fresh = [...shows].filter(one => !shown.has(one)).length
      const own = fresh / (30 + cost)
      if (own > worth) [best, worth] = [at, own]
    }
    if (best < 0) break
    picked.push(best)
    for (const one of candidates[best]!.shows) shown.add(one)
  }
  // The dearest is the first to go.
  for (const at of [...picked].sort((a, b) => candidates[b]!.cost - candidates[a]!.cost)) {
    const others = picked.filter(one => one !== at)
    const left = new Set(others.flatMap(one => [...candidates[one]!.shows]))
    if (others.length && [...candidates[at]!.shows].every(one => left.has(one)))
      picked.splice(picked.indexOf(at), 1)
  }
  return picked.sort((a, b) => a - b)
}
