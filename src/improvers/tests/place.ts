import { posix } from 'node:path'
import type { Path } from '../../model/change.ts'
import type { SourceFile } from '../../model/finding.ts'
import { importsOf } from './style.ts'

/** Where the tests of a module go, and how they name it; `own` is its test file, where there is one, with its words for the module. */
export type TestPlace = {
  path: Path
  specifier: string
  sample: SourceFile[]
  own: { file: SourceFile; specifier: string } | null
}

/** A test file and a module that it is named like and imports. */
type Pair = { test: SourceFile; module: Path; specifier: string; suffix: string; folder: Folder }
/** How the folder of a test follows from its module's: `from` is replaced by `to`, then `below` is added. */
type Folder = { from: string; to: string; below: string }

const ENDINGS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs']

/** What the tests of a repository have in common, for one module after the other. */
export type Places = {
  of(module: Path, name: string, taken: ReadonlySet<Path>): TestPlace | null
  /** How a file would name a module. */
  specifierFrom(path: Path, module: Path): string
}

/** What the names of tests have in them. */
const TESTS = 'tests?|specs?'

/**
 * Reads where tests stand, what they are called and by which words they import: from those that there are.
 * @param tests the files that hold tests. @param modules paths of the code. @param words what such files have in their names.
 */
export function readPlaces(tests: SourceFile[], modules: ReadonlySet<Path>, words = TESTS): Places {
  const pairs = tests.flatMap(test => pairsOf(test, modules, words))
  const imports = tests.flatMap(test => leadsOf(test, modules))
  const stems = new Set([...modules].map(stemOf))
  return {
    of(module, name, taken) {
      const [near] = nearest(pairs, module)
      const stem = stemOf(module)
      const home = near
        ? folderBy(near.folder, posix.dirname(module))
        : commonest(tests.map(one => posix.dirname(one.path)))
      const suffix = near?.suffix ?? commonest(tests.map(one => suffixOf(one.path, words)))
      if (home === null || suffix === null) return null
      // Where names do not say that a file is a test, one that is named like a module would be taken for it.
      const isMarked = /^[._-]/.test(suffix.replace(/\.[cm]?[jt]sx?$/, ''))
      const path = [stem, `${stem}-${name}`, `${stem}-results`]
        .filter(one => isMarked || !stems.has(one))
        .map(one => posix.join(home, `${one}${suffix}`))
        .find(one => !taken.has(one))
      if (path === undefined) return null
      const beside = (one: SourceFile) => Number(posix.dirname(one.path) === home)
      const ours = pairs.filter(pair => pair.module === module)
      const own = ours.map(pair => pair.test)
      const close = nearest(pairs, module).map(pair => pair.test)
      const others = [...tests].sort((a, b) => beside(b) - beside(a))
      return {
        path,
        specifier: specifierFor(path, module, imports),
        sample: [...new Set([...own, ...close, ...others])],
        own: ours.length === 1 ? { file: ours[0]!.test, specifier: ours[0]!.specifier } : null,
      }
    },
    specifierFrom: (path, module) => specifierFor(path, module, imports),
  }
}

type Lead = { module: Path; specifier: string }

/** The modules that a file imports by a relative path. */
function leadsOf({ path, text }: SourceFile, modules: ReadonlySet<Path>): Lead[] {
  return importsOf(text).flatMap(({ specifier }) => {
    if (!specifier.startsWith('.')) return []
    const plain = posix.join(posix.dirname(path), specifier)
    const bare = plain.replace(/\.[cm]?jsx?$/, '')
    const module = [plain, ...ENDINGS.map(end => bare + end), ...ENDINGS.map(end => plain + end)].find(one =>
      modules.has(one),
    )
    return module === undefined ? [] : [{ module, specifier }]
  })
}

function pairsOf(test: SourceFile, modules: ReadonlySet<Path>, words: string): Pair[] {
  const marked = new RegExp(`^(?:[._-](?:${words}))?\\.[cm]?[jt]sx?$`)
  return leadsOf(test, modules).flatMap(({ module, specifier }) => {
    const [base, stem] = [posix.basename(test.path), stemOf(module)]
    const suffix = base.slice(stem.length)
    if (!base.startsWith(stem) || !marked.test(suffix)) return []
    const folder = folderOf(posix.dirname(module), posix.dirname(test.path))
    return [{ test, module, specifier, suffix, folder }]
  })
}

/** Takes off what both end with, and finds what is added below the module's own folder. */
function folderOf(module: string, test: string): Folder {
  if (test === module) return { from: '', to: '', below: '' }
  if (test.startsWith(`${module}/`)) return { from: '', to: '', below: test.slice(module.length + 1) }
  const [from, to] = [module, test].map(one => (one === '.' ? [] : one.split('/'))) as [string[], string[]]
  while (from.length && to.length && from.at(-1) === to.at(-1)) {
    from.pop()
    to.pop()
  }
  return { from: from.join('/'), to: to.join('/'), below: '' }
}

function folderBy({ from, to, below }: Folder, module: string): string {
  if (from === '' && to === '') return posix.join(module, below)
  const inner =
    module === from
      ? ''
      : from === ''
        ? module
        : module.startsWith(`${from}/`)
          ? module.slice(from.length + 1)
          : ''
  return posix.join(to || '.', inner)
}

/** Those that tell most of a module: of its folder, else of those around it; among them the commonest way first. */
function nearest(pairs: Pair[], module: Path): Pair[] {
  const shared = ({ module: other }: Pair) => {
    const [one, two] = [posix.dirname(module).split('/'), posix.dirname(other).split('/')]
    const at = one.findIndex((part, place) => part !== two[place])
    return at < 0 ? one.length : at
  }
  const key = ({ suffix, folder }: Pair) => JSON.stringify([suffix, folder])
  const counts = new Map<string, number>()
  for (const pair of pairs) counts.set(key(pair), (counts.get(key(pair)) ?? 0) + 1)
  return [...pairs].sort((a, b) => shared(b) - shared(a) || counts.get(key(b))! - counts.get(key(a))!)
}

/** The module as seen from a test, with the ending by which tests import modules of its kind. */
function specifierFor(test: Path, module: Path, imports: Lead[]): string {
  const plain = posix.relative(posix.dirname(test), module)
  const path = plain.startsWith('.') ? plain : `./${plain}`
  const ending = posix.extname(module)
  const bare = path.slice(0, -ending.length)
  const used = imports
    .filter(one => posix.extname(one.module) === ending && !posix.basename(one.module).startsWith('index.'))
    .concat(imports.filter(one => posix.extname(one.module) === ending))
    .map(({ specifier }) => /\.[cm]?[jt]sx?$/.exec(specifier)?.[0] ?? '')
  const asCompiled = ending.replace('t', 'j').replace('jsx', 'js')
  const known = commonest(used)
  if (known !== null) return known === '' ? bare : bare + (known === ending ? ending : asCompiled)
  return path
}

/** The part of a test's name that says that it is one, with its ending. */
function suffixOf(path: Path, words: string): string {
  const base = posix.basename(path)
  return new RegExp(`[._-](?:${words})\\.[cm]?[jt]sx?$`).exec(base)?.[0] ?? posix.extname(base)
}

function stemOf(path: Path): string {
  return posix.basename(path).replace(/\.[cm]?[jt]sx?$/, '')
}

function commonest(words: string[]): string | null {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null
}
