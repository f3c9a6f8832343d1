import type { Path } from '../../../model/change.ts'
import { DEPENDENCY_SECTIONS } from '../../../source/dependencySections.ts'
import { foundIn } from '../brought.ts'
import type { ChangedFile, Changes } from '../changes.ts'
import type { Rule } from '../decisions.ts'
import { type IsMended, mendsPointers, mendsScript, openMended } from '../mendedPointers.ts'
import type { Found, Scanner } from '../scanner.ts'
import { type IsLocked, lockedBefore } from './lockedBefore.ts'
import { isElsewhere, nameOf } from './specifier.ts'

/** Whether a path is a package.json. */
export function isManifest(path: Path): boolean {
  return /(?:^|\/)package\.json$/.test(path)
}

/** What `npm install` runs in the package itself and where it is a dependency, and what it runs only in the package itself. */
const AT_INSTALL = new Set(['preinstall', 'install', 'postinstall'])
/** What a package manager runs unasked, and what says whether a change holds: these are never only mended. */
const UNASKED =
  /^(?:pre|post)?(?:install|prepare|publish|publishOnly|pack|version|uninstall|test.*)$|^(?:prepublish|dependencies)/
/** Keys whose texts are paths. What `files` has is sent out, so that a person looks at it. */
const POINTERS = new Set(['main', 'module', 'bin', 'exports', 'browser'])
/** Keys that only tell something about the package. */
const TOLD = new Set([
  ...['name', 'version', 'description', 'keywords', 'homepage', 'bugs', 'license', 'licenses', 'author'],
  ...['contributors', 'maintainers', 'funding', 'repository', 'private', 'types', 'typings', 'sideEffects'],
])

type Manifest = { [key: string]: unknown }

/** Scripts, dependencies and other settings of each package.json; what is only told about the package is no finding. */
export const manifests: Scanner = {
  name: 'manifests',
  async scan(changes) {
    const { files } = changes
    const all = files.filter(({ path }) => isManifest(path))
    const gone = all.filter(({ after }) => after.kind === null).map(({ before }) => parse(before.text ?? ''))
    const movedFrom = (name: unknown) =>
      gone.find(one => one !== null && one.name === name && name !== undefined)
    return { looked: all.length, found: all.flatMap(file => judge(file, movedFrom, changes)) }
  },
}

/** @param movedFrom the manifest of that package's name which is gone from where it was. */
function judge(
  file: ChangedFile,
  movedFrom: (name: unknown) => Manifest | null | undefined,
  changes: Changes,
): Found[] {
  const { before, after } = file
  if (after.kind === null) return []
  const is = after.text === null ? null : parse(after.text)
  if (is === null) return [foundIn(file, 'unread', null, 'no manifest that can be read')]
  const isMended = openMended(changes, file.path)
  const was = (before.kind === null ? movedFrom(is.name) : parse(before.text ?? '')) ?? {}
  return [
    ...scripts(was, is, isMended).map(([rule, what]) => foundIn(file, rule, null, what)),
    ...dependencies(was, is, lockedBefore(changes, file.path)).map(what =>
      foundIn(file, 'dependency', null, what),
    ),
    ...otherKeys(was, is, isMended).map(what => foundIn(file, 'manifest', null, what)),
  ]
}

function parse(text: string): Manifest | null {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

function scripts(was: Manifest, is: Manifest, isMended: IsMended): [Rule, string][] {
  const [before, after] = [objectAt(was, 'scripts'), objectAt(is, 'scripts')]
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name): [Rule, string][] => {
    const [old, now] = [before.get(name), after.get(name)]
    if (JSON.stringify(old) === JSON.stringify(now)) return []
    if (!UNASKED.test(name) && mendsScript(isMended, old, now)) return []
    const how = old === undefined ? 'added' : now === undefined ? 'removed' : 'altered'
    const words = `the script ${short(name)} is ${how}`
    return [[AT_INSTALL.has(name) && how === 'added' ? 'install-script' : 'manifest', words]]
  })
}

/** Names that are new and not installed anyway, and those whose version or place is another; what is removed brings nothing. */
function dependencies(was: Manifest, is: Manifest, isLocked: IsLocked): string[] {
  const known = new Map(DEPENDENCY_SECTIONS.flatMap(section => [...objectAt(was, section)]))
  return DEPENDENCY_SECTIONS.flatMap(section => {
    const before = objectAt(was, section)
    return [...objectAt(is, section)].flatMap(([name, value]) => {
      const told = `${short(name)} in ${section}`
      const old = before.get(name) ?? known.get(name)
      if (JSON.stringify(old) === JSON.stringify(value) && before.has(name)) return []
      if (old === undefined && isLocked(section, name, value)) return []
      if (old === undefined)
        return [isElsewhere(value) ? `new, from outside of the registry: ${told}` : `new: ${told}`]
      if (JSON.stringify(old) === JSON.stringify(value)) return [`moved: ${told}`]
      if (nameOf(name, value) !== nameOf(name, old)) return [`another package by the same name: ${told}`]
      return [isElsewhere(value) ? `from outside of the registry: ${told}` : `another version: ${told}`]
    })
  })
}

function otherKeys(was: Manifest, is: Manifest, isMended: IsMended): string[] {
  const own = new Set<string>(['scripts', ...DEPENDENCY_SECTIONS])
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter(key => !own.has(key) && !TOLD.has(key) && JSON.stringify(was[key]) !== JSON.stringify(is[key]))
    .filter(key => !POINTERS.has(key) || !mendsPointers(pathIn(key, isMended), was[key], is[key]))
    .map(key => `${short(key)} is ${key in was ? (key in is ? 'altered' : 'removed') : 'added'}`)
}

/** An export is relative or it is none, and `browser` may name another package. */
function pathIn(key: string, isMended: IsMended): IsMended {
  return key === 'exports' || key === 'browser'
    ? (before, after) => before.startsWith('./') && isMended(before, after)
    : isMended
}

function objectAt(manifest: Manifest, key: string): Map<string, unknown> {
  const value = manifest[key]
  return new Map(isObject(value) ? Object.entries(value) : [])
}

function isObject(value: unknown): value is Manifest {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function short(name: string): string {
  return name.length > 60 ? `${name.slice(0, 60)}...` : name
}
