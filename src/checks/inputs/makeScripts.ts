import fc from 'fast-check'
import type { Frozen } from '../../model/frozen.ts'
import type { Script, TrialStep } from '../../model/trial.ts'
import { arbitraryOf } from './arbitraryOf.ts'
import { guessShape } from './guessShape.ts'
import type { Harvest } from './harvest.ts'
import { sample } from './sample.ts'
import type { ParameterShape, Result, Signature, Surface, ValueShape } from './valueShape.ts'

/** A step and what is done with what it gives. */
type Draft = Omit<TrialStep, 'of'> & { after: Draft[] }

/** Of few values, so that what is looked for is there now and then, and what must be different is not always. */
const few = (of: (number | string)[], more: ValueShape): ValueShape => ({
  is: 'union',
  any: [...of.map((one): ValueShape => ({ is: 'literal', of: one })), more],
})

/** What a type parameter is taken for, call by call: one after the other. */
const BINDINGS: (ValueShape | null)[] = [
  null,
  few([1, 2, 3], { is: 'number' }),
  few(['a', 'b', 'c'], { is: 'string' }),
  {
    is: 'record',
    properties: [
      { name: 'a', shape: { is: 'number' }, optional: false },
      { name: 'b', shape: { is: 'string' }, optional: true },
    ],
    index: null,
  },
]

/**
 * Scripts that call, construct and go on with one export, with values that its types allow.
 * @param count how many, at most; @param seed what chance begins with: the same one gives the same scripts.
 */
export function makeScripts(surface: Surface, harvest: Harvest, count: number, seed: number): Script[] {
  const each = Math.ceil(count / BINDINGS.length)
  const made = BINDINGS.map((binding, at) => sample(scriptOf(surface, harvest, binding), each, seed + at))
  // Taken in turn, so that whoever stops early has seen something of each.
  return Array.from({ length: each }, (_, at) => made.flatMap(list => list.slice(at, at + 1))).flat()
}

/** Reads each name of a module, as it is. */
export function readScripts(surfaces: Surface[]): Script[] {
  return surfaces.map(({ path }) => ({
    steps: [{ of: null, path, does: 'read', args: [] }],
    waits: true,
  }))
}

function scriptOf(surface: Surface, harvest: Harvest, binding: ValueShape | null): fc.Arbitrary<Script> {
  const bound = (_: string, within: ValueShape) =>
    binding !== null && within.is === 'unknown' ? binding : within
  const making = { harvest, bound }

  const value = (parameter: ParameterShape) => arbitraryOf(guessShape(parameter, harvest), making)
  const argumentsOf = (parameters: ParameterShape[]): fc.Arbitrary<Frozen[]> => {
    const [first, ...others] = parameters
    if (!first) return fc.constant([])
    if (first.rest) return fc.array(value(first), { maxLength: 4 })
    const rest = argumentsOf(others)
    const given = fc.tuple(value(first), rest).map(([one, more]) => [one, ...more])
    // A parameter without a type may be left out as well.
    const mayBeAbsent = first.optional || first.shape.is === 'unknown'
    if (!mayBeAbsent) return given
    return fc.oneof(
      { weight: first.optional ? 2 : 1, arbitrary: fc.constant<Frozen[]>([]) },
      { weight: 6, arbitrary: given },
    )
  }

  const asked = (
    path: string[],
    does: 'call' | 'new',
    signatures: Signature[],
    members: Surface[],
    depth: number,
  ) =>
    fc.oneof(
      ...signatures.map(({ parameters, self, gives }) => {
        const result: Result = does === 'new' ? { calls: [], members } : gives
        const isLoose = does === 'call' && path.length <= (depth === 0 ? 1 : 0)
        const on = isLoose ? holder(self) : fc.constant(null)
        return fc
          .tuple(argumentsOf(parameters), on, goOn(result, depth + 1))
          .map(([args, on, after]): Draft => ({ path, does, args, ...(on !== null && { on }), after }))
      }),
    )

  /**
   * What a function is called on that hangs on nothing: what it says, or now and then an object of its own, which a function that
   * only goes on to others hands through to them.
   */
  const holder = (self: ValueShape | null): fc.Arbitrary<Frozen | null> => {
    if (self && self.is !== 'unknown') return arbitraryOf(self, making)
    return fc.oneof(
      { weight: 3, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.constant<Frozen>({ $: 'object', of: [['own', 1]] }) },
    )
  }

  /** A property is read, and assigned where it may be. */
  const propertyDrafts = ({ path, takes }: Surface): fc.Arbitrary<Draft>[] => {
    // At the top a value is read by a script of its own.
    if (takes === undefined) return []
    const read = fc.constant<Draft>({ path, does: 'read', args: [], after: [] })
    if (takes === null) return [read]
    const set = arbitraryOf(takes, making).map(
      (given): Draft => ({ path, does: 'set', args: [given], after: [] }),
    )
    return [read, set]
  }

  const draftsOf = (one: Surface, depth: number): fc.Arbitrary<Draft>[] => {
    const own =
      one.kind === 'value'
        ? propertyDrafts(one)
        : one.calls.length
          ? [asked(one.path, one.kind === 'class' ? 'new' : 'call', one.calls, one.members, depth)]
          : []
    const hanging = one.kind === 'class' ? [] : one.members.flatMap(member => draftsOf(member, depth))
    return [...own, ...hanging]
  }

  /** What is done with a result: some of its methods, in any order, or a call of it. */
  const goOn = ({ calls, members }: Result, depth: number): fc.Arbitrary<Draft[]> => {
    if (depth > 3) return fc.constant([])
    const ways = members.flatMap(member => draftsOf(member, depth))
    if (calls.length) ways.push(asked([], 'call', calls, [], depth))
    if (!ways.length) return fc.constant([])
    return fc.array(fc.oneof(...ways), { minLength: 1, maxLength: depth === 1 ? 9 : 2 })
  }

  const ways = draftsOf(surface, 0)
  if (!ways.length)
    return fc.constant({
      steps: [{ of: null, path: surface.path, does: 'read' as const, args: [] }],
      waits: true,
    })
  const once = fc.oneof(...ways)
  const twice = fc
    .tuple(once, once, fc.boolean())
    .map(([one, other, same]) => (same ? [one, one] : [one, other]))
  return fc
    .tuple(
      fc.oneof({ weight: 4, arbitrary: once.map(one => [one]) }, { weight: 1, arbitrary: twice }),
      fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
    )
    .map(([drafts, waits]) => ({ steps: stepsOf(drafts), waits }))
}

function stepsOf(drafts: Draft[]): TrialStep[] {
  const steps: TrialStep[] = []
  const add = (draft: Draft, of: number | null): void => {
    const { after, ...step } = draft
    const at = steps.push({ ...step, of }) - 1
    for (const next of after) add(next, at)
  }
  for (const draft of drafts) add(draft, null)
  return steps
}
