import { register } from '../registry.ts'

// Stands in for what benchmark files import from vitest: `bench`, `describe` and the hooks around them.

type Body = () => unknown
type Suite = { name: string; before: Body[]; after: Body[] }
type Options = { setup?: Body; teardown?: Body }

const suites: Suite[] = [{ name: '', before: [], after: [] }]

function define(name: string, body: Body = () => {}, options: Options = {}): void {
  const around = [...suites]
  register({
    name: [...around.map(suite => suite.name).filter(Boolean), name].join(' > '),
    async prepare() {
      for (const suite of around) for (const hook of suite.before) await hook()
      await options.setup?.()
      return { run: body }
    },
  })
}

const nothing = (): void => {}
const skip = Object.assign(nothing, { if: () => nothing })

export const bench = Object.assign(
  (name: string | Body, body?: Body | Options, options?: Options | Body) => {
    const [run, more] = typeof body === 'object' ? [options as Body, body] : [body, options as Options]
    define(typeof name === 'string' ? name : name.name, run, more)
  },
  {
    skip,
    todo: nothing,
    only: (name: string, body: Body, options?: Options) => define(name, body, options),
    skipIf: (condition: unknown) => (condition ? nothing : bench),
    runIf: (condition: unknown) => (condition ? bench : nothing),
  },
)

function suite(name: string | Body, body?: Body | object, last?: Body): void {
  const run = [body, last].find(one => typeof one === 'function') as Body | undefined
  suites.push({ name: typeof name === 'string' ? name : name.name, before: [], after: [] })
  run?.()
  suites.pop()
}

export const describe = Object.assign(suite, {
  skip,
  todo: nothing,
  only: suite,
  concurrent: suite,
  sequential: suite,
  skipIf: (condition: unknown) => (condition ? nothing : suite),
  runIf: (condition: unknown) => (condition ? suite : nothing),
})
export { describe as suite }

export const beforeAll = (hook: Body): void => void suites.at(-1)?.before.push(hook)
export const beforeEach = beforeAll
export const afterAll = (hook: Body): void => void suites.at(-1)?.after.push(hook)
export const afterEach = afterAll
export const it = nothing
export const test = nothing
export const expect = (): never => {
  throw new Error('expect() is not there in a benchmark')
}
