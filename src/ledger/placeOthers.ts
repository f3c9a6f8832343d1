import type { PlacedEntry } from './noteTree.ts'

const MODES = new Set(['100644', '100755', '120000', '160000', '40000'])

/**
 * What stands in a notes tree beside the notes and can stay there: once, under a plain name that every server's checks
 * take, and where no note and no directory of notes has to stand. git's own notes keep a README as well; but a link or
 * a file that has the name of a note or of a fan-out must not keep anybody from writing theirs.
 */
export function placeOthers(notes: PlacedEntry[], others: PlacedEntry[]): PlacedEntry[] {
  if (!others.length) return []
  const taken = new Set<string>()
  const folders = new Set<string>()
  const take = (path: string) => {
    taken.add(path)
    for (const folder of foldersOf(path)) folders.add(folder)
  }
  for (const { path } of notes) take(path)
  const placed: PlacedEntry[] = []
  for (const one of others) {
    const { path, mode } = one
    if (!MODES.has(mode) || !path.split('/').every(name => /^\w[\w .-]*$/.test(name))) continue
    if (taken.has(path) || folders.has(path) || foldersOf(path).some(folder => taken.has(folder))) continue
    take(path)
    placed.push(one)
  }
  return placed
}

function foldersOf(path: string): string[] {
  const folders: string[] = []
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) folders.push(path.slice(0, at))
  return folders
}
