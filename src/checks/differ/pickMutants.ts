import type { Mutant } from './mutate.ts'

/**
 * Takes so many mutants that all lines have their share: one of each line, then the next one of each.
 * The order within a line is theirs, so the same list gives the same choice.
 */
export function pickMutants<T extends Pick<Mutant, 'line'> & { path: string }>(
  all: readonly T[],
  most: number,
): T[] {
  const lines = new Map<string, T[]>()
  for (const one of all) {
    const key = `${one.path}:${one.line}`
    lines.set(key, [...(lines.get(key) ?? []), one])
  }
  const picked: T[] = []
  for (let round = 0; picked.length < Math.min(most, all.length); round++)
    for (const list of lines.values()) {
      // From both ends in turn: what stands last on a line is of another kind than what stands first.
      const at = round % 2 ? list.length - 1 - (round - 1) / 2 : round / 2
      const one = round < list.length ? list[at] : undefined
      if (one && picked.length < most) picked.push(one)
    }
  return picked
}
