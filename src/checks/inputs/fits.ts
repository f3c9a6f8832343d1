import type { Frozen } from '../../model/frozen.ts'
import type { Script, TrialStep } from '../../model/trial.ts'
import type { ParameterShape, Result, Signature, Surface, ValueShape } from './valueShape.ts'

/** Longer lists of members and overloads were cut, so that what fits none may fit one that is not there. */
const CUT_UNION = 40
const CUT_OVERLOADS = 6

/**
 * Whether the types allow all that a script hands over. What they do not say is allowed.
 * @param surfaces of the module that it is for.
 */
export function isAllowed({ steps }: Script, surfaces: readonly Surface[]): boolean {
  const results: Result[] = []
  for (const step of steps) {
    const { ways, result } = waysOf(step, surfaces, results)
    results.push(result)
    if (ways && !ways.some(one => fitsAll(step.args, one.parameters) && fitsSelf(step, one.self)))
      return false
  }
  return true
}

/** Whether no call hands over more than one of its signatures takes; what is not described takes nothing more. */
export function takesAll({ steps }: Script, surfaces: readonly Surface[]): boolean {
  const results: Result[] = []
  for (const step of steps) {
    const { ways, result } = waysOf(step, surfaces, results)
    results.push(result)
    const takes = ({ parameters }: Pick<Signature, 'parameters'>) =>
      parameters.at(-1)?.rest || parameters.length >= step.args.length
    if (step.args.length && !ways?.some(takes)) return false
  }
  return true
}

function waysOf(
  { of, path, does }: TrialStep,
  surfaces: readonly Surface[],
  results: readonly Result[],
): { ways: Pick<Signature, 'parameters' | 'self'>[] | null; result: Result } {
  const from = of === null ? { calls: [], members: [...surfaces] } : results[of]
  const nothing: Result = { calls: [], members: [] }
  const one = find(from?.members ?? [], path)
  if (does === 'set') {
    if (!one?.takes) return { ways: null, result: nothing }
    const parameters = [{ name: '', shape: one.takes, optional: false, rest: false }]
    return { ways: [{ parameters, self: null }], result: nothing }
  }
  const calls: Signature[] = (path.length ? one?.calls : from?.calls) ?? []
  if (does === 'read' || !calls.length) return { ways: null, result: nothing }
  const members = does === 'new' ? (one?.members ?? []) : calls.flatMap(({ gives }) => gives.members)
  const result = { calls: does === 'new' ? [] : calls.flatMap(({ gives }) => gives.calls), members }
  return { ways: calls.length < CUT_OVERLOADS ? calls : null, result }
}

/** What hangs on something is called on that, whatever it is. */
function fitsSelf({ of, path, on }: TrialStep, self: ValueShape | null): boolean {
  const isLoose = path.length <= (of === null ? 1 : 0)
  return !self || !isLoose || fits(on ?? { $: 'undefined' }, self)
}

/** The surface at a path, which may lead through others. */
function find(members: readonly Surface[], path: readonly string[]): Surface | undefined {
  const name = path.join('.')
  for (const one of members) {
    const own = one.path.join('.')
    if (own === name) return one
    if (name.startsWith(`${own}.`)) {
      const inner = find(one.members, path)
      if (inner) return inner
    }
  }
  return undefined
}

function fitsAll(args: readonly Frozen[], parameters: readonly ParameterShape[]): boolean {
  return parameters.every(({ shape, optional, rest }, at) => {
    if (rest) return args.slice(at).every(arg => fits(arg, shape))
    const arg = args[at] ?? (at in args ? null : { $: 'undefined' as const })
    return (optional && isUndefined(arg)) || fits(arg, shape)
  })
}

/** Whether a type allows a value, as far as its shape says. */
export function fits(value: Frozen | { $: 'hole' }, shape: ValueShape): boolean {
  const kind = value === null ? 'null' : typeof value === 'object' ? value.$ : typeof value
  // What it is decides the run.
  if (kind === 'same' || kind === 'result') return true
  const inside = (list: readonly (Frozen | { $: 'hole' })[], item: ValueShape) =>
    list.every(one => fits(one, item))
  const own = value as Extract<Frozen, object>
  switch (shape.is) {
    case 'unknown':
      return true
    case 'parameter':
      return fits(value, shape.within)
    case 'union':
      return shape.any.length >= CUT_UNION || shape.any.some(one => fits(value, one))
    case 'literal':
      return JSON.stringify(value) === JSON.stringify(shape.of)
    case 'undefined':
      return isUndefined(value)
    case 'object':
      return typeof value === 'object' && value !== null && !isPrimitive(kind)
    case 'record':
      // A text may carry a brand, and a list be an interface: only what surely lacks a property does not fit.
      if (kind === 'null' || isUndefined(value)) return false
      if (own.$ !== 'object') return true
      return shape.properties.every(({ name, shape: wanted, optional }) => {
        const entry = own.of.find(([key]) => key === name)
        return entry ? (optional && isUndefined(entry[1])) || fits(entry[1], wanted) : optional
      })
    case 'array':
      return own?.$ === 'array' && inside(own.of, shape.item)
    case 'tuple': {
      const { items, rest } = shape
      if (own?.$ !== 'array') return false
      return own.of.every((one, at) => {
        const item = items[at] ?? rest
        return item !== null && item !== undefined && fits(one, item)
      })
    }
    case 'set':
      return own?.$ === 'set' && inside(own.of, shape.item)
    case 'map':
      return own?.$ === 'map' && own.of.every(([key, one]) => fits(key, shape.key) && fits(one, shape.value))
    case 'promise':
      return own?.$ === 'promise' && (own.settles !== 'value' || fits(own.with, shape.value))
    case 'iterable':
      return own?.$ === 'iterable' ? inside(own.of, shape.item) : !isPrimitive(kind)
    case 'bytes':
      return own?.$ === 'bytes' && (own.kind === shape.kind || own.kind === 'Buffer')
    default:
      // Those that are named alike on both sides: string, number, date, function and the like.
      return kind === shape.is
  }
}

const isUndefined = (value: Frozen | { $: 'hole' }) =>
  typeof value === 'object' && value !== null && (value.$ === 'undefined' || value.$ === 'hole')

function isPrimitive(kind: string): boolean {
  return /^(?:string|number|boolean|bigint|symbol|null|undefined|hole)$/.test(kind)
}
