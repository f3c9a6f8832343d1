import { posix } from 'node:path'
import type { Path } from '../../model/change.ts'
import type { SourceFile } from '../../model/finding.ts'
import { placeIn } from './folders.ts'
import { importsOf, packageOf } from './imports.ts'
import { placeOf } from './json.ts'
import { declaredBy, openPackages, type Package, rangesIn } from './packages.ts'
import type { Problem, WholeTree } from './repository.ts'

const ENDS = ['', '.js', '.cjs', '.mjs', '/index.js', '/index.cjs', '/index.mjs']

/**
 * Packages that are only devDependencies and that published code cannot be loaded without. Only where that is certain: the entry
 * points are committed JavaScript, and from them the import is reached.
 */
export function devOnly(tree: WholeTree): Problem[] {
  const files = new Map(tree.code.files.map(file => [file.path, file]))
  const packages = openPackages(tree)
  return packages.all.flatMap(one => {
    if (one.json.private === true || typeof one.json.name !== 'string' || one.json.version === undefined)
      return []
    const dev = rangesIn(one, 'devDependencies')
    const { devDependencies: _, ...rest } = one.json
    const declared = declaredBy({ ...one, json: rest })
    const found = new Map<string, Problem>()
    for (const file of reached(one, files)) {
      if (packages.over(file.path)[0] !== one) continue
      for (const { specifier, start, end, typeOnly } of importsOf(file)) {
        const name = packageOf(specifier)
        if (typeOnly || name === null || !dev.has(name) || declared.has(name) || found.has(name)) continue
        if (tree.builtins.has(name)) continue
        found.set(name, {
          rule: 'dev-dependency-shipped',
          level: 'error',
          path: file.path,
          start,
          end,
          symbol: `${one.path} ${name}`,
          says: `${name} is imported here, which ${one.path} ships, and is only one of its devDependencies`,
        })
      }
    }
    return [...found.values()]
  })
}

/** The committed JavaScript that the entry points of a package lead to. */
function reached({ path, text, folder }: Package, files: Map<Path, SourceFile>): SourceFile[] {
  const entries = ['main', 'exports', 'bin']
    .flatMap(key => placeOf(path, text, [key])?.texts ?? [])
    .flatMap(({ is }) => find(placeIn(folder, is), files))
  const seen = new Set(entries)
  for (const file of seen)
    for (const { specifier } of importsOf(file))
      if (/^\.{1,2}\//.test(specifier))
        for (const next of find(posix.join(posix.dirname(file.path), specifier), files)) seen.add(next)
  return [...seen]
}

function find(place: Path | null, files: Map<Path, SourceFile>): SourceFile[] {
  const found = place === null ? undefined : ENDS.map(end => files.get(`${place}${end}`)).find(file => file)
  return found && /\.[cm]?js$/.test(found.path) ? [found] : []
}
