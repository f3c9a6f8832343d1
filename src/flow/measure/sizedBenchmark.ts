import { basename } from 'node:path'
import { guessShape } from '../../checks/inputs/guessShape.ts'
import type { Harvest } from '../../checks/inputs/harvest.ts'
import type { ParameterShape, Signature, Surface, ValueShape } from '../../checks/inputs/valueShape.ts'
import type { Path } from '../../model/change.ts'
import { type Binding, MAKERS, madeValue } from './madeValue.ts'

/**
 * One way to call an export: by its own name; or what it makes first, an object of a class or what a function gives, as it is or by a
 * method of it.
 */
export type SizedCall = {
  surface: Surface
  /** How that is made. */
  made: Signature | null
  method: Surface | null
  signature: Signature
}

/** The name of the case that calls with so many elements, drawn from this seed. */
export const caseName = (size: number, seed: number) => `${size} elements, inputs ${seed}`

/**
 * The text of a benchmark that calls an export of a module with inputs of several sizes. It stands beside the module.
 * @param bound what type parameters are taken for.
 */
export function sizedBenchmark(
  module: Path,
  { surface, made, method, signature }: SizedCall,
  harvest: Harvest,
  bound: Binding,
  cases: { size: number; seed: number }[],
): string {
  const given = (parameters: ParameterShape[]) => argumentsFor(parameters, harvest, bound).join(', ')
  const place = `module${surface.path.map(name => `[${JSON.stringify(name)}]`).join('')}`
  const isClass = surface.kind === 'class'
  const isMade = isClass || made !== null
  const owner = isMade ? `${isClass ? 'new ' : ''}${place}(${given(made?.parameters ?? [])})` : null
  const called = isMade ? 'owner' : place
  const call = `${called}${method ? `[${JSON.stringify(method.path.at(-1))}]` : ''}(...args)`
  return `import { bench } from 'mitata'
import * as module from ${JSON.stringify(`./${basename(module)}`)}

${MAKERS}
for (const [name, size, seed] of ${JSON.stringify(cases.map(({ size, seed }) => [caseName(size, seed), size, seed]))})
  bench(name, function* () {
    const { number, word, chance, list, text, weigh } = makers(size, seed)
    const owner = ${owner ?? 'null'}
    const args = [${given(signature.parameters)}]
    yield () => ${call}
  })
`
}

/** An argument for each parameter, without those at the end that nobody has to give. */
function argumentsFor(parameters: ParameterShape[], harvest: Harvest, bound: Binding): string[] {
  const given = parameters.map(parameter => {
    const shape = shapeOf(parameter, harvest)
    if (isLeftOut(parameter, shape)) return 'undefined'
    const value = madeValue(shape, bound)
    if (!parameter.rest) return value
    return `...list(3, () => ${value.startsWith('{') ? `(${value})` : value})`
  })
  return given.slice(0, given.findLastIndex(one => one !== 'undefined') + 1)
}

/**
 * What nobody has to give is not given, but for lists: of those a program may have no other; and for what is called by its name where no
 * type says whether it has to be given.
 */
export function isLeftOut(parameter: ParameterShape, shape: ValueShape): boolean {
  const isCalled = parameter.shape.is === 'unknown' && shape.is === 'function'
  return parameter.optional && !isSized(shape) && !isCalled
}

/** In JavaScript a parameter has no type: then its name says what most callers hand over. */
export function shapeOf(parameter: ParameterShape, harvest: Harvest): ValueShape {
  const shape = guessShape(parameter, harvest)
  const isGuess = parameter.shape.is === 'unknown' && shape.is === 'union'
  return isGuess ? (shape.any[0] ?? shape) : shape
}

/** Whether values of a shape can be made large. */
export function isSized(shape: ValueShape): boolean {
  switch (shape.is) {
    case 'array':
    case 'map':
    case 'set':
    case 'iterable':
    case 'string':
      return true
    case 'union':
      return shape.any.some(isSized)
    case 'record':
      return shape.index !== null || shape.properties.some(one => !one.optional && isSized(one.shape))
    case 'promise':
      return isSized(shape.value)
    case 'parameter':
      return isSized(shape.within)
    default:
      return false
  }
}
