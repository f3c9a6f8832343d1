import { readAgentNote } from '../gate/signals/readAgentNote.ts'
import { commitOf } from '../git/refs.ts'
import type { Repository } from '../git/repository.ts'
import { appendLine } from '../ledger/appendLine.ts'
import { AGENT_NOTES } from './gatherNotes.ts'

/**
 * post-commit, where the policy's carrier is a note: the tag that would have been a trailer goes into a note on the
 * commit that has just been made.
 * @param line what the sh hook left behind; anything that is no tag is passed over.
 */
export async function noteAgent(repo: Repository, line: string): Promise<void> {
  const head = await commitOf(repo, 'HEAD')
  if (!head || !readAgentNote(line).length) return
  await appendLine(repo, AGENT_NOTES, head, line, 'chore(agents): note who made a commit')
}
