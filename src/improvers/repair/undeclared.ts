import type { Path } from '../../model/change.ts'
import type { SourceFile } from '../../model/finding.ts'
import { isAside } from './folders.ts'
import { ambientModules, type Import, importsOf, packageOf } from './imports.ts'
import { isObject, readObject, textsAt } from './json.ts'
import { type Lock, lockIn } from './locks.ts'
import { declaredBy, openPackages, type Package } from './packages.ts'
import { openLookup, type Problem, type WholeTree } from './repository.ts'

/** Modules that the program around the code brings, and no package. */
const HOSTED = new Set([
  'bun',
  'vscode',
  'electron',
  'k6',
  'server-only',
  'client-only',
  'uxp',
  'photoshop',
  'indesign',
  'aws-lambda',
])

/** An imported package that nobody declares, with every place that needs it. */
export type Undeclared = {
  name: string
  /** The manifest that it should stand in. */
  owner: Package
  /** The lock file, the nearest one above, where it can be read. */
  lock: Lock | null
  /** The version that it is locked to there; undefined where the lock file does not know it. */
  locked: string | null | undefined
  uses: { file: SourceFile; one: Import; isTest: boolean }[]
  /** Whether pnpm is told to put what other dependencies bring where everybody finds it. */
  isHoisted: boolean
}

/**
 * Packages that code imports for certain and that neither the nearest package.json nor one above it names. Passed over is what
 * something else may stand for: builtins, workspaces, the package itself, paths of a tsconfig, ambient modules, `@types`, and every
 * name that a configuration mentions, since it may be an alias.
 */
export function undeclared(tree: WholeTree): Undeclared[] {
  const packages = openPackages(tree)
  const own = new Set(packages.all.map(({ json }) => json.name))
  const files = [...tree.code.files, ...tree.code.tests]
  const ambient = new Set(ambientModules(files).map(name => packageOf(name) ?? name))
  const isHoisted = ['.npmrc', 'pnpm-workspace.yaml'].some(path =>
    /hoist|node-?linker/i.test(tree.settings.get(path) ?? ''),
  )
  const isAlias = aliases(tree)
  const isMentioned = mentions(tree, files)
  const found = new Map<string, Undeclared>()
  const tests = new Set(tree.code.tests.map(({ path }) => path))
  for (const file of files) {
    const over = packages.over(file.path)
    const [nearest] = over
    if (!nearest) continue
    // What shows something need not work where it stands, unless it is a package of its own.
    if (isAside(`/${file.path.slice(nearest.folder === '' ? 0 : nearest.folder.length + 1)}`)) continue
    const declared = new Set(over.flatMap(one => [...declaredBy(one)]))
    for (const one of importsOf(file)) {
      const name = packageOf(one.specifier)
      if (name === null || declared.has(name) || declared.has(typesOf(name)) || own.has(name)) continue
      if (tree.builtins.has(name) || tree.builtins.has(one.specifier) || HOSTED.has(name)) continue
      if (ambient.has(name) || isAlias(one.specifier, file.path) || isMentioned(name)) continue
      const owner = ownerOf(over)
      const key = `${owner.path}\n${name}`
      const known = found.get(key) ?? { name, owner, ...lockOf(tree, over, owner, name), uses: [], isHoisted }
      known.uses.push({ file, one, isTest: tests.has(file.path) })
      found.set(key, known)
    }
  }
  return [...found.values()]
}

/** What is found, told: it fails where the lock file does not know the package either, else it works by luck. */
export function undeclaredProblem(
  { name, owner, lock, locked, uses, isHoisted }: Undeclared,
  mend?: Problem['mend'],
): Problem {
  const [{ file, one }] = uses as [Undeclared['uses'][number]]
  const paths = new Set(uses.map(use => use.file.path))
  const more = paths.size === 1 ? '' : ` and ${paths.size - 1} more file${paths.size === 2 ? '' : 's'}`
  const isThere = lock !== null && locked !== undefined
  const isApart = isThere && lock.manager === 'pnpm' && !isHoisted
  const luck = isApart
    ? `, and pnpm keeps it apart for the dependencies that bring it (${lock.path})`
    : isThere
      ? `; it is only there since another dependency brings it (${lock.path})`
      : lock
        ? `, and ${lock.path} has no such package`
        : ''
  return {
    rule: 'undeclared-dependency',
    level: (isThere && !isApart) || uses.every(use => use.one.typeOnly) ? 'warning' : 'error',
    path: file.path,
    start: one.start,
    end: one.end,
    symbol: `${owner.path} ${name}`,
    says: `${name} is imported here${more} and ${owner.path} does not name it${luck}`,
    ...(mend && { mend }),
  }
}

