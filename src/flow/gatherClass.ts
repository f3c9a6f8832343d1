import type { ObjectReader } from '../git/objects.ts'
import type { Repository } from '../git/repository.ts'
import type { FileChange, ModeBlob, Oid } from '../model/change.ts'
import type { ClassFact, Commit } from '../model/commit.ts'
import type { ChangedFile } from '../source/documentable.ts'
import { isSteering } from '../source/steering.ts'
import type { AiCommit } from './bringsAiBack.ts'
import { undoneBy } from './exactRevert.ts'
import { whyModulesMatter } from './whyModulesMatter.ts'
import { whyTypesMatter } from './whyTypesMatter.ts'

/** Beyond this a change is not read: a person should see it. */
export const MOST_FILES = 500

/**
 * What a change amounts to, derived from its blobs and from nothing that it says of itself.
 * The compiler is loaded only when a file could be documentation.
 */
export async function classOf(
  repo: Repository,
  objects: ObjectReader,
  commit: Commit,
  files: FileChange[],
  landed: Oid | null,
  isAi: AiCommit,
): Promise<ClassFact> {
  const steering = files.flatMap(({ path }) => (isSteering(path) ? [path] : []))
  if (!steering.length) {
    const undone = await undoneBy(repo, objects, commit, files, landed, isAi)
    if (undone) return { class: 'exact_revert', why: `undoes ${undone.slice(0, 12)} exactly`, steering }
  }
  if (files.length > MOST_FILES) return { class: 'algorithm_change', why: `${files.length} files`, steering }
  const { classifyChange } = await import('../source/classifyChange.ts')
  const contents = await contentsOf(objects, files)
  const derived = classifyChange(contents)
  if (derived.class !== 'type_hints_only') return derived
  const why =
    (await whyModulesMatter(repo, commit.tree, contents)) ?? (await whyTypesMatter(repo, commit.tree))
  return why === null ? derived : { class: 'algorithm_change', why, steering }
}

/** Both blobs of each file, whole. */
export async function contentsOf(objects: ObjectReader, files: FileChange[]): Promise<ChangedFile[]> {
  return Promise.all(
    files.map(async ({ path, old, new: now }) => ({
      path,
      old: await content(objects, old),
      new: await content(objects, now),
    })),
  )
}

async function content(
  objects: ObjectReader,
  at: ModeBlob | null,
): Promise<{ mode: string; bytes: Uint8Array } | null> {
  if (!at) return null
  const object = at.mode === '160000' ? null : await objects.get(at.oid)
  return { mode: at.mode, bytes: object?.bytes ?? new Uint8Array() }
}
