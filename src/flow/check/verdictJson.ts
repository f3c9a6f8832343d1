import type { Verdict } from '../../model/check.ts'
import type { Json } from '../../model/entry.ts'
import type { Conditions } from './conditions.ts'

/** In characters. A line of the ledger has 64 kB, and there are six checks. */
const LONGEST_EVIDENCE = 8_000
const LONGEST_WHY = 500

/** A verdict as the ledger keeps it. Evidence that is too long for a line is left out, and its place says so. */
export function verdictJson(verdict: Verdict, conditions: Conditions): { [key: string]: Json } {
  const checks = Object.entries(verdict.checks).map(([name, { status, why, evidence }]): [string, Json] => {
    const { length } = JSON.stringify(evidence)
    const kept = length <= LONGEST_EVIDENCE ? evidence : { left_out: length }
    return [name, { status, why: why.slice(0, LONGEST_WHY), evidence: kept }]
  })
  return {
    status: verdict.status,
    sandbox: verdict.sandbox,
    checks: Object.fromEntries(checks),
    conditions: { ...conditions, limits: { ...conditions.limits } },
  }
}
