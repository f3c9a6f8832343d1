import type { Path } from '../../model/change.ts'
import { startedFiles } from '../../source/startedFiles.ts'
import { placeIn } from './folders.ts'
import { placeOf } from './json.ts'
import type { Package } from './packages.ts'
import { scriptsOf } from './packages.ts'
import { literalPart, type Pointer } from './pointer.ts'

const KEYS = ['main', 'module', 'types', 'typings', 'bin', 'exports', 'browser', 'files'] as const
const RESOLVED = ['', '.js', '.cjs', '.mjs', '.json', '.node', '/index.js', '/index.json']

/** What a package.json points to: entry points, what it ships, and the files that its scripts start. */
export function manifestPointers(one: Package, isBuilt: boolean): Pointer[] {
  const { path, folder, text } = one
  const keyed = KEYS.flatMap(key =>
    (placeOf(path, text, [key])?.texts ?? []).flatMap((place): Pointer[] => {
      const wants = wanted(key, folder, place.is)
      const level = key === 'files' ? 'warning' : 'error'
      return wants.length === 0
        ? []
        : [
            {
              path,
              start: place.start + 1,
              end: place.end - 1,
              is: place.is,
              wants,
              key,
              level,
              mayBeMade: isBuilt,
            },
          ]
    }),
  )
  return [
    ...keyed,
    ...scriptsOf(one).flatMap(([name, script]) => scriptPointers(one, name, script, isBuilt)),
  ].filter(pointer => text.slice(pointer.start, pointer.end) === pointer.is)
}

function wanted(key: (typeof KEYS)[number], folder: Path, is: string): Path[] {
  if (key === 'files') {
    if (is.startsWith('!')) return []
    const part = literalPart(folder, is.replace(/^\/+/, ''))
    return part ? [part.path] : []
  }
  // `browser: { "fs": "other-package" }`; an export is relative or it is none.
  if ((key === 'browser' || key === 'exports') && !is.startsWith('./')) return []
  const place = placeIn(folder, is)
  if (place === null) return []
  if (is.includes('*')) {
    const part = literalPart(folder, is)
    return part ? [part.path] : []
  }
  if (key === 'main' || key === 'module') return RESOLVED.map(end => `${place}${end}`)
  if (key === 'types' || key === 'typings') return [place, `${place}.d.ts`, `${place}/index.d.ts`]
  return [place]
}

function scriptPointers(
  { path, folder, text }: Package,
  name: string,
  script: string,
  isBuilt: boolean,
): Pointer[] {
  const place = placeOf(path, text, ['scripts', name])
  if (!place) return []
  const pointers: Pointer[] = []
  for (const word of startedFiles(script)) {
    const want = placeIn(folder, word)
    const at = text.indexOf(word, place.start)
    if (!want || at < 0 || at + word.length > place.end) continue
    const level = 'error'
    pointers.push({
      path,
      start: at,
      end: at + word.length,
      is: word,
      wants: [want],
      key: `scripts.${name}`,
      level,
      mayBeMade: isBuilt && isOutput(want),
    })
  }
  return pointers
}

/** Whether a place is one that builds write to: what a script starts elsewhere somebody wrote. */
const isOutput = (path: Path) =>
  /(?:^|\/)(?:dist|build|out|lib|esm|cjs|es|umd|target|output|compiled|generated|\.[^/]+)\//.test(path)
