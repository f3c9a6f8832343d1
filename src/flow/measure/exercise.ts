import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { bundleBenchmark } from '../../bench/bundleBenchmark.ts'
import type { ExerciseLine, ExercisePlan } from '../../model/benchmark.ts'
import type { Path } from '../../model/change.ts'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import { LIMITS } from './trees.ts'

/** A tree whose benchmarks are called, to see where they come by. */
export type Ground = { sandbox: Sandbox; probes: string; tree: string; readable: string[] }

export type ExercisedCase = { name: string; calls: Record<string, number>[]; shortestMs: number }

export type Exercised = {
  cases: ExercisedCase[]
  failed: { name: string; why: string }[]
  /** Why not every case had its turn, or null. */
  brokenOff: string | null
  /** The one file that was made of the benchmark and all that it leads to. */
  bundled: string
}

/** A case is called a few times; what takes longer than that is for its owner to wait for. */
const PATIENCE_MS = 60_000

/**
 * Runs each case of a benchmark so many times, in the sandbox.
 * @param unless ends it before anything runs, by what the benchmark leads to. @param profiled an empty folder into which is written what
 *   the time went to.
 * @throws Failure where it cannot be bundled.
 */
export async function exercise(
  { sandbox, probes, tree, readable }: Ground,
  file: Path,
  calls: number,
  unless: (bundled: string) => boolean = () => false,
  profiled: string | null = null,
): Promise<Exercised> {
  const bundle = await bundleBenchmark(tree, file, probes, profiled !== null)
  try {
    const exercised: Exercised = {
      cases: [],
      failed: [],
      brokenOff: null,
      bundled: await readFile(join(tree, bundle), 'utf8'),
    }
    if (unless(exercised.bundled)) return exercised
    const plan: ExercisePlan = { tree, file: bundle, calls, patienceMs: PATIENCE_MS }
    const flags = profiled ? ['--cpu-prof', `--cpu-prof-dir=${profiled}`, '--cpu-prof-interval=200'] : []
    const command = [process.execPath, ...flags, join(probes, 'exercise.js'), JSON.stringify(plan)]
    const ran = await sandbox.run(command, {
      ...LIMITS,
      timeoutMs: 2 * PATIENCE_MS,
      cwd: tree,
      writable: profiled ? [profiled] : [],
      readable: [...new Set([probes, tree, ...readable])],
    })
    let isDone = false
    for (const line of ran.stdout.split('\n').flatMap(readLine)) {
      if ('broken' in line) exercised.brokenOff = line.broken
      else if ('done' in line) isDone = line.done
      else if ('failed' in line) exercised.failed.push({ name: line.case, why: line.failed })
      else exercised.cases.push({ name: line.case, calls: line.calls, shortestMs: line.shortestMs })
    }
    if (!isDone) exercised.brokenOff ??= `it did not come to its end (${ran.ended})`
    return exercised
  } finally {
    await rm(join(tree, bundle), { force: true })
  }
}

/** A benchmark may print what it likes beside. */
function readLine(line: string): ExerciseLine[] {
  if (!/^\{"(?:case|done|broken)":/.test(line)) return []
  try {
    return [JSON.parse(line) as ExerciseLine]
  } catch {
    return []
  }
}
