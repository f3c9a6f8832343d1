import { type Call, register } from '../registry.ts'

// Stands in for tinybench (2.x to 6.x): takes the definitions, measures nothing.

type Hook = (this: unknown) => unknown
type TaskOptions = { beforeAll?: Hook; afterAll?: Hook; beforeEach?: Hook; afterEach?: Hook }
type BenchOptions = { name?: string; setup?: Hook; teardown?: Hook }

export class Bench extends EventTarget {
  readonly name: string | undefined
  readonly tasks: { name: string; result: undefined }[] = []
  private readonly options: BenchOptions
  constructor(options: BenchOptions = {}) {
    super()
    this.name = options.name
    this.options = options
  }
  add(name: string, body: () => unknown, options: TaskOptions = {}): this {
    const task = { name, result: undefined }
    this.tasks.push(task)
    const { setup } = this.options
    register({
      name: this.name ? `${this.name} > ${name}` : name,
      async prepare(): Promise<Call> {
        await setup?.call(task)
        await options.beforeAll?.call(task)
        const { beforeEach, afterEach } = options
        return {
          run: () => body.call(task),
          ...(beforeEach && { before: () => beforeEach.call(task) }),
          ...(afterEach && { after: () => afterEach.call(task) }),
        }
      },
    })
    return this
  }
  remove(): this {
    return this
  }
  todo(): this {
    return this
  }
  reset(): void {}
  async warmup(): Promise<void> {}
  async run(): Promise<[]> {
    return []
  }
  runSync(): [] {
    return []
  }
  table(): [] {
    return []
  }
  getTask(name: string): { name: string } | undefined {
    return this.tasks.find(task => task.name === name)
  }
  get results(): [] {
    return []
  }
}

export class Task extends EventTarget {}
export const now = (): number => performance.now()
export const hrtimeNow = now
export const nToMs = (ns: number): number => ns / 1e6
export default Bench
