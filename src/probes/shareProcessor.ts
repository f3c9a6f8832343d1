import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'

/**
 * Keeps processes that take turns on one processor, all their threads with them. Left alone, one of them may get the
 * processor that a neighbour is busy on and keep it for as long as a pair lasts, and then seems twice as slow as its twin.
 * @param processes their ids; the processor that the first ran on last is taken, which the system had just found free.
 * @returns whether they share one now; false where the system has no `taskset` (util-linux, so Linux only).
 * @throws Error when some are kept there and others are not, which would be worse than none.
 */
export async function shareProcessor(processes: readonly number[]): Promise<boolean> {
  const [first] = processes
  const processor = first === undefined ? null : await lastProcessor(first)
  if (processor === null) return false
  const kept = await Promise.all(processes.map(id => keep(id, processor)))
  if (kept.includes(true) && kept.includes(false))
    throw new Error('only one of two processes could be kept to a processor')
  return kept.every(one => one)
}

/** The 39th field of `/proc/<id>/stat`, counted behind the name, which may hold anything (proc(5)). */
async function lastProcessor(id: number): Promise<string | null> {
  try {
    const stat = await readFile(`/proc/${id}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[36] ?? null
  } catch {
    return null
  }
}

async function keep(id: number, processor: string): Promise<boolean> {
  const taskset = spawn('taskset', ['--all-tasks', '--cpu-list', '--pid', processor, `${id}`], {
    stdio: 'ignore',
  })
  try {
    const [code] = (await once(taskset, 'exit')) as [number | null]
    return code === 0
  } catch {
    return false
  }
}
