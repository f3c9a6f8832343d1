import type { Frozen, FrozenThing } from '../../model/frozen.ts'
import type { Script } from '../../model/trial.ts'
import { neighbouringDates } from './dates.ts'

/** Simpler values that might do as well: the simplest first. Empty for what can't be simpler. */
export function simpler(value: Frozen): Frozen[] {
  if (value === null || value === false) return []
  if (value === true) return [false]
  if (typeof value === 'number') return simplerNumbers(value)
  if (typeof value === 'string') return simplerStrings(value)
  switch (value.$) {
    case 'array':
    case 'set':
    case 'iterable':
      return listParts(value.of as Frozen[], of => ({ ...value, of }) as FrozenThing)
    case 'map':
      return without(value.of).map(of => ({ ...value, of }))
    case 'object': {
      const fewer = without(value.of).map(of => ({ ...value, of }))
      const inner = value.of.flatMap(([name, one], at) =>
        simpler(one).map(next => ({ ...value, of: value.of.with(at, [name, next]) })),
      )
      return [...fewer, ...inner]
    }
    case 'bytes':
      return without(value.of).map(of => ({ ...value, of }))
    case 'date':
      return value.ms === 0 || value.ms === null ? [] : [{ ...value, ms: 0 }]
    case 'function':
      return value.does.kind === 'answers' && value.does.of.length > 1
        ? value.does.of.map(one => ({ $: 'function', does: { ...value.does, of: [one] } }) as Frozen)
        : []
    default:
      return []
  }
}

/** Values near by: simpler ones, and some that are a little more. What is alike often takes another way through a program. */
export function nearBy(value: Frozen): Frozen[] {
  return [...simpler(value), ...more(value)]
}

function more(value: Frozen): Frozen[] {
  if (typeof value === 'boolean') return [!value]
  if (typeof value === 'number')
    return [value + 1, value - 1, -value, value * 2].filter(one => !Object.is(one, -0))
  if (typeof value === 'string') {
    const half = Math.floor(value.length / 2)
    const turned = [value.toUpperCase(), value.toLowerCase(), [...value].reverse().join('')]
    const cut = [
      value + value,
      `${value} `,
      ` ${value}`,
      value.slice(half) + value.slice(0, half),
      `!${value}`,
    ]
    return [...turned, ...cut].filter(one => one !== value && one.length < 500)
  }
  if (value === null) return [{ $: 'undefined' }]
  switch (value.$) {
    case 'array': {
      const { of } = value
      const turned = { ...value, of: [...of].reverse() }
      const doubled = { ...value, of: [...of, ...of.slice(0, 1)] }
      const inner = of
        .slice(0, 8)
        .flatMap((one, at) =>
          isHole(one) ? [] : more(one).map(next => ({ ...value, of: of.with(at, next) })),
        )
      return of.length ? [turned, doubled, ...inner] : []
    }
    case 'object':
      return value.of
        .slice(0, 8)
        .flatMap(([name, one], at) =>
          more(one).map(next => ({ ...value, of: value.of.with(at, [name, next]) })),
        )
    case 'date':
      return neighbouringDates(value.ms)
    case 'undefined':
      return [null]
    default:
      return []
  }
}

/** Scripts that differ from one in one argument. @param alter what may become of it. */
export function alterArguments(script: Script, alter: (value: Frozen) => Frozen[]): Script[] {
  return script.steps.flatMap((step, at) =>
    step.args.flatMap((arg, place) =>
      alter(arg).map(next => ({
        ...script,
        steps: script.steps.with(at, { ...step, args: step.args.with(place, next) }),
      })),
    ),
  )
}

/** Simpler scripts: with fewer steps, called on nothing, or with a simpler argument. Their number stays: a call must remain one that the types allow. */
export function simplerScripts(script: Script): Script[] {
  const used = new Set(script.steps.flatMap(step => (step.of === null ? [] : [step.of])))
  const fewer = script.steps.flatMap((_, at) =>
    used.has(at) || script.steps.length === 1 ? [] : [leaveOut(script, at)],
  )
  const unheld = script.steps.flatMap(({ on, ...step }, at) =>
    on === undefined ? [] : [{ ...script, steps: script.steps.with(at, step) }],
  )
  return [...fewer, ...unheld, ...alterArguments(script, simpler)]
}

function leaveOut(script: Script, at: number): Script {
  const steps = script.steps
    .filter((_, place) => place !== at)
    .map(step => (step.of !== null && step.of > at ? { ...step, of: step.of - 1 } : step))
  return { ...script, steps }
}

const isHole = (one: Frozen | { $: 'hole' }): one is { $: 'hole' } =>
  typeof one === 'object' && one !== null && one.$ === 'hole'

function simplerNumbers(value: number): Frozen[] {
  const found = [0, 1, -1, Math.trunc(value / 2), Math.trunc(value), Math.abs(value)]
  return found
    .filter(one => Math.abs(one) < Math.abs(value) || (one > value && one === -value))
    .map(one => one + 0)
}

function simplerStrings(value: string): Frozen[] {
  if (value === '') return []
  const half = Math.ceil(value.length / 2)
  const found = ['', value.slice(0, half), value.slice(half), value.slice(1), value.slice(0, -1)]
  return [...new Set(found)].filter(one => one.length < value.length)
}

function listParts<T extends FrozenThing>(of: Frozen[], make: (of: Frozen[]) => T): Frozen[] {
  const inner = of
    .slice(0, 20)
    .flatMap((one, at) => (isHole(one) ? [] : simpler(one)).map(next => make(of.with(at, next))))
  return [...without(of).map(make), ...inner]
}

/** Lists with less in them: nothing, either half, all but one. */
function without<T>(of: T[]): T[][] {
  if (!of.length) return []
  const half = Math.ceil(of.length / 2)
  const halves = of.length > 1 ? [of.slice(0, half), of.slice(half)] : []
  return [[], ...halves, ...of.slice(0, 20).map((_, at) => of.toSpliced(at, 1))]
}
