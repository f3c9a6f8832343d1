import type { CommitFact } from '../../model/commit.ts'
import type { Violation } from '../../model/decision.ts'

/** Lines of CODEOWNERS that name nobody are told where somebody had to be asked: they may have been meant. */
export function skippedOwners(commits: CommitFact[]): Violation[] {
  const problems = commits.find(({ owners }) => owners?.problems.length)?.owners?.problems ?? []
  if (!problems.length) return []
  const more = problems.length > 3 ? `; and ${problems.length - 3} more` : ''
  return [
    {
      rule: 'code-owners',
      level: 'warn',
      commit: null,
      why: `${problems.slice(0, 3).join('; ')}${more}`,
      next: [{ ask: 'mend the line, so that it says who reviews' }],
    },
  ]
}
