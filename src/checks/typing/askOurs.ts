import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { OutOfTime } from '../deadline.ts'
import type { Answer, Question } from './compilerThread.ts'
import type { OurCompiler } from './ourCompiler.ts'

/** The compiler needed more memory than a check may have. */
export class OutOfMemory extends Error {}

/** The thread ended by what another question asked of it: this one may be asked again. */
class Interrupted extends Error {}

/** How much longer than its own time a look may take before the thread is ended. */
const GRACE_MS = 5000

type Waiting = { resolve(value: never): void; reject(error: Error): void; timer: NodeJS.Timeout }
type Thread = { worker: Worker; waiting: Map<number, Waiting>; answered: number }

let thread: Thread | null = null
let asked = 0

/**
 * Asks our own compiler in a thread of its own: a program that is too large or too deep for it ends that thread and not
 * this process, which stays free for signals meanwhile. The thread stays for the next question; it keeps no process alive.
 * @param built the folder of the built probes, beside which the thread's program stands.
 * @param limits for the thread's memory, by the first question, and for the time of each.
 * @throws OutOfTime, OutOfMemory, and whatever the compiler itself does.
 */
export async function askOurs<K extends keyof OurCompiler>(
  built: string,
  limits: { timeoutMs: number; memoryBytes: number },
  ask: K,
  ...given: Parameters<OurCompiler[K]>
): Promise<ReturnType<OurCompiler[K]>> {
  for (let again = 1; ; ) {
    thread ??= start(built, limits.memoryBytes)
    const keepsOthers = thread.answered > 0
    try {
      return await put(thread, limits.timeoutMs, ask, given)
    } catch (error) {
      if (error instanceof Interrupted) continue
      // What it kept of others may have been what was too much.
      if (!(error instanceof OutOfMemory && keepsOthers && again > 0)) throw error
      again -= 1
    }
  }
}

function put<T>(one: Thread, timeoutMs: number, ask: Question['ask'], given: unknown[]): Promise<T> {
  const { worker, waiting } = one
  asked += 1
  const id = asked
  worker.ref()
  worker.postMessage({ id, ask, with: given } satisfies Question)
  return new Promise<T>((resolve, reject) => {
    const late = () => {
      const error = new OutOfTime(`the compiler was not done after ${Math.round(timeoutMs / 1000)} s`)
      if (runningIn(one) !== id) return settle(one, id, () => reject(error))
      end(one, error)
      void worker.terminate()
    }
    // Both sides of a glance have their own time, and others may be asked first.
    const timer = setTimeout(late, 2 * timeoutMs * (waiting.size + 1) + GRACE_MS)
    waiting.set(id, { resolve, reject, timer })
  })
}

/** It answers in the order in which it is asked. */
function runningIn({ waiting }: Thread): number | undefined {
  return waiting.keys().next().value
}

function settle({ worker, waiting }: Thread, id: number, tell: () => void): void {
  clearTimeout(waiting.get(id)?.timer)
  waiting.delete(id)
  if (waiting.size === 0) worker.unref()
  tell()
}

function start(built: string, memoryBytes: number): Thread {
  const megabytes = Math.round(memoryBytes / 2 ** 20)
  const worker = new Worker(join(built, '..', 'compilerThread.js'), {
    // It is built: whatever this process was told to load is not for it.
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: megabytes },
  })
  const one: Thread = { worker, waiting: new Map(), answered: 0 }
  worker.on('message', (answer: Answer) => receive(one, answer))
  worker.on('error', (error: NodeJS.ErrnoException) => {
    const isMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    end(one, isMemory ? new OutOfMemory(`the compiler needs more than ${megabytes} MB of memory`) : error)
  })
  worker.on('exit', code => end(one, new Error(`the compiler's thread ended with ${code}`)))
  return one
}

function receive(one: Thread, answer: Answer): void {
  const { resolve, reject } = one.waiting.get(answer.id) ?? {}
  one.answered += 1
  settle(one, answer.id, () => {
    if ('is' in answer) resolve?.(answer.is as never)
    else reject?.(answer.isLate ? new OutOfTime(answer.failed) : new Error(answer.failed))
  })
}

/** The question that it was at fails by the error, those behind it are asked again, of another thread. */
function end(one: Thread, error: Error): void {
  if (thread === one) thread = null
  const running = runningIn(one)
  for (const [id, { reject }] of one.waiting)
    settle(one, id, () => reject(id === running ? error : new Interrupted()))
}
