import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { OutOfTime } from '../deadline.ts'
import type { Answer, Question } from './compilerThread.ts'
import type { OurCompiler } from './ourCompiler.ts'

/** The compiler needed more memory than a check may have. */
export class OutOfMemory extends Error {}

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
  thread ??= start(built, limits.memoryBytes)
  const hadAnswered = thread.answered > 0
  try {
    return await put(thread, limits.timeoutMs, ask, given)
  } catch (error) {
    // What it kept of others may have been what was too much.
    if (!(error instanceof OutOfMemory && hadAnswered)) throw error
    thread ??= start(built, limits.memoryBytes)
    return put(thread, limits.timeoutMs, ask, given)
  }
}

function put<T>(one: Thread, timeoutMs: number, ask: Question['ask'], given: unknown[]): Promise<T> {
  asked += 1
  const id = asked
  one.worker.ref()
  one.worker.postMessage({ id, ask, with: given } satisfies Question)
  return new Promise<T>((resolve, reject) => {
    const late = () => {
      end(one, new OutOfTime(`the compiler was not done after ${Math.round(timeoutMs / 1000)} s`))
      void one.worker.terminate()
    }
    // Both sides of a glance have their own time, and others may be asked first.
    const timer = setTimeout(late, 2 * timeoutMs * (one.waiting.size + 1) + GRACE_MS)
    one.waiting.set(id, { resolve, reject, timer })
  })
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
  const { resolve, reject, timer } = one.waiting.get(answer.id) ?? {}
  one.waiting.delete(answer.id)
  one.answered += 1
  clearTimeout(timer)
  if (one.waiting.size === 0) one.worker.unref()
  if ('is' in answer) resolve?.(answer.is as never)
  else reject?.(answer.isLate ? new OutOfTime(answer.failed) : new Error(answer.failed))
}

/** Nobody waits for it any more, and the next question starts another one. */
function end(one: Thread, error: Error): void {
  if (thread === one) thread = null
  for (const { reject, timer } of one.waiting.values()) {
    clearTimeout(timer)
    reject(error)
  }
  one.waiting.clear()
}
