import type { Path } from '../../model/change.ts'
import { DEPENDENCY_SECTIONS } from '../../source/dependencySections.ts'
import { folderOf, upwards } from './folders.ts'
import { isObject, type JsonObject, readObject } from './json.ts'
import type { WholeTree } from './repository.ts'

export type Section = (typeof DEPENDENCY_SECTIONS)[number]

/** One package.json that can be read. */
export type Package = { path: Path; folder: Path; text: string; json: JsonObject }

export type Packages = {
  all: Package[]
  /** Those that govern a path, the nearest first. */
  over(path: Path): Package[]
}

/** Every package.json of a tree. */
export function openPackages({ settings }: Pick<WholeTree, 'settings'>): Packages {
  const all = [...settings].flatMap(([path, text]) => {
    const json = /(?:^|\/)package\.json$/.test(path) ? readObject(path, text) : null
    return json ? [{ path, folder: folderOf(path), text, json }] : []
  })
  const byFolder = new Map(all.map(one => [one.folder, one]))
  return { all, over: path => upwards(folderOf(path)).flatMap(folder => byFolder.get(folder) ?? []) }
}

/** The ranges of a section, by name; what is no text is left out. */
export function rangesIn({ json }: Package, section: Section): Map<string, string> {
  const value = json[section]
  const entries = isObject(value) ? Object.entries(value) : []
  return new Map(entries.filter((one): one is [string, string] => typeof one[1] === 'string'))
}

/** Every name that a manifest declares, in whichever section. */
export function declaredBy(one: Package): Set<string> {
  const bundled = [one.json.bundledDependencies, one.json.bundleDependencies].flat()
  return new Set([
    ...DEPENDENCY_SECTIONS.flatMap(section =>
      isObject(one.json[section]) ? Object.keys(one.json[section]) : [],
    ),
    ...bundled.filter(name => typeof name === 'string'),
  ])
}

export function scriptsOf({ json }: Package): [string, string][] {
  const entries = isObject(json.scripts) ? Object.entries(json.scripts) : []
  return entries.filter((one): one is [string, string] => typeof one[1] === 'string')
}

/** Whether something may make files that are not committed: then nobody knows which are missing. */
export function isBuilt(packages: Package[]): boolean {
  const makes =
    /build|compile|bundle|generate|codegen|prepare|prepack|prepublish|dist|rollup|webpack|vite|esbuild|tsup|tsc|babel|swc|gulp|grunt|make|turbo|nx\b/
  return packages.some(one => scriptsOf(one).some(([name, text]) => makes.test(name) || makes.test(text)))
}
