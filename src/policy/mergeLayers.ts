import type { Layer } from './policyLayers.ts'
import type { WrittenPolicy } from './writtenPolicy.ts'

type Tree = Record<string, unknown>

/**
 * All layers as one: maps merge by key, lists and single values of the upper layer replace.
 * Plain objects will do: the YAML reader refuses every key that has a meaning in JavaScript.
 */
export function mergeLayers(layers: Layer[]): WrittenPolicy {
  const merged = layers.reduceRight<Tree>((below, { written }) => merge(below, written), {})
  return merged as WrittenPolicy
}

function merge(below: Tree, above: Tree): Tree {
  const merged: Tree = { ...below }
  for (const [key, value] of Object.entries(above)) {
    const under = merged[key]
    merged[key] = isMap(value) ? merge(isMap(under) ? under : {}, value) : value
  }
  return merged
}

const isMap = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
