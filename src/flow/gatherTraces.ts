import { readAgentTrace, type Traced } from '../gate/signals/readAgentTrace.ts'
import { parseCommitObject } from '../git/commitObject.ts'
import type { ObjectReader } from '../git/objects.ts'
import { readRangeChanges } from '../git/rangeChanges.ts'
import type { Repository } from '../git/repository.ts'
import type { Oid } from '../model/change.ts'
import type { NoteFact } from '../model/commit.ts'

/** Where the reference implementation of Agent Trace keeps its records; the specification leaves it open. */
const TRACES = '.agent-trace/traces.jsonl'

/** A larger file is not read: it would cost more than it tells. */
const LARGEST = 16 << 20

/**
 * What Agent Trace records that are committed at the end of a range say of its commits. A record is about a commit when
 * it names that commit or, as the reference implementation has it, the one that was checked out when the agent wrote,
 * and the commit changes a path that it names. Without such a file it is one question to a process that runs anyway.
 */
export async function openTraces(
  repo: Repository,
  objects: ObjectReader,
  range: string[],
): Promise<Map<Oid, NoteFact[]>> {
  const found = new Map<Oid, NoteFact[]>()
  const byRevision = new Map<Oid, Traced[]>()
  for (const tip of range.filter(name => !name.startsWith('^') && !name.startsWith('-'))) {
    const blob = await objects.get(`${tip}:${TRACES}`)
    if (blob?.type !== 'blob' || blob.bytes.length > LARGEST) continue
    for (const record of readAgentTrace(blob.bytes.toString('utf8')))
      byRevision.set(record.revision, [...(byRevision.get(record.revision) ?? []), record])
  }
  if (!byRevision.size) return found
  for await (const { commit, files } of readRangeChanges(repo, range)) {
    const changed = new Set(files.map(({ path }) => path))
    const records = await about(objects, commit, byRevision)
    const facts = records
      .filter(({ paths }) => paths.some(path => changed.has(path)))
      .map(({ tool }) => ({ where: `the Agent Trace in ${TRACES}`, agent: tool }))
    if (facts.length) found.set(commit, facts)
  }
  return found
}

async function about(objects: ObjectReader, commit: Oid, byRevision: Map<Oid, Traced[]>): Promise<Traced[]> {
  const object = await objects.get(commit)
  const parents = object?.type === 'commit' ? parseCommitObject(commit, object.bytes).parents : []
  return [commit, ...parents].flatMap(name => byRevision.get(name) ?? [])
}
