import type { Path } from '../../model/change.ts'
import { folderOf, placeIn } from './folders.ts'
import { isObject, placeOf, readObject } from './json.ts'
import { literalPart, type Pointer } from './pointer.ts'

/** What a tsconfig points to: what it extends and references, the files that it covers, and its paths. */
export function tsconfigPointers(path: Path, text: string, isBuilt: boolean): Pointer[] {
  if (!/(?:^|\/)[tj]sconfig[^/]*\.json$/.test(path)) return []
  const json = readObject(path, text)
  if (json === null) return []
  const folder = folderOf(path)
  const pointers: Pointer[] = []
  const add = (keys: string[], level: Pointer['level'], wants: (is: string) => Path[]) => {
    for (const { start, end, is } of placeOf(path, text, keys)?.texts ?? [])
      if (!is.includes('${') && !is.includes('node_modules') && text.slice(start + 1, end - 1) === is)
        pointers.push({
          path,
          start: start + 1,
          end: end - 1,
          is,
          wants: wants(is),
          key: keys.at(-1)!,
          level,
          mayBeMade: isBuilt,
        })
  }
  const exactly = (ends: string[]) => (is: string) => {
    const place = /^\.{1,2}\//.test(is) ? placeIn(folder, is) : null
    return place === null ? [] : ends.map(end => `${place}${end}`)
  }
  add(['extends'], 'error', exactly(['', '.json']))
  add(['references'], 'error', exactly(['', '/tsconfig.json']))
  // A listed file that is not there is an error; a pattern that matches nothing is dead.
  add(['files'], 'error', is => written(placeIn(folder, is)))
  add(['include'], 'warning', is => written(literalPart(folder, is)?.path ?? null))
  const paths = isObject(json.compilerOptions) ? json.compilerOptions.paths : undefined
  const base =
    isObject(json.compilerOptions) && typeof json.compilerOptions.baseUrl === 'string'
      ? json.compilerOptions.baseUrl
      : '.'
  for (const [key, targets] of isObject(paths) ? Object.entries(paths) : []) {
    if (!Array.isArray(targets)) continue
    const places = targets.map(one =>
      typeof one === 'string' ? literalPart(folder, `${base}/${one}`) : null,
    )
    // Of several one may be there.
    if (targets.length !== 1 || places[0] === null || places[0] === undefined) continue
    const { path: place, isWhole } = places[0]
    const ends = isWhole
      ? [
          '',
          '.ts',
          '.tsx',
          '.d.ts',
          '.js',
          '.mts',
          '.json',
          '/index.ts',
          '/index.tsx',
          '/index.d.ts',
          '/index.js',
          '/package.json',
        ]
      : ['']
    add(['compilerOptions', 'paths', key], 'warning', () => ends.map(end => `${place}${end}`))
  }
  // Those of paths name what they are about.
  return pointers.filter(({ wants }) => wants.length > 0)
}

/** Not what frameworks write when they start: declarations, and folders with a dot. */
function written(path: Path | null): Path[] {
  if (path === null || /\.d\.[cm]?ts$/.test(path) || /(?:^|\/)\./.test(path)) return []
  return [path]
}
