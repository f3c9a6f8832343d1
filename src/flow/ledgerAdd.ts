import { readChange } from '../git/changes.ts'
import { parseCommitObject } from '../git/commitObject.ts'
import { openObjects } from '../git/objects.ts'
import { requireCommit } from '../git/refs.ts'
import type { Repository } from '../git/repository.ts'
import { append } from '../ledger/append.ts'
import { ENTRY_KINDS, type Entry, type EntryKind, type Filed, type Json } from '../model/entry.ts'
import { Failure } from '../model/failure.ts'
import { cloneName, repositoryName } from './cloneNames.ts'
import { improvementIds } from './improvements/observeRefs.ts'
import { gitIdentity } from './run/identity.ts'

/**
 * Writes one entry about a commit, for scripts.
 * @param data a JSON object as text.
 * @throws Failure for a kind that there is not, a commit that does not exist, or data that is no JSON object.
 */
export async function addEntry(repo: Repository, kind: string, name: string, data: string): Promise<Filed> {
  const known = ENTRY_KINDS.find(one => one === kind)
  if (!known) throw new Failure(`there is no kind ${kind}; there are ${ENTRY_KINDS.join(', ')}`)
  const commit = await requireCommit(repo, name)
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
      repo: await repositoryName(repo, 'origin'),
      commit,
      change: (await readChange(repo, parents[0] ?? null, commit)).digest,
      tree,
      ...(improvement && { improvement }),
      data: readData(data),
    }
    const [filed] = await append(repo, [entry])
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
