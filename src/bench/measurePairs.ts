import { join } from 'node:path'
import type { PairFact, PairPlan, RefereeLine } from '../model/benchmark.ts'
import type { Path } from '../model/change.ts'
import { Failure } from '../model/failure.ts'
import type { Limits, Sandbox } from '../sandbox/sandbox.ts'

/** Two trees with one benchmark, ready to be measured. */
export type Arena = {
  sandbox: Sandbox
  /** Where the built probes stand. */
  probes: string
  base: string
  candidate: string
  /** The benchmark as the repository has it, for messages, and the bundle of it, which stands in both trees. */
  file: Path
  bundle: Path
  readable: string[]
  limits: Limits
}

/** How long a batch and the warm-up of one process are, how many batches make a pair, and how long an answer may take. */
export type Pace = Pick<PairPlan, 'batchMs' | 'warmUpMs' | 'batches' | 'patienceMs'>

export const PACE: Pace = { batchMs: 8, warmUpMs: 64, batches: 9, patienceMs: 60_000 }

/**
 * The names of the cases that the base's benchmark has.
 * @throws Failure when the file cannot be read as a benchmark.
 */
export async function listCases(arena: Arena, pace: Pace = PACE): Promise<string[]> {
  const lines = await referee(arena, { case: null, pairs: 0, seed: 1 }, pace)
  return lines.flatMap(line => ('cases' in line ? line.cases : []))
}

/**
 * Measures pairs of fresh processes of both sides, taking turns.
 * @param seed decides what is drawn: the same one gives the same orders.
 * @throws Failure when either side fails or the time is over, with the side and its words.
 */
export async function measurePairs(
  arena: Arena,
  what: { case: string; pairs: number; seed: number },
  pace: Pace = PACE,
): Promise<PairFact[]> {
  const lines = await referee(arena, what, pace)
  const pairs = lines.flatMap(line => ('pair' in line ? [line.pair] : []))
  if (pairs.length !== what.pairs)
    throw new Failure(`${arena.file}: ${pairs.length} of ${what.pairs} pairs of "${what.case}" came back`)
  return pairs
}

async function referee(
  { sandbox, probes, base, candidate, file, bundle, readable, limits }: Arena,
  what: Pick<PairPlan, 'case' | 'pairs' | 'seed'>,
  pace: Pace,
): Promise<RefereeLine[]> {
  const plan: PairPlan = { ...what, ...pace, base, candidate, file: bundle }
  const result = await sandbox.run([process.execPath, join(probes, 'referee.js'), JSON.stringify(plan)], {
    ...limits,
    cwd: base,
    writable: [],
    readable: [...new Set([probes, base, candidate, ...readable])],
  })
  const lines = result.stdout
    .split('\n')
    .filter(line => line.startsWith('{'))
    .map(line => readLine(line, file))
  const failed = lines.find(line => 'failed' in line)
  if (failed && 'failed' in failed) throw new Failure(`${file} on ${failed.side}: ${failed.failed}`)
  if (result.code !== 0)
    throw new Failure(
      `${file}: measuring ended ${result.ended === 'exit' ? `with ${result.code ?? result.signal}` : `by its limit (${result.ended})`}: ${result.stderr.trim().slice(-500)}`,
    )
  return lines
}

/** The code that is measured runs beside the referee, and could write in its place: what is no figure is not taken for one. */
function readLine(line: string, file: Path): RefereeLine {
  try {
    const read = JSON.parse(line) as RefereeLine
    if (!('pair' in read)) return read
    const { ratio, base, candidate } = read.pair
    if ([ratio, base, candidate].every(Number.isFinite)) return read
  } catch {
    // Told below, with the line.
  }
  throw new Failure(`${file}: measuring printed what is no figure: ${line.slice(0, 200)}`)
}
