import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Answer, Ask, WorkerArgs } from './protocol.ts'
import { type Call, registry } from './registry.ts'

// Reads one benchmark file and runs batches of one of its cases, as the referee asks. What measures is taken before
// the file is read, so that nothing which the file changes by accident has a say in it.
const { hrtime, resourceUsage, exit } = process
const send = process.send?.bind(process) as ((answer: Answer) => void) | undefined
const clock = hrtime.bigint.bind(hrtime)
const say = (answer: Answer): void => {
  send?.(answer)
}
const usage = resourceUsage.bind(process)
const args = JSON.parse(process.argv[2] ?? '{}') as WorkerArgs

process.on('uncaughtException', error => fail(error))
process.on('unhandledRejection', error => fail(error))
process.on('disconnect', () => exit(0))

let call: Call | undefined
let isAsync = false
const sink: { value: unknown } = { value: undefined }

try {
  await import(pathToFileURL(join(args.tree, args.file)).href)
  // Definitions may be made at the end of the file's own turn.
  await new Promise(done => setImmediate(done))
  const cases = registry()
  process.on('message', (ask: Ask) => {
    answer(ask).catch(fail)
  })
  say({ cases: cases.map(({ name }) => name), startMs: performance.now() })
} catch (error) {
  fail(error)
}

async function answer(ask: Ask): Promise<void> {
  if ('prepare' in ask) {
    const found = registry().find(({ name }) => name === ask.prepare)
    if (!found) throw new Error(`there is no benchmark "${ask.prepare}" in ${args.file}`)
    call = await found.prepare()
    isAsync = await isWaitedFor(call)
    say({ ready: found.name })
    return
  }
  if (!call) throw new Error('no case was prepared')
  const ns = await timed(call, ask.calls)
  say({ ns, memory: usage().maxRSS })
}

/** Calls it once, and says whether what came back has to be waited for. */
async function isWaitedFor(one: Call): Promise<boolean> {
  await one.before?.()
  const value = one.run(...(one.args ?? []).map(make => make()))
  const waits = isThenable(value)
  await value
  await one.after?.()
  return waits
}

async function timed(one: Call, calls: number): Promise<number> {
  if (one.before || one.after) return timedEach(one, calls)
  const args = one.args ? Array.from({ length: calls }, () => one.args?.map(make => make()) ?? []) : null
  const started = clock()
  if (args) for (const given of args) sink.value = isAsync ? await one.run(...given) : one.run(...given)
  else if (isAsync) for (let count = 0; count < calls; count++) sink.value = await one.run()
  else for (let count = 0; count < calls; count++) sink.value = one.run()
  return Number(clock() - started)
}

/** With something to do before or after each call, each is timed by itself. */
async function timedEach(one: Call, calls: number): Promise<number> {
  let sum = 0n
  for (let count = 0; count < calls; count++) {
    await one.before?.()
    const given = (one.args ?? []).map(make => make())
    const started = clock()
    const value = one.run(...given)
    sink.value = isAsync ? await value : value
    sum += clock() - started
    await one.after?.()
  }
  return Number(sum)
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function'
}

function fail(error: unknown): void {
  const why = error instanceof Error ? (error.stack ?? error.message) : String(error)
  say({ failed: why.slice(0, 2000) })
  setImmediate(() => exit(1))
}
