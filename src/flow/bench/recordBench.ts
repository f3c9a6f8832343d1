import { arch, cpus, platform, release } from 'node:os'
import { RULES } from '../../bench/judgePairs.ts'
import { PACE } from '../../bench/measurePairs.ts'
import { readChange } from '../../git/changes.ts'
import type { Repository } from '../../git/repository.ts'
import type { PairFact } from '../../model/benchmark.ts'
import type { Filed, Json } from '../../model/entry.ts'
import type { Statement, Witness } from '../witness.ts'
import type { BenchResult } from './bench.ts'

/**
 * Writes what was measured into the ledger, on the head: each pair's own figure, so that anybody can judge them anew, and
 * where they were measured, since figures of two machines mean nothing side by side. Many cases make several entries.
 */
export async function recordBench(repo: Repository, result: BenchResult, witness: Witness): Promise<Filed[]> {
  const { base, head } = result
  const git = (await repo.text(['version'])).replace(/^git version /, '')
  const shared = {
    kind: 'benched' as const,
    commit: head,
    change: (await readChange(repo, base, head)).digest,
    tree: await repo.text(['rev-parse', `${head}^{tree}`]),
  }
  const told = {
    base,
    fingerprint: fingerprint(git, result),
    rules: { ...structuredClone(RULES), ...PACE } as unknown as Json,
  }
  const cases = result.cases.map(one => ({
    file: one.file,
    case: one.case,
    outcome: one.outcome,
    change: short(one.seen.change),
    between: one.seen.between.map(short),
    ns: nanoseconds(one.pairs),
    pairs: one.pairs.map(({ ratio }) => short(ratio)),
    confirmation: one.confirmation.map(({ ratio }) => short(ratio)),
  }))
  const statements = inLines(cases).map((some): Statement => ({ ...shared, data: { ...told, cases: some } }))
  return witness.record(statements)
}

/** In bytes. A line of the ledger has 64 kB. */
const IN_ONE = 40_000

/** As many in each as a line holds, in their order. */
function inLines(cases: Json[]): Json[][] {
  const lines: Json[][] = []
  let room = 0
  for (const one of cases) {
    const bytes = Buffer.byteLength(JSON.stringify(one))
    if (bytes > room) {
      lines.push([])
      room = IN_ONE
    }
    lines.at(-1)!.push(one)
    room -= bytes
  }
  return lines
}

/** What has to be alike before two measurements may be compared: the machine, its programs, and how it was measured. */
function fingerprint(git: string, { sandbox, cases }: BenchResult): { [key: string]: Json } {
  const [first] = cpus()
  const pairs = cases.flatMap(one => one.pairs)
  const together = 2 * pairs.filter(one => one.oneProcessor).length > pairs.length
  return {
    cpu: first?.model.trim() ?? 'unknown',
    cores: cpus().length,
    system: `${platform()} ${release()} ${arch()}`,
    node: process.version,
    git,
    sandbox,
    method: `${PACE.batches} batches of ${PACE.batchMs} ms after ${PACE.warmUpMs} ms${together ? ', on one processor' : ''}`,
  }
}

function nanoseconds(pairs: PairFact[]): { base: number; candidate: number } {
  const middle = (values: number[]) => short(values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0)
  return { base: middle(pairs.map(one => one.base)), candidate: middle(pairs.map(one => one.candidate)) }
}

/** Five digits: more would only tell the noise. */
function short(value: number): number {
  return Number(value.toPrecision(5))
}
