/** A list in an order that the seed decides (mulberry32). */
export function shuffled<T>(list: T[], seed: number): T[] {
  let state = seed
  const random = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return list
    .map(one => ({ one, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one)
}

/** A list in which the first of each kind comes first, then the second of each: many kinds, not many of one. */
export function spreadOver<T>(list: T[], kindOf: (one: T) => string): T[] {
  const counts = new Map<string, number>()
  const turns = list.map(one => {
    const turn = counts.get(kindOf(one)) ?? 0
    counts.set(kindOf(one), turn + 1)
    return { one, turn }
  })
  return turns.sort((a, b) => a.turn - b.turn).map(({ one }) => one)
}
