import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { PairFact, PairPlan, RefereeLine } from '../model/benchmark.ts'
import { generator } from './generator.ts'
import { openErrors } from './openErrors.ts'
import type { Answer, Ask, WorkerArgs } from './protocol.ts'
import { shareProcessor } from './shareProcessor.ts'
import { threadTimes, worksInParallel } from './threads.ts'

// Runs inside the sandbox: starts a fresh process of each side for every pair, lets them measure in turns, and prints
// one line a pair. Both sides get the same seeds, the same calls and the same warm-up; only the order is drawn.

type Side = 'base' | 'candidate'
const SIDES: readonly Side[] = ['base', 'candidate']
const children = new Set<ChildProcess>()
/** What was said when nobody had asked. */
const told = new WeakMap<ChildProcess, string>()
const LAST_WORDS_MS = 200
const MOST_CALLS = 2 ** 30
const LONG_MS = 250

const plan = JSON.parse(process.argv[2] ?? '{}') as PairPlan
const random = generator(plan.seed)

try {
  if (plan.case === null) await list()
  else for (let count = 0; count < plan.pairs; count++) await pair(plan.case)
} catch (error) {
  const { side = 'base' } = error as { side?: Side }
  print({ failed: (error as Error).message, side })
  process.exitCode = 1
} finally {
  // One may still be on its way up when the other has failed.
  for (const child of children) child.kill('SIGKILL')
}

async function list(): Promise<void> {
  const worker = await start('base', 1)
  print({ cases: worker.cases })
  worker.end()
}

async function pair(name: string): Promise<void> {
  const seed = Math.floor(random() * 2 ** 31)
  const order = shuffled()
  const workers = new Map<Side, Worker>()
  try {
    await Promise.all(order.map(async side => workers.set(side, await start(side, seed))))
    for (const side of order) await workers.get(side)!.ask({ prepare: name })
    print({ pair: await measure(workers.get('base')!, workers.get('candidate')!) })
  } finally {
    for (const worker of workers.values()) worker.end()
  }
}

async function measure(base: Worker, candidate: Worker): Promise<PairFact> {
  const calls = await callsFor(base, candidate)
  let longest = 0
  const before = [base, candidate].map(({ id }) => threadTimes(id))
  for (let warmMs = 0; warmMs < plan.warmUpMs; ) {
    const at = await both(base, candidate, calls)
    longest = Math.max(at.base, at.candidate) / 1e6
    warmMs += Math.max(longest, 0.01)
  }
  const parallel = [base, candidate].some(({ id }, at) => worksInParallel(before[at]!, threadTimes(id)))
  // Only now: while it warmed up, the code was compiled on another processor.
  const oneProcessor = !parallel && (await shareProcessor([base.id, candidate.id]))
  // What moved has to fill its caches again.
  if (oneProcessor) await both(base, candidate, calls)
  // Where one call is a long one, a few of them say as much as many short batches.
  const batches = longest > LONG_MS ? Math.min(3, plan.batches) : plan.batches
  const times = { base: [] as number[], candidate: [] as number[], ratios: [] as number[] }
  for (const worker of [base, candidate]) worker.standStill()
  for (let batch = 0; batch < batches; batch++) {
    const at = await both(base, candidate, calls)
    times.base.push(at.base / calls)
    times.candidate.push(at.candidate / calls)
    times.ratios.push(Math.log(at.candidate / at.base))
  }
  return {
    ratio: median(times.ratios),
    base: median(times.base),
    candidate: median(times.candidate),
    times: { base: times.base, candidate: times.candidate },
    memory: { base: base.memory, candidate: candidate.memory },
    start: { base: base.startMs, candidate: candidate.startMs },
    oneProcessor,
  }
}

/** One batch of each, in an order that is drawn anew. */
async function both(base: Worker, candidate: Worker, calls: number): Promise<Record<Side, number>> {
  const at = { base: 0, candidate: 0 }
  for (const side of shuffled()) at[side] = await (side === 'base' ? base : candidate).time(calls)
  return at
}

