import { posix } from 'node:path'
import { type BenchmarkForm, formOfText, LIBRARIES, type Library } from '../../improvers/performance.ts'
import { readPlaces } from '../../improvers/tests.ts'
import type { Path } from '../../model/change.ts'
import type { SourceFile } from '../../model/finding.ts'

/** Where a benchmark of a module goes, and how it is written there. */
export type BenchmarkPlace = {
  path: Path
  /** How it may name the module: the first by which it is found is taken. */
  specifiers: string[]
  form: BenchmarkForm
}

/** What a place is chosen by. */
export type Ground = {
  /** The benchmarks that there are, and the tests. */
  benchmarks: SourceFile[]
  tests: SourceFile[]
  /** Paths of all code. */
  modules: ReadonlySet<Path>
  /** Every path of the tree. */
  paths: ReadonlySet<Path>
  /** Whether `bench` finds a benchmark there. */
  isBenchmark(path: Path): boolean
  /** The text of a file of the tree. */
  read(path: Path): string | null
}

const FOLDERS = ['bench', 'benchmark', 'benchmarks', 'benches']
const CODE_END = /\.[cm]?[jt]sx?$/

/**
 * As the nearest of the benchmarks that there are; where there is none, in a folder for them beside the nearest manifest, written for a
 * library that the repository has, and else for one that `bench` brings a stand-in of, in JavaScript, which asks for no types of it.
 */
export function benchmarkPlace(ground: Ground, module: SourceFile): BenchmarkPlace | null {
  const { benchmarks, tests, modules, paths, isBenchmark } = ground
  const there = readPlaces(benchmarks, modules, 'bench(?:mark)?s?')
  const taken = new Set([...paths, ...modules])
  const near = there.of(module.path, 'costs', taken)
  const library = near?.sample.map(({ text }) => libraryOf(text)).find(one => one !== null)
  if (near && library && isBenchmark(near.path)) {
    const sample = near.sample.find(({ text }) => libraryOf(text) === library)!
    const form = { library, isThere: true, typed: isTyped(near.path), ...formOfText(sample.text) }
    return { path: near.path, specifiers: named(near.path, module.path, near.specifier), form }
  }
  const manifest = manifestOf(ground, module.path)
  const declared = LIBRARIES.find(name => manifest.has(name))
  const typed = declared !== undefined && isTyped(module.path)
  const ending = typed ? '.ts' : manifest.isModule ? '.js' : '.mjs'
  const stem = posix.basename(module.path).replace(CODE_END, '')
  const folder =
    FOLDERS.map(name => posix.join(manifest.folder, name)).find(one =>
      [...paths].some(path => path.startsWith(`${one}/`)),
    ) ?? posix.join(manifest.folder, 'bench')
  const path = ['.bench', '.benchmark', '']
    .map(mark => posix.join(folder, `${stem}${mark}${ending}`))
    .find(one => isBenchmark(one) && !taken.has(one))
  if (path === undefined) return null
  const used = readPlaces(tests, modules).specifierFrom(path, module.path)
  const form = {
    library: declared ?? 'mitata',
    isThere: declared !== undefined,
    typed,
    ...formOfText((tests.find(one => CODE_END.exec(one.path)?.[0] === ending) ?? module).text),
  }
  return { path, specifiers: named(path, module.path, used), form }
}

const isTyped = (path: Path) => /\.(?:[cm]?ts|tsx)$/.test(path)

/** In JavaScript nothing looks for TypeScript under another name. */
function named(path: Path, module: Path, used: string): string[] {
  const plain = posix.relative(posix.dirname(path), module)
  const exact = plain.startsWith('.') ? plain : `./${plain}`
  if (!isTyped(path)) return [exact]
  const compiled = exact.replace(/\.([cm]?)tsx?$/, '.$1js')
  return [...new Set([used, compiled, exact])]
}

/** Of the libraries that `bench` reads the one that a benchmark imports. */
function libraryOf(text: string): Library | null {
  const imported = /(?:from\s*|require\(\s*)(['"])(mitata|tinybench|vitest)\1/.exec(text)?.[2]
  return LIBRARIES.find(name => name === imported) ?? null
}

/** The nearest manifest above a module, which may leave to the topmost what it has installed. */
function manifestOf({ read }: Ground, module: Path) {
  const parse = (path: Path): Record<string, unknown> | null => {
    try {
      return JSON.parse(read(path) ?? '') as Record<string, unknown>
    } catch {
      return null
    }
  }
  let folder = posix.dirname(module)
  while (folder !== '.' && parse(posix.join(folder, 'package.json')) === null) folder = posix.dirname(folder)
  const own = parse(posix.join(folder, 'package.json'))
  const all = [own, parse('package.json')].flatMap(one => [one?.dependencies, one?.devDependencies])
  return {
    folder,
    isModule: own?.type === 'module',
    has: (name: string) => all.some(one => Object.hasOwn(Object(one), name)),
  }
}
