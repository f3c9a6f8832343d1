import { readAgentNote } from '../gate/signals/readAgentNote.ts'
import { readGitAiNote } from '../gate/signals/readGitAiNote.ts'
import type { ObjectReader } from '../git/objects.ts'
import type { Repository } from '../git/repository.ts'
import { listNotes, type NoteList } from '../ledger/listNotes.ts'
import { typedRefs } from '../ledger/typedRefs.ts'
import type { Oid } from '../model/change.ts'
import type { NoteFact } from '../model/commit.ts'
import { openTraces } from './gatherTraces.ts'

/** Where the tag goes that a commit gets in an agent's environment, when the policy asks for a note. */
export const AGENT_NOTES = 'refs/notes/improver/agents'

/** Where git-ai keeps what it knows of each commit. */
const GIT_AI_NOTES = 'refs/notes/ai'

/** A larger note was not written by either. */
const LARGEST = 1 << 20

type Source = { where: string; ref: string; read(text: string): string[] }
const SOURCES: Source[] = [
  { where: `the note in ${AGENT_NOTES}`, ref: AGENT_NOTES, read: readAgentNote },
  { where: `the note of git-ai in ${GIT_AI_NOTES}`, ref: GIT_AI_NOTES, read: readGitAiNote },
]

/** Says what stands beside a commit about agents; asked once for each commit of a range. */
export type NoteLookup = (commit: Oid) => Promise<NoteFact[]>

/**
 * Prepares to look up what notes and traces say of the commits of a range: one process to see which refs there are,
 * one for each that is, and none for a commit.
 * @param range as `git rev-list` takes it.
 */
export async function openNotes(
  repo: Repository,
  objects: ObjectReader,
  range: string[],
): Promise<NoteLookup> {
  const there = new Map((await typedRefs(repo, ...SOURCES.map(({ ref }) => ref))).map(one => [one.ref, one]))
  const lists: (Source & NoteList)[] = []
  for (const source of SOURCES) {
    const found = there.get(source.ref)
    if (found?.type === 'commit') lists.push({ ...source, ...(await listNotes(repo, found.oid)) })
  }
  const traced = await openTraces(repo, objects, range)
  return async commit => {
    const facts: NoteFact[] = []
    for (const { where, notes, read } of lists)
      for (const oid of notes.get(commit) ?? []) {
        const text = await textOf(objects, oid)
        if (text !== null) facts.push(...read(text).map(agent => ({ where, agent })))
      }
    return [...facts, ...(traced.get(commit) ?? [])]
  }
}

async function textOf(objects: ObjectReader, oid: Oid): Promise<string | null> {
  const blob = await objects.get(oid)
  return blob?.type === 'blob' && blob.bytes.length <= LARGEST ? blob.bytes.toString('utf8') : null
}
