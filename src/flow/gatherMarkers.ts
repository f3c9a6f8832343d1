import { MARKER_WORD, markedLines } from '../gate/signals/marker.ts'
import { parseRaw, RAW, readChange } from '../git/changes.ts'
import type { ObjectReader } from '../git/objects.ts'
import type { Repository } from '../git/repository.ts'
import type { FileChange, Oid } from '../model/change.ts'
import type { Commit, MarkerFact } from '../model/commit.ts'
import { matchesPath } from '../policy/pathPatterns.ts'

/** A text larger than this is data; nobody reads markers in it. */
const LARGEST_TEXT = 4 << 20

/** The commits of a range whose diff mentions the marker at all: a cheap first look by git itself. */
export async function commitsNearMarkers(repo: Repository, range: string[]): Promise<Set<Oid>> {
  const look = [
    'log',
    '--format=%H',
    '--no-ext-diff',
    '--no-textconv',
    '--text',
    '--no-renames',
    '-m',
    '--root',
  ]
  const options = { input: `${range.join('\n')}\n`, env: { GIT_LITERAL_PATHSPECS: '0' } }
  const [inText, inPath] = await Promise.all([
    repo.text([...look, `-G${MARKER_WORD}`, '--stdin'], options),
    repo.text([...look, '--full-history', '--stdin', '--', `:(icase)*${MARKER_WORD}*`], options),
  ])
  return new Set(`${inText}\n${inPath}`.split('\n').filter(line => line))
}

/**
 * The marker lines that a commit has and its parents have not, counted over what it changed: moving a
 * file brings none. A merge answers only for content that is in none of its parents.
 * @param except globs of paths where the marker is only text.
 */
export async function readMarkers(
  repo: Repository,
  objects: ObjectReader,
  commit: Commit,
  except: string[],
): Promise<MarkerFact[]> {
  return markersIn(objects, await changedFiles(repo, commit), except)
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

/** A path with what stands there now and what stood there in each parent. */
export type ChangedFile = { path: string; new: FileChange['new']; olds: FileChange['old'][] }

async function changedFiles(repo: Repository, commit: Commit): Promise<ChangedFile[]> {
  if (commit.parents.length < 2) {
    const change = await readChange(repo, commit.parents[0] ?? null, commit.tree)
    return change.files.map(file => ({ path: file.path, new: file.new, olds: [file.old] }))
  }
  const sides = await Promise.all(
    commit.parents.map(async parent => {
      const { stdout } = await repo.run(['diff-tree', ...RAW, parent, commit.tree])
      return new Map(parseRaw(stdout).map(file => [file.path, file]))
    }),
  )
  return changedFromAll(sides)
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
  if (!at || at.mode === '160000') return []
  const blob = await objects.get(at.oid)
  if (blob?.type !== 'blob' || blob.bytes.length > LARGEST_TEXT || !blob.bytes.includes(MARKER_WORD))
    return []
  return markedLines(blob.bytes.toString('utf8'))
}
