/**
 * One benchmark that a file defines. `prepare` gives what is called over and over; it may first build what that needs.
 * `before` runs ahead of each call, outside the time.
 */
export type BenchCase = {
  name: string
  prepare(): Promise<Call>
}

export type Call = {
  run(...args: unknown[]): unknown
  /** Fresh arguments for each call, made outside the time. */
  args?: (() => unknown)[]
  before?(): unknown
  after?(): unknown
}

/** Where the stand-ins for mitata, tinybench and vitest put what a file defines: one list for all copies of them. */
const KEY = Symbol.for('git-improver.bench.cases')

export function registry(): BenchCase[] {
  const holder = globalThis as { [KEY]?: BenchCase[] }
  holder[KEY] ??= []
  return holder[KEY]
}

/** Puts a case on the list, under a name that no other has. */
export function register(one: BenchCase): void {
  const cases = registry()
  const taken = new Set(cases.map(({ name }) => name))
  let { name } = one
  for (let count = 2; taken.has(name); count++) name = `${one.name} (${count})`
  cases.push({ ...one, name })
}
