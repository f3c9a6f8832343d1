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
 * where they were measured, since figures of two machines mean nothing side by side.
 */
export async function recordBench(repo: Repository, result: BenchResult, witness: Witness): Promise<Filed> {
  const { base, head } = result
  const git = (await repo.text(['version'])).replace(/^git version /, '')
  const statement: Statement = {
    kind: 'benched',
    commit: head,
    change: (await readChange(repo, base, head)).digest,
    tree: await repo.text(['rev-parse', `${head}^{tree}`]),
    data: {
      base,
      sandbox: result.sandbox,
      fingerprint: fingerprint(git),
      rules: { ...RULES, ...PACE, looks: [...RULES.looks] },
      cases: result.cases.map(one => ({
        file: one.file,
        case: one.case,
        outcome: one.outcome,
        change: short(one.seen.change),
        between: one.seen.between.map(short),
        ns: nanoseconds(one.pairs),
        pairs: one.pairs.map(({ ratio }) => short(ratio)),
        confirmation: one.confirmation.map(({ ratio }) => short(ratio)),
      })),
    },
  }
  const [filed] = await witness.record([statement])
  return filed!
}

/** What has to be alike before two measurements may be compared. */
export function fingerprint(git: string): { [key: string]: Json } {
  const [first] = cpus()
  return {
    cpu: first?.model.trim() ?? 'unknown',
    cores: cpus().length,
    system: `${platform()} ${release()} ${arch()}`,
    node: process.version,
    git,
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
