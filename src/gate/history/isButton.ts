import { githubWebFlow } from '../../agents/githubWebFlow.ts'
import type { Commit } from '../../model/commit.ts'

const BUTTONS = githubWebFlow.emails.map(pattern => new RegExp(`^(?:${pattern})$`, 'i'))

/** Whether a forge's button made a commit, where it may have been approved. GitLab's leaves no trace of its own in git. */
export function isButton({ committer }: Pick<Commit, 'committer'>): boolean {
  return BUTTONS.some(pattern => pattern.test(committer.email))
}
