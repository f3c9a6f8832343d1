import { posix } from 'node:path'
import type { ts } from 'ts-morph'
import type { Path } from '../model/change.ts'
import type { Compiler } from './compiler.ts'
import { TREE, type TreeHost } from './treeHost.ts'

/** One tsconfig as the compiler reads it. `path` is relative to the tree. */
export type Project = {
  path: Path
  files: Set<Path>
  references: Path[]
  /** The tsconfigs that it extends, as far as they are named by their place. */
  extended: Path[]
  /** Whether it says itself which files it covers. */
  chooses: boolean
  command: ts.ParsedCommandLine
}

const CONFIG = /(?:^|\/)[tj]sconfig[^/]*\.json$/
/** A change of these may alter every program below their folder. */
const STEERS = /(?:^|\/)(?:[tj]sconfig[^/]*\.json|package\.json)$|\.d\.[cm]?ts$/

/**
 * Finds every tsconfig that covers a changed file, in any of the folders from the file up to the top:
 * those that name it in `files` or `include`, and those that reference one of these, since what they
 * import comes from there. Where none names a file, the nearest tsconfig.json counts: its program may
 * import the file.
 * @param configs all tsconfig and jsconfig files of the tree.
 * @returns sorted by path.
 */
export function findProjects(
  compiler: Compiler,
  host: TreeHost,
  configs: Path[],
  changed: Path[],
): Project[] {
  const all = new Map<Path, Project>()
  for (const path of configs) if (CONFIG.test(path)) all.set(path, readProject(compiler, host, path))
  const found = new Set<Project>()
  for (const file of changed) for (const project of covering(file, all)) found.add(project)
  for (let size = -1; size !== found.size; ) {
    size = found.size
    const known = new Set([...found].map(project => project.path))
    for (const project of all.values())
      if (project.references.some(path => known.has(path)) && project.files.size > 0) found.add(project)
  }
  return [...found].sort((a, b) => (a.path < b.path ? -1 : 1))
}

function covering(file: Path, all: Map<Path, Project>): Project[] {
  const isBase = basesAmong(all)
  const naming = (one: Path) => {
    const found = [...all.values()].filter(project => project.files.has(one))
    return found.every(isBase) ? found : found.filter(project => !isBase(project))
  }
  if (STEERS.test(file))
    return [...all.values()].filter(one =>
      [...one.files].some(path => !isBase(one) || naming(path).includes(one)),
    )
  if (!/\.(?:[cm]?[jt]s|[jt]sx|json)$/.test(file)) return []
  const found = naming(file)
  if (found.length > 0) return found
  for (let folder = file; folder !== ''; ) {
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))
    const nearest = all.get(folder === '' ? 'tsconfig.json' : `${folder}/tsconfig.json`)
    if (nearest && nearest.files.size > 0) return [nearest]
  }
  return []
}

/**
 * What is there to be extended alone: nobody checks it, and since it chooses no files it seems to cover everything. It
 * still counts for files that nothing else covers.
 */
function basesAmong(all: Map<Path, Project>): (project: Project) => boolean {
  const extended = new Set([...all.values()].flatMap(one => one.extended))
  const referenced = new Set([...all.values()].flatMap(one => one.references))
  return ({ path, chooses }) =>
    !chooses && extended.has(path) && !referenced.has(path) && !/(?:^|\/)[tj]sconfig\.json$/.test(path)
}

function readProject({ ts }: Compiler, host: TreeHost, path: Path): Project {
  const file = `${TREE}/${path}`
  const { config = {} } = ts.readConfigFile(file, host.config.readFile)
  const folder = file.slice(0, file.lastIndexOf('/'))
  const command = ts.parseJsonConfigFileContent(config, host.config, folder, undefined, file)
  const references = (command.projectReferences ?? []).map(reference => {
    const at = ts.resolveProjectReferencePath(reference)
    return relative(at)
  })
  const extended = [config.extends]
    .flat()
    .filter(one => typeof one === 'string' && one.startsWith('.'))
    .map(one => relative(posix.join(folder, one.endsWith('.json') ? one : `${one}.json`)))
  const chooses = ['files', 'include', 'exclude'].some(name => Object.hasOwn(config, name))
  return { path, files: new Set(command.fileNames.map(relative)), references, extended, chooses, command }
}

function relative(file: string): Path {
  return file.startsWith(`${TREE}/`) ? file.slice(TREE.length + 1) : file
}
