import type { Frozen } from '../../model/frozen.ts'
import type { Script, TrialStep } from '../../model/trial.ts'
import { isAllowed } from '../inputs/fits.ts'
import { makeScripts } from '../inputs/makeScripts.ts'
import type { ParameterShape, Signature, Surface } from '../inputs/valueShape.ts'
import { combine, niceValues } from './niceValues.ts'
import type { ExportedCode, OpenedModule } from './openExports.ts'

/** So many calls by chance, beside those that a person might write down. */
const MADE = 120
const MOST_NICE = 160
/** An object is made, and then so much is done with it. */
const MOST_STEPS = 4

/**
 * Calls of one export that could become tests: those that are written down, those that read well, and some by chance. Only what the
 * types allow.
 * @param seed what chance begins with.
 */
export function caseScripts({ surface, name }: ExportedCode, opened: OpenedModule, seed: number): Script[] {
  const { harvest, surfaces, written, module } = opened
  const isTyped = /\.(?:[cm]?ts|tsx)$/.test(module)
  const own = written.filter(({ steps }) => steps.length === 1 && steps[0]?.path.join('.') === name)
  const nice =
    surface.kind === 'class' ? niceObjects(surface, opened) : niceCalls(surface.path, surface.calls, opened)
  const made = makeScripts(surface, harvest, MADE, seed).flatMap(script => plain(script, surface))
  const all = new Map([...own, ...nice.slice(0, MOST_NICE), ...made].map(one => [JSON.stringify(one), one]))
  return [...all.values()].filter(script => !isTyped || isAllowed(script, surfaces))
}

function niceCalls(path: string[], calls: Signature[], opened: OpenedModule): Script[] {
  return calls.flatMap(({ parameters }) =>
    argumentsFor(parameters, opened).map(args => ({
      steps: [{ of: null, path, does: 'call' as const, args }],
      waits: true,
    })),
  )
}

/** Arguments that read well: as few as there may be, then more and more of those that may be left out. */
function argumentsFor(parameters: ParameterShape[], { harvest }: OpenedModule): Frozen[][] {
  const values = (one: ParameterShape) =>
    niceValues(one.shape, harvest).filter(value => !one.optional || !isUndefined(value))
  const needed = parameters.filter(one => !one.optional && !one.rest).length
  const lists: Frozen[][] = []
  for (let count = needed; count <= parameters.length; count++)
    lists.push(...combine(parameters.slice(0, count).map(values)))
  const rest = parameters.at(-1)?.rest ? parameters.at(-1)! : null
  if (rest) {
    const before = combine(parameters.slice(0, -1).map(values))[0] ?? []
    const items = values(rest)
    lists.push([...before, ...items.slice(0, 2)], [...before, ...items.slice(0, 3)])
  }
  return lists
}

/** An object, and one or two things done with it. */
function niceObjects(surface: Surface, opened: OpenedModule): Script[] {
  const made = surface.calls.flatMap(({ parameters }) => argumentsFor(parameters, opened)).slice(0, 12)
  const steps = surface.members.flatMap(({ path, kind, calls }): TrialStep[] =>
    kind === 'value'
      ? [{ of: 0, path, does: 'read', args: [] }]
      : calls
          .flatMap(({ parameters }) => argumentsFor(parameters, opened).slice(0, 4))
          .map(args => ({ of: 0, path, does: 'call', args })),
  )
  return made.flatMap((args, at) => {
    const first: TrialStep = { of: null, path: surface.path, does: 'new', args }
    const one = steps.map(step => ({ steps: [first, step], waits: true }))
    if (at > 0) return one
    const two = steps.flatMap(step => steps.map(then => ({ steps: [first, step, then], waits: true })))
    return [...one, ...two.slice(0, MOST_NICE)]
  })
}

/** What of a made script a test could show: one plain call, or one object and what is done with it. */
function plain({ steps }: Script, { kind, path }: Surface): Script[] {
  const [first] = steps
  if (!first || first.path.join('.') !== path.join('.')) return []
  // A call on an object of its own reads as nobody would write it.
  if (steps.some(({ on }) => on !== undefined)) return []
  if (kind !== 'class') return first.does === 'call' ? [{ steps: [first], waits: true }] : []
  const own = steps.slice(1).filter(step => step.of === 0)
  const some = own.slice(0, MOST_STEPS)
  return some.at(-1)?.does === 'set' || !some.length ? [] : [{ steps: [first, ...some], waits: true }]
}

function isUndefined(value: Frozen): boolean {
  return typeof value === 'object' && value !== null && value.$ === 'undefined'
}
