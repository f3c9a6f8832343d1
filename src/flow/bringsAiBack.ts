import { blame } from '../git/blame.ts'
import { readCommit } from '../git/history.ts'
import type { ObjectReader } from '../git/objects.ts'
import type { Repository } from '../git/repository.ts'
import type { FileChange, Oid } from '../model/change.ts'
import type { Commit } from '../model/commit.ts'

/** Whether a commit is AI-made, as the gate says. */
export type AiCommit = (commit: Commit) => Promise<boolean>

/** Of more files nobody asks whose lines they were. */
const MOST_FILES = 50

/**
 * Whether taking a change back brings lines that an AI commit made, and this change took away: under whatever words it did so, that was on
 * purpose. Lines without a word in them are nobody's.
 * @param undone what would be taken back. @param before the commit that it was made on.
 */
export async function bringsAiBack(
  repo: Repository,
  objects: ObjectReader,
  undone: FileChange[],
  before: Oid | null,
  isAi: AiCommit,
): Promise<boolean> {
  const known = new Map<Oid, Promise<boolean>>()
  const isMade = (oid: Oid) => {
    const made = known.get(oid) ?? readCommit(objects, oid).then(isAi)
    known.set(oid, made)
    return made
  }
  const changed = undone.filter(({ old }) => old !== null)
  if (before === null || !changed.length) return false
  if (changed.length > MOST_FILES) return true
  for (const { path, new: now } of changed) {
    const left = countLines(now ? ((await objects.get(now.oid))?.bytes ?? null) : null)
    // A path that git cannot be asked for, or that is no file, is looked at by a person.
    const lines = await blame(repo, { rev: before, path }).catch(() => null)
    if (!lines) return true
    for (const { text } of lines) left.set(text, (left.get(text) ?? 0) - 1)
    // Of lines that say the same nobody can tell which of them went.
    for (const { commit, text } of lines) {
      if (left.get(text)! >= 0 || !/[\p{L}\p{N}_]/u.test(text)) continue
      if (commit === null || (await isMade(commit))) return true
    }
  }
  return false
}

function countLines(bytes: Buffer | null): Map<string, number> {
  const counts = new Map<string, number>()
  for (const line of bytes?.toString('utf8').split('\n') ?? []) counts.set(line, (counts.get(line) ?? 0) + 1)
  return counts
}
