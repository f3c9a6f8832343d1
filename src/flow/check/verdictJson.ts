import type { Verdict } from '../../model/check.ts'
import type { Json } from '../../model/entry.ts'
import type { Conditions } from './conditions.ts'

/** In bytes. A line of the ledger has 64 kB, and there are six checks. */
const LONGEST_EVIDENCE = 7_000
const LONGEST_LOCKS = 8_000
/** In characters. */
const LONGEST_WHY = 500

/** A verdict as the ledger keeps it. Evidence that is too long for a line is left out, and its place says so. */
export function verdictJson(verdict: Verdict, conditions: Conditions): { [key: string]: Json } {
  const checks = Object.entries(verdict.checks).map(([name, { status, why, evidence }]): [string, Json] => {
    return [name, { status, why: why.slice(0, LONGEST_WHY), evidence: upTo(LONGEST_EVIDENCE, evidence) }]
  })
  return {
    status: verdict.status,
    sandbox: verdict.sandbox,
    checks: Object.fromEntries(checks),
    conditions: {
      ...conditions,
      limits: { ...conditions.limits },
      locks: upTo(LONGEST_LOCKS, conditions.locks),
    },
  }
}

function upTo(bytes: number, value: { [key: string]: Json }): { [key: string]: Json } {
  const length = Buffer.byteLength(JSON.stringify(value))
  return length <= bytes ? value : { left_out: length }
}
