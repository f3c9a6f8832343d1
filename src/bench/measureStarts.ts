import { join } from 'node:path'
import type { StartLine, StartPair, StartPlan } from '../model/benchmark.ts'
import type { Path } from '../model/change.ts'
import { Failure } from '../model/failure.ts'
import type { Arena } from './measurePairs.ts'

/** Two trees that have the same modules, ready to be started. */
export type StartArena = Omit<Arena, 'file' | 'bundle'> & { modules: Path[] }

/** For how long a process may take before it is taken to hang. */
const PATIENCE_MS = 60_000

/**
 * Starts fresh processes of both sides in turns, each of which imports the modules.
 * @param seed decides the orders that are drawn.
 * @throws Failure when either side fails, with the side and its words.
 */
export async function measureStarts(
  { sandbox, probes, base, candidate, modules, readable, limits }: StartArena,
  { pairs, seed }: { pairs: number; seed: number },
): Promise<StartPair[]> {
  const plan: StartPlan = { base, candidate, modules, pairs, seed, patienceMs: PATIENCE_MS }
  const result = await sandbox.run([process.execPath, join(probes, 'starts.js'), JSON.stringify(plan)], {
    ...limits,
    cwd: base,
    writable: [],
    readable: [...new Set([probes, base, candidate, ...readable])],
  })
  const lines = result.stdout.split('\n').filter(line => line.startsWith('{'))
  const read = lines.map(readLine)
  const failed = read.find(line => 'failed' in line)
  if (failed && 'failed' in failed) throw new Failure(`the ${failed.side} does not start: ${failed.failed}`)
  const starts = read.flatMap(line => ('start' in line ? [line.start] : []))
  if (starts.length !== pairs)
    throw new Failure(
      `${starts.length} of ${pairs} starts came back (${result.ended}): ${result.stderr.trim().slice(-500)}`,
    )
  return starts
}

/** As with benchmarks: what is no figure is not taken for one. */
function readLine(line: string): StartLine {
  try {
    const read = JSON.parse(line) as StartLine
    if (!('start' in read)) return read
    const { base, candidate } = read.start
    if ([base.ms, base.kilobytes, candidate.ms, candidate.kilobytes].every(one => one > 0)) return read
  } catch {
    // Told below, with the line.
  }
  throw new Failure(`a start printed what is no figure: ${line.slice(0, 200)}`)
}
