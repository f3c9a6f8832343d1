import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ModeBlob, Oid } from '../model/change.ts'
import type { ObjectReader } from './objects.ts'
import type { Repository } from './repository.ts'

type Side = ModeBlob | null

/** What a three-way merge of one path gives: a mode and a content, nothing at all, or a conflict. */
export type Merged = { mode: string; oid: Oid } | { mode: string; bytes: Buffer } | null | 'conflict'

/**
 * Merges one path from three versions, without renames, attributes, drivers or configuration, so that
 * a client and a bare server always agree. Deletion against modification is a conflict, and so is
 * anything but a text file that both sides changed.
 */
export async function mergePath(
  repo: Repository,
  objects: ObjectReader,
  base: Side,
  ours: Side,
  theirs: Side,
): Promise<Merged> {
  if (same(ours, theirs) || same(base, theirs)) return ours
  if (same(base, ours)) return theirs
  if (!base || !ours || !theirs) return 'conflict'
  const mode =
    base.mode === ours.mode
      ? theirs.mode
      : base.mode === theirs.mode || ours.mode === theirs.mode
        ? ours.mode
        : null
  if (mode === null || ![base, ours, theirs].every(side => side.mode.startsWith('100'))) return 'conflict'
  if (ours.oid === theirs.oid || base.oid === theirs.oid) return { mode, oid: ours.oid }
  if (base.oid === ours.oid) return { mode, oid: theirs.oid }
  const bytes = await mergeTexts(
    repo,
    await Promise.all([ours, base, theirs].map(side => blob(objects, side.oid))),
  )
  return bytes ? { mode, bytes } : 'conflict'
}

/** Whether a merged path is what stands in a tree. */
export async function isMerged(objects: ObjectReader, merged: Merged, actual: Side): Promise<boolean> {
  if (merged === 'conflict') return false
  if (merged === null || actual === null) return merged === actual
  if (merged.mode !== actual.mode) return false
  if ('oid' in merged) return merged.oid === actual.oid
  return merged.bytes.equals(await blob(objects, actual.oid))
}

function same(a: Side, b: Side): boolean {
  return a === b || (a !== null && b !== null && a.mode === b.mode && a.oid === b.oid)
}

async function blob(objects: ObjectReader, oid: Oid): Promise<Buffer> {
  const object = await objects.get(oid)
  if (object?.type !== 'blob') throw new Error(`${oid} is not a blob that can be read`)
  return object.bytes
}

/** git merge-file works on files only before git 2.43. */
async function mergeTexts(repo: Repository, [ours, base, theirs]: Buffer[]): Promise<Buffer | null> {
  const dir = await mkdtemp(join(tmpdir(), 'git-improver-merge-'))
  try {
    const names = ['ours', 'base', 'theirs'].map(name => join(dir, name))
    await Promise.all([ours, base, theirs].map((bytes, index) => writeFile(names[index]!, bytes!)))
    // The exit code counts conflicts up to 127; 255 is a file that is no text.
    const { code, stdout } = await repo.run(['merge-file', '-p', '-q', ...names], {
      accept: Array.from({ length: 255 }, (_, index) => index + 1),
    })
    return code === 0 ? stdout : null
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}
