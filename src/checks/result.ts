import type { CheckResult, CheckStatus } from '../model/check.ts'
import type { Json } from '../model/entry.ts'

type Evidence = { [key: string]: Json }
const make =
  (status: CheckStatus) =>
  (why: string, evidence: Evidence = {}): CheckResult => ({ status, why, evidence })

export const passed = make('passed')
export const failed = make('failed')
export const inconclusive = make('inconclusive')
export const notRun = make('not-run')
