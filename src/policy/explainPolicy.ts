import { Failure } from '../model/failure.ts'
import { nearestWord } from './nearestWord.ts'
import { shown } from './oddCharacter.ts'
import { type Layer, saidBy } from './policyLayers.ts'
import { type KeyPath, type Place, showPath } from './problem.ts'
import { readLayers } from './readPolicy.ts'
import { keysOf, shapeAt } from './shapeOf.ts'
import { writtenPolicy } from './writtenPolicy.ts'

/** A value as the code reads it, and who said so: `FILE:LINE:COLUMN`, or the preset's name. */
export type Explanation = { value: unknown; origin: string }

/**
 * What a key of the policy comes to, and from where. A map whose keys come from several texts names
 * them all, the file first. A key that may be absent and is has the value null and the origin `not set`.
 * @param key with dots (`reviews.required`, `reviews.by_path.src/**`); empty for the whole policy.
 * @throws Failure when there is no such key, or the policy can't be read.
 */
export function explainPolicy(
  text: string,
  presets: Record<string, string>,
  where: string,
  key: string,
): Explanation {
  const { policy, layers } = readLayers(text, presets, where)
  const path: string[] = []
  let value: unknown = policy
  let rest = key
  while (rest !== '') {
    const name = firstName(value, path, rest)
    if (name === null) throw unknown(key, path, rest, value)
    path.push(name)
    value = (value as Record<string, unknown> | undefined)?.[name]
    rest = rest.slice(name.length + 1)
  }
  return { value: value ?? null, origin: originOf(layers, path, value) }
}

/** The longest key that `rest` begins with: globs and addresses have dots of their own. */
function firstName(value: unknown, path: KeyPath, rest: string): string | null {
  const names = namesIn(value, path).filter(name => rest === name || rest.startsWith(`${name}.`))
  return names.toSorted((a, b) => b.length - a.length)[0] ?? null
}

function namesIn(value: unknown, path: KeyPath): string[] {
  const set = isMap(value) ? Object.keys(value) : []
  return [...new Set([...set, ...(keysOf(shapeAt(writtenPolicy, path)) ?? [])])]
}

/** Only texts that still have a say in the value; the person's own file with its line. */
function originOf(layers: Layer[], path: KeyPath, value: unknown): string {
  const setters = new Set(leaves(path, value).map(leaf => setter(layers, leaf)))
  const told = layers
    .filter(layer => setters.has(layer))
    .map(layer => {
      const place = layer === layers[0] ? nearestPlace(layer, path) : null
      return place ? `${layer.where}:${place.line}:${place.column}` : layer.where
    })
  return told.join(', ') || 'not set'
}

function nearestPlace({ yaml }: Pick<Layer, 'yaml'>, path: KeyPath): Place | null {
  if (path.length === 0) return null
  return yaml.place(path, 'key') ?? nearestPlace({ yaml }, path.slice(0, -1))
}

function leaves(path: KeyPath, value: unknown): KeyPath[] {
  if (value === undefined) return []
  const inner = isMap(value) ? Object.entries(value) : []
  return inner.length > 0 ? inner.flatMap(([name, part]) => leaves([...path, name], part)) : [path]
}

/** A person's list that nobody wrote is empty because of whoever wrote the person. */
function setter(layers: Layer[], path: KeyPath): Layer | undefined {
  if (path.length === 0) return undefined
  return saidBy(layers, path) ?? setter(layers, path.slice(0, -1))
}

function unknown(key: string, path: string[], rest: string, value: unknown): Failure {
  const known = namesIn(value, path)
  const name = rest.split('.')[0] ?? ''
  const meant = nearestWord(name, known)
  const near = meant ? showPath([...path, meant]) : null
  const above = showPath(path) || 'the policy'
  const help = near ? `did you mean "${near}"?` : `${above} has ${known.join(', ') || 'no keys of its own'}`
  const next = near ? [{ run: ['git', 'improver', 'policy', 'explain', near], where: 'here' as const }] : []
  return new Failure(`there is no key "${shown(key)}" in a policy; ${help}`, next)
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