/** As many calls as fill a batch of the slower side; both make every call on the way there, so that none is warmer. */
async function callsFor(base: Worker, candidate: Worker): Promise<number> {
  const wanted = plan.batchMs * 1e6
  for (let calls = 1; ; ) {
    const at = await both(base, candidate, calls)
    const slower = Math.max(at.base, at.candidate, 1)
    if (slower >= wanted / 2 || calls >= MOST_CALLS) return Math.max(1, Math.round((calls * wanted) / slower))
    calls = Math.min(MOST_CALLS, Math.ceil(calls * Math.min(8, Math.max(2, wanted / slower))))
  }
}

type Worker = {
  cases: string[]
  id: number
  startMs: number
  memory: number
  ask(question: Ask): Promise<Answer>
  time(calls: number): Promise<number>
  /**
   * From now on it runs in its own turns alone. What it puts off (a timer, the collector, another thread) would else be
   * done in the other's turn, and slow that down.
   */
  standStill(): void
  end(): void
}

async function start(side: Side, seed: number): Promise<Worker> {
  const args: WorkerArgs = { tree: plan[side], file: plan.file }
  const errors = openErrors()
  const child = fork(fileURLToPath(new URL('./worker.js', import.meta.url)), [JSON.stringify(args)], {
    cwd: plan[side],
    execArgv: [`--hash-seed=${seed}`, `--random-seed=${seed}`, '--no-warnings'],
    stdio: ['ignore', 'ignore', errors.descriptor, 'ipc'],
  })
  children.add(child)
  // Between two questions nobody waits for an answer, and why it fails then would be lost.
  child.on('message', (answer: Answer) => {
    if ('failed' in answer) told.set(child, answer.failed)
  })
  child.once('exit', () => {
    const words = errors.end()
    if (words && !told.has(child)) told.set(child, words)
  })
  const first = await reply(child, side)
  if (!('cases' in first)) throw failure(`it answered out of turn`, side)
  let stands = false
  const worker: Worker = {
    cases: first.cases,
    id: child.pid ?? 0,
    startMs: first.startMs,
    memory: 0,
    ask(question) {
      const answer = reply(child, side)
      child.send(question)
      return answer
    },
    async time(calls) {
      if (stands) child.kill('SIGCONT')
      const answer = await worker.ask({ calls })
      if (stands) child.kill('SIGSTOP')
      if (!('ns' in answer)) throw failure('it answered out of turn', side)
      worker.memory = answer.memory
      return answer.ns
    },
    standStill() {
      stands = true
      child.kill('SIGSTOP')
    },
    end() {
      children.delete(child)
      child.kill('SIGKILL')
    },
  }
  return worker
}

async function reply(child: ChildProcess, side: Side): Promise<Answer> {
  const ended = new AbortController()
  const { signal } = ended
  let timer: NodeJS.Timeout | undefined
  try {
    const message = once(child, 'message', { signal }) as Promise<[Answer]>
    const exit = once(child, 'exit', { signal }) as Promise<[number | null, string | null]>
    const early = exit.then(async ([code, by]): Promise<[Answer]> => {
      // Its last words may come after its end.
      await new Promise(done => setTimeout(done, LAST_WORDS_MS))
      return [{ failed: told.get(child) ?? `it ended with ${code ?? by} in the middle` }]
    })
    const late = new Promise<[Answer]>(done => {
      const failed = `it gave no answer for ${plan.patienceMs / 1000} s, and is taken to hang`
      timer = setTimeout(() => done([{ failed }]), plan.patienceMs)
    })
    // Whichever comes second is called off, which is no trouble.
    for (const one of [message, early]) one.catch(() => {})
    const [answer] = await Promise.race([message, early, late])
    if ('failed' in answer) throw failure(answer.failed, side)
    return answer
  } finally {
    clearTimeout(timer)
    ended.abort()
  }
}

function failure(why: string, side: Side): Error {
  return Object.assign(new Error(why), { side })
}

function shuffled(): readonly Side[] {
  return random() < 0.5 ? SIDES : [...SIDES].reverse()
}

function print(line: RefereeLine): void {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length >> 1
  return sorted.length % 2 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}
