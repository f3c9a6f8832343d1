import { markLines } from '../../git/trailers.ts'
import type { CommitFact } from '../../model/commit.ts'
import type { Entry } from '../../model/entry.ts'

const ID = /^improvement-id\s*:\s*(\S+)\s*$/i

/** What entries may name commits by: a commit's name is lost by amend, rebase and squash, its change or improvement is not. */
export type Subjects = { commits: Set<string>; changes: Set<string>; improvements: Set<string> }

/** The names of some commits; their improvements are read as generously as other marks of AI work. */
export function subjectsOf(commits: CommitFact[]): Subjects {
  return {
    commits: new Set(commits.map(({ oid }) => oid)),
    changes: new Set(commits.flatMap(({ change }) => change?.digest ?? [])),
    improvements: new Set(
      commits.flatMap(({ message }) => markLines(message).flatMap(line => ID.exec(line)?.[1] ?? [])),
    ),
  }
}

/** Whether an entry speaks of one of them. */
export function isAbout({ commit, change, improvement }: Entry, subjects: Subjects): boolean {
  return (
    subjects.commits.has(commit) ||
    (change !== null && subjects.changes.has(change)) ||
    (improvement !== undefined && subjects.improvements.has(improvement))
  )
}
