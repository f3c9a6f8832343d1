import { type Kinds, readKinds } from '../../../src/improvers/types/blame.ts'
import type { TypedProject } from '../../../src/improvers/types/project.ts'
import { type Said, type Strippable, typesOf } from './strip.ts'

export type Grade = {
  exact: number
  other: number
  bare: number
  any: number
  /** Kinds of diagnostics that neither the repository nor what was left of it has. */
  fresh: string[]
  /** A line for each that is not exact. */
  misses: string[]
}

/**
 * Compares the types that somebody found with those that were taken away.
 * @param scored the keys that count.
 * @param known the diagnostics of the repository, and of what was left of it.
 */
export function grade(
  after: TypedProject,
  truths: Map<string, Said>,
  scored: Set<string>,
  known: Kinds[],
  what: Strippable,
): Grade {
  const found = typesOf(after, what)
  const result: Grade = { exact: 0, other: 0, bare: 0, any: 0, fresh: [], misses: [] }
  for (const key of scored) {
    const truth = truths.get(key)!
    const one = found.get(key)
    if (!one) result.bare += 1
    else if (/\bany\b/.test(one.text)) result.any += 1
    else if (one.text === truth.text || one.shown === truth.shown) result.exact += 1
    else result.other += 1
    if (!one || (one.text !== truth.text && one.shown !== truth.shown))
      result.misses.push(`${key}\n${truth.place}: ${truth.text}   <> ${one?.text ?? 'nothing'}`)
  }
  for (const [kind, count] of readKinds(after))
    if (known.every(kinds => count > (kinds.get(kind) ?? 0))) result.fresh.push(kind)
  return result
}
