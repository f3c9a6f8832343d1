import { type Call, register } from '../registry.ts'

// Stands in for mitata (1.x): takes the definitions, measures nothing.

type State = { get(name: string): unknown }
type Yielded = (() => unknown) | { bench(...args: unknown[]): unknown; [index: number]: () => unknown }
type Benchmark = (state?: State) => unknown

const groups: string[] = []

class Definition {
  private params: Record<string, unknown[]> = {}
  private readonly name: string
  private readonly body: Benchmark
  constructor(name: string, body: Benchmark) {
    this.name = [...groups, name].join(' > ')
    this.body = body
    // Parameters come by chained calls, after the definition: by the time that anybody asks they are there.
    queueMicrotask(() => this.define())
  }
  args(name: string | Record<string, unknown[]> | unknown[], values?: unknown[]): this {
    if (Array.isArray(name)) this.params._ = name
    else if (typeof name === 'object') Object.assign(this.params, name)
    else this.params[name] = values ?? []
    return this
  }
  range(name: string, from: number, to: number, multiplier = 8): this {
    const values: number[] = []
    for (let value = from; value < to; value *= multiplier) values.push(value)
    return this.args(name, [...new Set([...values, to])])
  }
  dense_range(name: string, from: number, to: number, step = 1): this {
    const values: number[] = []
    for (let value = from; value <= to; value += step) values.push(value)
    return this.args(name, [...new Set([...values, to])])
  }
  gc(): this {
    return this
  }
  baseline(): this {
    return this
  }
  highlight(): this {
    return this
  }
  compact(): this {
    return this
  }
  private define(): void {
    for (const values of combinations(this.params)) {
      const state = { get: (name: string) => values[name] }
      const name = Object.entries(values).reduce(
        (text, [key, value]) => text.replaceAll(`$${key === '_' ? 'arg' : key}`, String(value)),
        this.name,
      )
      const told = Object.entries(values).map(([key, value]) => `${key}=${value}`)
      const unique = told.length && name === this.name ? `${name} (${told.join(', ')})` : name
      register({ name: unique, prepare: () => callOf(this.body, state) })
    }
  }
}

/** A generator function sets up first and yields what is to be measured. */
async function callOf(body: Benchmark, state: State): Promise<Call> {
  if (!/^(Async)?GeneratorFunction$/.test(body.constructor.name)) return { run: () => body() }
  const made = body(state) as Iterator<Yielded> | AsyncIterator<Yielded>
  const { value } = await made.next()
  if (typeof value === 'function') return { run: value }
  const yielded = value as Exclude<Yielded, () => unknown>
  const args: (() => unknown)[] = []
  for (let index = 0; typeof yielded[index] === 'function'; index++) args.push(yielded[index]!)
  return { run: (...given) => yielded.bench(...given), args }
}

function combinations(params: Record<string, unknown[]>): Record<string, unknown>[] {
  return Object.entries(params).reduce<Record<string, unknown>[]>(
    (all, [name, values]) => all.flatMap(one => values.map(value => ({ ...one, [name]: value }))),
    [{}],
  )
}

export function bench(name: string | Benchmark, body?: Benchmark): Definition {
  return typeof name === 'function'
    ? new Definition(name.name || 'anonymous', name)
    : new Definition(name, body!)
}

export function group<T>(name: string | (() => T), body?: () => T): T | undefined {
  if (typeof name !== 'string') return name()
  groups.push(name)
  const made = body?.()
  const leave = () => {
    groups.pop()
  }
  if (made instanceof Promise) void made.finally(leave)
  else leave()
  return made
}

const around = <T>(body: () => T): T => body()
export const summary = around
export const boxplot = around
export const barplot = around
export const lineplot = around
export const compact = around
export async function run(): Promise<{ benchmarks: [] }> {
  return { benchmarks: [] }
}
export function do_not_optimize(): void {}
export const flags = { compact: 1, baseline: 2 }
export async function measure(): Promise<never> {
  throw new Error('measure() of mitata is not read: define the benchmark with bench()')
}
