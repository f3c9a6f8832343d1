import { improverJson } from '../helpers/cli.ts'
import type { TestRepository } from '../helpers/gitRepository.ts'

/** What `run --json` prints, as far as tests look at it. */
type Result = {
  findings: unknown[]
  improvements: {
    id: string
    branch: string
    commit: string
    class: string
    checks: Record<string, { status: string; why: string }>
  }[]
  dropped: { file: string; check: string; reason: string }[]
  skipped: { path: string }[]
  notes: string[]
}
/** Runs it to its end, which must be a good one. */
export const run = (repo: Pick<TestRepository, 'dir' | 'env'>, ...more: string[]) =>
  improverJson<Result>(repo, 'run', ...more)