/** A package.json that only says `"type": "commonjs"` for its folder declares nothing for anybody. */
function ownerOf(over: Package[]): Package {
  return (
    over.find(
      ({ json }) => json.name !== undefined || isObject(json.dependencies) || isObject(json.devDependencies),
    ) ?? over[0]!
  )
}

function lockOf(tree: WholeTree, over: Package[], owner: Package, name: string) {
  for (const { folder } of over.slice(over.indexOf(owner))) {
    const lock = lockIn(folder, tree)
    if (lock === 'unread') return { lock: null, locked: undefined }
    if (lock) return { lock, locked: lock.versionOf(owner, name) }
  }
  return { lock: null, locked: undefined }
}

const typesOf = (name: string) => `@types/${name.startsWith('@') ? name.slice(1).replace('/', '__') : name}`

/** Whether a specifier is one that a tsconfig maps, or that stands below its baseUrl. */
function aliases(tree: WholeTree): (specifier: string, path: Path) => boolean {
  const isThere = openLookup(tree)
  const patterns: RegExp[] = []
  const bases: Path[] = []
  for (const [path, text] of tree.settings) {
    if (!/(?:^|\/)[tj]sconfig[^/]*\.json$/.test(path)) continue
    const options = readObject(path, text)?.compilerOptions
    if (!isObject(options)) continue
    if (isObject(options.paths))
      for (const key of Object.keys(options.paths))
        patterns.push(
          new RegExp(
            `^${key
              .split('*')
              .map(part => part.replace(/[.+^${}()|[\]\\?]/g, '\\$&'))
              .join('.*')}$`,
          ),
        )
    if (typeof options.baseUrl === 'string')
      bases.push(`${path.slice(0, path.lastIndexOf('/') + 1)}${options.baseUrl}`)
  }
  const below = (specifier: string) =>
    bases.some(base => {
      const first = specifier.split('/', 1)[0]!
      const at = `${base.replace(/^(?:\.\/)+|^\.$/, '').replace(/\/?$/, '/')}${first}`
        .replace(/^\//, '')
        .replaceAll('/./', '/')
      return isThere(at) || ['.ts', '.tsx', '.js', '.d.ts', '.jsx'].some(end => isThere(`${at}${end}`))
    })
  return specifier => patterns.some(one => one.test(specifier)) || below(specifier)
}

/** Files in which somebody may say what a name stands for. */
const CONFIGURES =
  /(?:^|\/)[^/]*(?:config|rc|alias|import.?map|deno|jsr|vite|webpack|rollup|jest|babel|metro|esbuild|setup|build|plugin)[^/]*\.(?:[cm]?[jt]sx?|jsonc?)$/i

/** Whether a configuration has a name as a text of its own or at the beginning of one, or a test gives it a substitute. */
function mentions(tree: WholeTree, files: SourceFile[]): (name: string) => boolean {
  const texts = [...tree.settings]
    .filter(([path]) => CONFIGURES.test(path) && !/(?:^|\/)package(?:-lock)?\.json$/.test(path))
    .map(([path, text]) => ({ path, text: JSON.stringify(textsOfKeys(readObject(path, text))) }))
  const code = files.filter(({ path }) => CONFIGURES.test(path))
  const manifests = openPackages(tree).all.map(({ json }) => {
    const {
      dependencies,
      devDependencies,
      peerDependencies,
      optionalDependencies,
      overrides,
      resolutions,
      pnpm,
      scripts,
      ...rest
    } = json
    return JSON.stringify(rest)
  })
  const substituted = new Set(
    files.flatMap(({ text }) =>
      [
        ...text.matchAll(
          /\b(?:mock|doMock|register|setMock|unstable_mockModule|module)\(\s*(['"`])([^'"`\n]+)\1\s*,/g,
        ),
      ].map(([, , name = '']) => name),
    ),
  )
  return name => {
    const quoted = [`"${name}"`, `'${name}'`, `"${name}/`, `'${name}/`]
    if (substituted.has(name)) return true
    if ([...texts.map(({ text }) => text), ...manifests].some(text => quoted.some(one => text.includes(one))))
      return true
    // Its own import in a configuration is no alias.
    return code.some(file => {
      const imported = importsOf(file).filter(one => packageOf(one.specifier) === name)
      const told = quoted.reduce((sum, one) => sum + file.text.split(one).length - 1, 0)
      return told > imported.length
    })
  }
}

const textsOfKeys = (value: unknown): unknown =>
  isObject(value)
    ? [
        ...Object.keys(value),
        ...Object.values(value).flatMap(one => (isObject(one) ? [textsOfKeys(one)] : textsAt(one))),
      ]
    : value
