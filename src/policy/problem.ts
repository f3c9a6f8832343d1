import { Failure } from '../model/failure.ts'
import { shown } from './oddCharacter.ts'

/** Where a value stands: keys of maps and indices of lists, from the top. */
export type KeyPath = readonly (string | number)[]

/** Line and column, both from 1. */
export type Place = { line: number; column: number }

/** One thing wrong with a policy's text. `where` names the file. */
export type Problem = Place & { where: string; path: KeyPath; what: string }

/** Enough to mend a file by; a file made to be wrong a million times must not fill a terminal. */
const MOST = 100

/** `reviews.by_path["src/**"]`: a path as a person would write it, safe to print. */
export function showPath(path: KeyPath): string {
  return path
    .map((part, index) => {
      if (typeof part === 'number') return `[${part}]`
      return /^[A-Za-z_][\w-]*$/.test(part) ? `${index > 0 ? '.' : ''}${part}` : `["${shown(part)}"]`
    })
    .join('')
}

/** All problems as one failure: a line each, in the order of the file, and what to do about them. */
export function policyFailure(problems: Problem[]): Failure {
  const lines = problems
    .toSorted((a, b) => rank(problems, a) - rank(problems, b) || a.line - b.line || a.column - b.column)
    .map(({ where, line, column, path, what }) => {
      const key = showPath(path)
      return `${where}:${line}:${column}  ${key ? `${key}: ` : ''}${what}`
    })
  const unique = [...new Set(lines)]
  const rest = unique.length - MOST
  const told = rest > 0 ? [...unique.slice(0, MOST), `and ${rest} more`] : unique
  const files = [...new Set(problems.map(({ where }) => where))]
  return new Failure(told.join('\n'), [
    { ask: `mend ${files.join(' and ')}` },
    { run: ['git', 'improver', 'policy', 'test'], where: 'here' },
  ])
}

/** Files keep the order in which they were read. */
function rank(problems: Problem[], { where }: Problem): number {
  return problems.findIndex(problem => problem.where === where)
}
