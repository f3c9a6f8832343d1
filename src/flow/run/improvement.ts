import type { Oid } from '../../model/change.ts'
import type { CheckResult } from '../../model/check.ts'
import type { Class } from '../../model/commit.ts'

/** What a run committed. `class` is what the gate will derive, `checks` what proved it. */
export type Improvement = {
  id: string
  branch: string
  commit: Oid
  improver: string
  class: Class
  title: string
  files: string[]
  checks: Record<string, CheckResult>
}
