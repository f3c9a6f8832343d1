import { isCollection, isMap, isScalar, type Node, type Pair } from 'yaml'
import { shown } from './oddCharacter.ts'
import type { KeyPath } from './problem.ts'

/** Offsets of each key and value, by path (`pathId`). */
export type Offsets = Map<string, { key: number; value: number }>

export const pathId = (path: KeyPath): string => path.join('\0')

export const offsetOf = (node: unknown): number => (node as { range?: [number] } | null)?.range?.[0] ?? 0

/**
 * Turns YAML nodes into plain data: maps without a prototype, lists, scalars.
 * What YAML can say and readers differ about (aliases, anchors, tags, merge keys, keys that are no text,
 * keys that stand twice) is told and left out.
 */
export function plainData(
  root: Node | null,
  tell: (offset: number, what: string, path: KeyPath) => void,
): { value: unknown; offsets: Offsets } {
  const offsets: Offsets = new Map()
  return { value: dataOf(root, []), offsets }

  function dataOf(node: Node | null, path: KeyPath): unknown {
    if (node === null) return null
    const surprise = surpriseIn(node)
    if (surprise) tell(offsetOf(node), surprise, path)
    if (isScalar(node)) return node.value
    if (!isCollection(node)) return null
    return isMap(node) ? mapOf(node.items as Pair<Node, Node | null>[], path) : listOf(node.items, path)
  }

  function listOf(items: unknown[], path: KeyPath): unknown[] {
    return items.map((item, index) => {
      const own = [...path, index]
      offsets.set(pathId(own), { key: offsetOf(item), value: offsetOf(item) })
      return dataOf(item as Node, own)
    })
  }

  function mapOf(pairs: Pair<Node, Node | null>[], path: KeyPath): Record<string, unknown> {
    const map: Record<string, unknown> = Object.create(null)
    for (const { key, value } of pairs) {
      const name = isScalar(key) ? key.value : undefined
      const own = [...path, String(name)]
      const wrong = offsets.has(pathId(own)) ? `"${shown(String(name))}" stands here twice` : keyProblem(key)
      if (wrong) tell(offsetOf(key), wrong, path)
      if (wrong || typeof name !== 'string') continue
      offsets.set(pathId(own), { key: offsetOf(key), value: value ? offsetOf(value) : offsetOf(key) })
      map[name] = dataOf(value, own)
    }
    return map
  }
}

const TAKEN = new Set(Object.getOwnPropertyNames(Object.prototype))

function keyProblem(key: Node): string | null {
  if (!isScalar(key)) return surpriseIn(key) ?? 'a key must be plain text'
  if (typeof key.value !== 'string')
    return `a key must be text: write "${shown(key.source ?? '')}" with its quotes`
  if (key.value === '<<') return 'a merge key (<<) is not read here: write the values out'
  // Whoever looks `people[name]` up must never find a function of JavaScript's own.
  if (TAKEN.has(key.value) || key.value.includes('\0'))
    return `"${shown(key.value)}" can't be a name: it has a meaning in JavaScript`
  return surpriseIn(key)
}

/** The parts of YAML by which a text can mean something else than it shows. */
function surpriseIn(node: Node): string | null {
  if (!isScalar(node) && !isCollection(node)) return 'an alias (*) is not read here: write the value out'
  if (node.anchor !== undefined) return 'an anchor (&) is not read here: write the value where it is needed'
  if (node.tag !== undefined) return `a tag (${shown(node.tag)}) is not read here: take it out`
  return null
}
