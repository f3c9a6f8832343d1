import { MARKER_WORD, markedLines } from '../gate/signals/marker.ts'
import { blobsWith } from '../git/blobsWith.ts'
import type { ObjectReader } from '../git/objects.ts'
import { type ChangedFile, type CommitChanges, readRangeChanges } from '../git/rangeChanges.ts'
import type { Repository } from '../git/repository.ts'
import type { FileChange, ModeBlob, Oid } from '../model/change.ts'
import type { MarkerFact } from '../model/commit.ts'
import { matchesPath } from '../policy/pathPatterns.ts'

/** A text larger than this is data; nobody reads markers in it. */
const LARGEST_TEXT = 4 << 20

/** So many changed files are looked at together: enough to ask git seldom, few enough to hold. */
const BATCH = 20_000

/** Up to here it is cheaper to read each text by itself than to start a search. */
const FEW = 100

/**
 * The marker lines that each commit of a range has and its parents have not, counted over all that it
 * changed: moving a file brings none. A merge answers only for content that is in none of its parents.
 * Commits without any are not in the answer.
 * @param range as `git rev-list` takes it.
 * @param except globs of paths where the marker is only text.
 */
export async function readMarkers(
  repo: Repository,
  objects: ObjectReader,
  range: string[],
  except: string[],
): Promise<Map<Oid, MarkerFact[]>> {
  const found = new Map<Oid, MarkerFact[]>()
  let batch: CommitChanges[] = []
  let size = 0
  const look = async () => {
    for (const { commit, files } of await withTheWord(repo, batch)) {
      const markers = await markersIn(objects, files, except)
      if (markers.length) found.set(commit, markers)
    }
    batch = []
    size = 0
  }
  for await (const changes of readRangeChanges(repo, range)) {
    batch.push(changes)
    size += changes.files.length
    if (size >= BATCH) await look()
  }
  await look()
  return found
}

/** The commits that may leave the word in a path or a text that they changed: no others can bring a marker. */
async function withTheWord(repo: Repository, batch: CommitChanges[]): Promise<CommitChanges[]> {
  const texts = batch.flatMap(({ files }) => files.flatMap(file => (isText(file.new) ? [file.new.oid] : [])))
  const marked =
    texts.length <= FEW ? new Set(texts) : await blobsWith(repo, texts, MARKER_WORD, LARGEST_TEXT)
  return batch.filter(({ files }) =>
    files.some(file => file.new && (file.path.includes(MARKER_WORD) || marked.has(file.new.oid))),
  )
}

function isText(at: FileChange['new']): at is ModeBlob {
  return at !== null && at.mode !== '160000'
}

/** The same for files that are known already, such as those staged for a commit in the making. */
export async function markersIn(
  objects: ObjectReader,
  changed: ChangedFile[],
  except: string[],
): Promise<MarkerFact[]> {
  const files = changed.filter(({ path }) => !except.some(glob => matchesPath(glob, path)))
  const balance = new Map<string, { count: number; path: string }>()
  const add = (line: string, path: string, by: number) => {
    const at = balance.get(line) ?? { count: 0, path }
    balance.set(line, { count: at.count + by, path: by > 0 ? path : at.path })
  }
  for (const file of files) {
    for (const line of await linesOf(objects, file.new)) add(line, file.path, 1)
    for (const old of file.olds) for (const line of await linesOf(objects, old)) add(line, file.path, -1)
    const named = (at: unknown) => (at && file.path.includes(MARKER_WORD) ? 1 : 0)
    const by = named(file.new) - file.olds.reduce((sum, old) => sum + named(old), 0)
    if (by) add(`a path that contains ${MARKER_WORD}`, file.path, by)
  }
  return [...balance].filter(([, { count }]) => count > 0).map(([line, { path }]) => ({ path, line }))
}

/** What differs from every parent, given how it differs from each. */
export function changedFromAll(sides: Map<string, FileChange>[]): ChangedFile[] {
  const [first, ...others] = sides
  return [...(first?.values() ?? [])]
    .filter(file => others.every(side => side.has(file.path)))
    .map(file => ({
      path: file.path,
      new: file.new,
      olds: sides.map(side => side.get(file.path)?.old ?? null),
    }))
}

async function linesOf(objects: ObjectReader, at: FileChange['new']): Promise<string[]> {
  if (!isText(at)) return []
  const blob = await objects.get(at.oid)
  if (blob?.type !== 'blob' || blob.bytes.length > LARGEST_TEXT || !blob.bytes.includes(MARKER_WORD))
    return []
  return markedLines(blob.bytes.toString('utf8'))
}
