import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ExerciseLine, ExercisePlan } from '../../model/benchmark.ts'
import { type Call, registry } from '../registry.ts'

// Reads one benchmark file and calls each of its cases a few times, with no look at the clock but to end in time; says how often each
// call came by the places that are marked in the code.
const { stdout } = process
const write = stdout.write.bind(stdout)
const say = (line: ExerciseLine): void => {
  write(`${JSON.stringify(line)}\n`)
}
const plan = JSON.parse(process.argv[2] ?? '{}') as ExercisePlan
const started = performance.now()

let hits: Record<string, number> = {}
/** What the marks in the code call, by the name that they know. */
const marks = {
  [Symbol.for('git-improver.marks')]: (mark: string): void => {
    hits[mark] = (hits[mark] ?? 0) + 1
  },
}
Object.assign(globalThis, marks)

try {
  await import(pathToFileURL(join(plan.tree, plan.file)).href)
  // Definitions may be made at the end of the file's own turn.
  await new Promise(done => setImmediate(done))
  for (const { name, prepare } of registry()) {
    if (performance.now() - started > plan.patienceMs) break
    try {
      say(await exercise(name, await prepare()))
    } catch (error) {
      say({ case: name, failed: wordsOf(error) })
    }
  }
  say({ done: performance.now() - started <= plan.patienceMs })
} catch (error) {
  say({ broken: wordsOf(error) })
}
// A benchmark may leave a server or a timer behind.
write('', () => process.exit(0))

async function exercise(name: string, call: Call): Promise<ExerciseLine> {
  const calls: Record<string, number>[] = []
  let shortestMs = Number.POSITIVE_INFINITY
  for (let count = 0; count < plan.calls; count++) {
    await call.before?.()
    const given = (call.args ?? []).map(make => make())
    hits = {}
    const at = performance.now()
    await call.run(...given)
    shortestMs = Math.min(shortestMs, performance.now() - at)
    calls.push(hits)
    await call.after?.()
  }
  return { case: name, calls, shortestMs }
}

function wordsOf(error: unknown): string {
  return (error instanceof Error ? (error.stack ?? error.message) : String(error)).slice(0, 2000)
}
