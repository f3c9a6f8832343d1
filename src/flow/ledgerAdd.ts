import { readChange } from '../git/changes.ts'
import { parseCommitObject } from '../git/commitObject.ts'
import { openObjects } from '../git/objects.ts'
import { requireCommit } from '../git/refs.ts'
import type { Repository } from '../git/repository.ts'
import { openPen } from '../ledger/pen.ts'
import type { Digest } from '../model/change.ts'
import { ENTRY_KINDS, type Entry, type EntryKind, type Filed, type Json } from '../model/entry.ts'
import { Failure } from '../model/failure.ts'
import { cloneName, repositoryName } from './cloneNames.ts'
import { improvementIds } from './improvements/observeRefs.ts'
import { policyInForce } from './policyInForce.ts'
import { gitIdentity } from './run/identity.ts'

/** What a script says: a kind, a commit by any name of it, a JSON object as text, and the entry that it is about. */
export type Addition = { kind: string; commit: string; data: string; of?: string }

/**
 * Writes one entry about a commit, for scripts; signed where git has an SSH key to sign with.
 * @throws Failure for a kind that there is not, a commit that does not exist, an id that is none, or data that is no
 *   JSON object.
 */
export async function addEntry(repo: Repository, { kind, commit: name, data, of }: Addition): Promise<Filed> {
  const known = ENTRY_KINDS.find(one => one === kind)
  if (!known) throw new Failure(`there is no kind ${kind}; there are ${ENTRY_KINDS.join(', ')}`)
  if (of !== undefined && !/^sha256:[0-9a-f]{64}$/.test(of))
    throw new Failure(`--of takes the id of an entry, sha256: and 64 digits, and not ${of}`, [
      { run: ['git', 'improver', 'ledger', 'log', '--json'], where: 'here' },
    ])
  const commit = await requireCommit(repo, name)
  const { remote, shards } = (await policyInForce(repo)).ledger
  const objects = openObjects(repo)
  try {
    const raw = await objects.get(commit)
    const { tree, parents, message } = parseCommitObject(commit, raw?.bytes ?? new Uint8Array())
    const improvement = improvementIds(message)[0]
    const entry: Entry = {
      v: 1,
      kind: known as EntryKind,
      at: new Date().toISOString(),
      by: await gitIdentity(repo),
      clone: await cloneName(repo),
      repo: await repositoryName(repo, remote),
      commit,
      change: (await readChange(repo, parents[0] ?? null, commit)).digest,
      tree,
      ...(improvement && { improvement }),
      ...(of !== undefined && { of: of as Digest }),
      data: readData(data),
    }
    const pen = await openPen(repo, { signs: true, shards })
    const [filed] = await pen.append([(await pen.prepare(entry)).entry])
    return filed!
  } finally {
    objects.close()
  }
}

function readData(text: string): { [key: string]: Json } {
  let value: Json
  try {
    value = JSON.parse(text) as Json
  } catch (error) {
    throw new Failure(`--data is no JSON: ${(error as Error).message}`)
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw new Failure('--data takes a JSON object, for instance {"seconds": 1.5}')
  return value
}
