import { nearestWord } from './nearestWord.ts'
import { shown } from './oddCharacter.ts'
import type { ParsedYaml } from './parseYaml.ts'
import type { KeyPath, Problem } from './problem.ts'
import { allKeys, describeShape, keysOf, type Shape, shapeAt, wordsOf } from './shapeOf.ts'

/** The little of a zod issue that is read here. */
export type Issue = {
  code?: string
  path: PropertyKey[]
  message: string
  keys?: string[]
  params?: { key?: boolean }
  /** Of alternatives: what each of them finds wrong. */
  errors?: Issue[][]
}

/**
 * Zod's issues in our own words, where they stand in the text.
 * @param of what the text is one of, as a person calls it.
 */
export function shapeProblems(
  root: Shape,
  issues: Issue[],
  yaml: ParsedYaml,
  where: string,
  of = 'a policy',
): Problem[] {
  const everywhere = allKeys(root)
  return issues.flatMap(meantAlternative).flatMap(issue => {
    const path = issue.path as (string | number)[]
    if (issue.code === 'unrecognized_keys')
      return (issue.keys ?? []).map(key => {
        const own = [...path, key]
        return {
          where,
          path: own,
          what: unknownKey(root, own, everywhere, of),
          ...standsAt(yaml, own, 'key'),
        }
      })
    const part = issue.params?.key ? 'key' : 'value'
    return { where, path, what: whatIsWrong(root, issue, path, yaml.value), ...standsAt(yaml, path, part) }
  })
}

/** Where a value is of one alternative's type and of no other's, what is wrong with it is what that one says. */
function meantAlternative(issue: Issue): Issue[] {
  const fitting = (issue.errors ?? []).filter(
    found => !found.some(({ code, path }) => code === 'invalid_type' && path.length === 0),
  )
  const [meant] = fitting
  if (issue.code !== 'invalid_union' || !meant || fitting.length > 1) return [issue]
  return meant.flatMap(inner => meantAlternative({ ...inner, path: [...issue.path, ...inner.path] }))
}

/** The nearest place that the text has: what is missing stands nowhere. */
function standsAt(yaml: ParsedYaml, path: KeyPath, part: 'key' | 'value') {
  for (let length = path.length; length >= 0; length--) {
    const place = yaml.place(path.slice(0, length), length === path.length ? part : 'value')
    if (place) return place
  }
  return { line: 1, column: 1 }
}

function whatIsWrong(root: Shape, issue: Issue, path: KeyPath, top: unknown): string {
  if (issue.code === 'custom') return issue.message
  const shape = shapeAt(root, path)
  const value = valueAt(top, path)
  const key = path.join('.')
  const allowed = shape ? describeShape(shape) : 'absent'
  if (key === 'version' && value !== undefined)
    return `${say(value)} is not known to this git-improver; it reads version ${allowed}`
  if (path.length === 0) return 'must be a map of keys; the least is version: 1'
  if (value === undefined) return `is missing; it must be ${allowed}`
  if (value === null) return `has no value: leave the key out, or write ${allowed}`
  const meant = typeof value === 'string' ? nearestWord(value, wordsOf(shape)) : null
  return `must be ${allowed}, not ${say(value)}${meant ? `; did you mean "${meant}"?` : ''}`
}

/** The right word beside it, else the place where a key of this name does stand, else all there are. */
function unknownKey(root: Shape, path: KeyPath, everywhere: string[][], of: string): string {
  const key = String(path.at(-1))
  const here = keysOf(shapeAt(root, path.slice(0, -1))) ?? []
  const elsewhere = everywhere.find(other => other.at(-1) === key)?.join('.')
  const meant = nearestWord(key, here) ?? elsewhere
  const help = meant ? `did you mean "${meant}"?` : `there are ${here.join(', ')}`
  return `is not a key of ${of}; ${help}`
}

function valueAt(top: unknown, path: KeyPath): unknown {
  return path.reduce<unknown>(
    (value, part) => (value as Record<string | number, unknown> | null)?.[part],
    top,
  )
}

/** A value as a person wrote it, short enough for a line. */
function say(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (typeof value === 'object' && value !== null) return 'a map'
  return typeof value === 'string' ? `the text "${shown(value)}"` : String(value)
}
