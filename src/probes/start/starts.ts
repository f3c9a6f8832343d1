import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Start, StartLine, StartPlan } from '../../model/benchmark.ts'
import { generator } from '../generator.ts'
import type { Started, StarterArgs } from './protocol.ts'

// Runs inside the sandbox: starts one process of each side after the other, in an order that is drawn for each pair, and
// prints one line a pair. The time is this process's, which none of them can reach.

type Side = 'base' | 'candidate'

const plan = JSON.parse(process.argv[2] ?? '{}') as StartPlan
const random = generator(plan.seed)

try {
  // Reads the files of both into the memory of the system.
  for (const side of ['base', 'candidate'] as const) await start(side, 1)
  for (let count = 0; count < plan.pairs; count++) {
    const seed = Math.floor(random() * 2 ** 31)
    const order: Side[] = random() < 0.5 ? ['base', 'candidate'] : ['candidate', 'base']
    const took = new Map<Side, Start>()
    for (const side of order) took.set(side, await start(side, seed))
    print({ start: { base: took.get('base')!, candidate: took.get('candidate')! } })
  }
} catch (error) {
  const { side = 'base' } = error as { side?: Side }
  print({ failed: (error as Error).message, side })
  process.exitCode = 1
}

function start(side: Side, seed: number): Promise<Start> {
  const args: StarterArgs = { tree: plan[side], modules: plan.modules }
  const before = process.hrtime.bigint()
  const child = fork(fileURLToPath(new URL('./starter.js', import.meta.url)), [JSON.stringify(args)], {
    cwd: plan[side],
    execArgv: [`--hash-seed=${seed}`, `--random-seed=${seed}`, '--no-warnings'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  let answer: Started = { failed: 'it ended before its modules were imported' }
  let ms = 0
  const timer = setTimeout(() => {
    answer = { failed: `it was not there after ${plan.patienceMs / 1000} s, and is taken to hang` }
    child.kill('SIGKILL')
  }, plan.patienceMs)
  child.once('message', (said: Started) => {
    ms = Number(process.hrtime.bigint() - before) / 1e6
    answer = said
    child.kill('SIGKILL')
  })
  return new Promise((resolve, reject) => {
    // Only once it is gone, so that none runs beside the next one.
    child.once('exit', () => {
      clearTimeout(timer)
      if ('failed' in answer) reject(Object.assign(new Error(answer.failed), { side }))
      else resolve({ ms, kilobytes: answer.kilobytes })
    })
  })
}

function print(line: StartLine): void {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}
