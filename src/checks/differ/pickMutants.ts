import type { Mutant } from './mutate.ts'

/**
 * Takes so many mutants that all statements have their share, and so have all lines outside of them: one of each, then the next
 * one of each. The order within one is theirs, so the same list gives the same choice.
 */
export function pickMutants<T extends Pick<Mutant, 'line'> & { path: string; mark: number | null }>(
  all: readonly T[],
  most: number,
): T[] {
  const lines = new Map<string, T[]>()
  for (const one of all) {
    const key = one.mark === null ? `${one.path}:${one.line}` : String(one.mark)
    lines.set(key, [...(lines.get(key) ?? []), one])
  }
  const picked: T[] = []
  for (let round = 0; picked.length < Math.min(most, all.length); round++)
    for (const list of lines.values()) {
      // From both ends in turn: what stands last is of another kind than what stands first.
      const at = round % 2 ? list.length - 1 - (round - 1) / 2 : round / 2
      const one = round < list.length ? list[at] : undefined
      if (one && picked.length < most) picked.push(one)
    }
  return picked
}
