import { parentPort } from 'node:worker_threads'
import { loadCompiler } from '../compiler.ts'
import { OutOfTime } from '../deadline.ts'
import { openOurCompiler } from './ourCompiler.ts'

/** A question to our compiler: which, and its arguments. */
export type Question = { id: number; ask: 'kinds' | 'glance' | 'api'; with: unknown[] }
export type Answer = { id: number } & ({ is: unknown } | { failed: string; isLate: boolean })

const ours = openOurCompiler(await loadCompiler())

parentPort?.on('message', ({ id, ask, with: given }: Question) => {
  parentPort?.postMessage(answer(id, () => (ours[ask] as (...all: unknown[]) => unknown)(...given)))
})

function answer(id: number, find: () => unknown): Answer {
  try {
    return { id, is: find() }
  } catch (error) {
    const failed = error instanceof Error ? error.message : String(error)
    return { id, failed, isLate: error instanceof OutOfTime }
  }
}
