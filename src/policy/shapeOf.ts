import type { KeyPath } from './problem.ts'

/** The little of a zod schema that messages need; zod keeps it under `_zod.def`. */
export type Shape = {
  _zod: {
    def: {
      type: string
      shape?: Record<string, Shape>
      innerType?: Shape
      valueType?: Shape
      element?: Shape
      options?: readonly Shape[]
      entries?: Record<string, string>
      values?: readonly unknown[]
      checks?: readonly { _zod: { def: { check: string; value?: unknown } } }[]
    }
  }
}

/** The schema without what says that it may be absent. */
export function bare(shape: Shape): Shape {
  const { type, innerType } = shape._zod.def
  return type === 'optional' && innerType ? bare(innerType) : shape
}

/** The schema of the value at `path`, or null where the policy has no such key. */
export function shapeAt(root: Shape, path: KeyPath): Shape | null {
  let shape: Shape | undefined = bare(root)
  for (const part of path) {
    const { shape: keys, valueType, element }: Shape['_zod']['def'] = asMap(shape)._zod.def
    const next: Shape | undefined =
      typeof part === 'number' ? element : keys && Object.hasOwn(keys, part) ? keys[part] : valueType
    if (!next) return null
    shape = bare(next)
  }
  return shape
}

/** Of alternatives the one that is a map: what stands below a value can't stand below another. */
function asMap(shape: Shape): Shape {
  return shape._zod.def.options?.map(bare).find(option => option._zod.def.shape) ?? shape
}

/** The keys that a map may have, or null where it may have any. */
export function keysOf(shape: Shape | null): string[] | null {
  const keys = shape && asMap(bare(shape))._zod.def.shape
  return keys ? Object.keys(keys) : null
}

/** Every path of fixed keys (`reviews`, `reviews.required`), maps before what is in them. */
export function allKeys(root: Shape, above: string[] = []): string[][] {
  const keys = bare(root)._zod.def.shape ?? {}
  return Object.entries(keys).flatMap(([key, shape]) => {
    const path = [...above, key]
    return [path, ...allKeys(shape, path)]
  })
}

/** The texts that are allowed, where only some are. */
export function wordsOf(shape: Shape | null): string[] {
  return Object.values(shape?._zod.def.entries ?? {})
}

/** What is allowed, in words: `one of files, trees`, `a whole number of 0 or more`. */
export function describeShape(shape: Shape): string {
  const { def } = bare(shape)._zod
  const bound = (name: string) => def.checks?.find(({ _zod }) => _zod.def.check === name)?._zod.def
  switch (def.type) {
    case 'string':
      return bound('string_format') ? 'a percentage from 0% to 100%' : 'text'
    case 'number':
      if (bound('less_than')) return 'a number from 0 to 1'
      return `a whole number of ${bound('greater_than')?.value} or more`
    case 'boolean':
      return 'true or false'
    case 'null':
      return 'null'
    case 'enum':
      return `one of ${wordsOf(shape).join(', ')}`
    case 'literal':
      return (def.values ?? []).map(String).join(' or ')
    case 'array':
      return `a list ([...]) of 200 at most, each ${def.element ? describeShape(def.element) : 'a value'}`
    case 'nullable':
      return `${def.innerType ? describeShape(def.innerType) : 'a value'} or null`
    case 'union':
      return (def.options ?? []).map(describeShape).join(' or ')
    default:
      return 'a map (key: value)'
  }
}
