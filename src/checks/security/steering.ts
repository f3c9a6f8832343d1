import type { ts as TypeScript } from 'ts-morph'
import type { Path } from '../../model/change.ts'
import { isSteering } from '../../source/steering.ts'
import type { Compiler } from '../compiler.ts'
import { foundIn } from './brought.ts'
import type { ChangedFile, Changes } from './changes.ts'
import { CODE, parseCode } from './code/parseCode.ts'
import { allWords } from './code/wordsOf.ts'
import { isLockFile } from './dependencies/lockKinds.ts'
import { isManifest } from './dependencies/manifests.ts'
import { type IsMended, mendsPointers, openMended } from './mendedPointers.ts'
import type { Scanner, ScanTools } from './scanner.ts'

/**
 * Files that steer tools: CI, hooks, policy, agents, linters, builds; and links, submodules and permissions to execute, whatever
 * their names. Manifests and lock files are left to those who read what is in them. Another layout alone is no edit.
 */
export const steering: Scanner = {
  name: 'steering',
  async scan(changes, tools) {
    const found = changes.files.flatMap(file => {
      const what = steered(file, tools, changes)
      return what === null ? [] : [foundIn(file, 'steering', null, what)]
    })
    return { looked: changes.files.length, found }
  },
}

function steered(file: ChangedFile, tools: ScanTools, changes: Changes): string | null {
  const { path, before, after } = file
  if (after.kind === 'link') return 'a symbolic link'
  if (after.kind === 'other') return 'a submodule'
  if (before.kind === 'file' && after.kind === 'executable') return 'may be executed now'
  const what = isSteering(path)
  if (what === null || isManifest(path) || isLockFile(path) || sameButForLayout(file, tools)) return null
  if (mendedTsconfig(file, tools, changes)) return null
  return what
}

/** Keys of a tsconfig whose texts are paths from where it stands; those of `paths` are from elsewhere where there is a `baseUrl`. */
const POINTERS = new Set(['extends', 'references', 'files', 'include'])

/** A tsconfig that names what is there where it named what is not. */
function mendedTsconfig(
  { path, before, after }: ChangedFile,
  { compiler: { ts } }: ScanTools,
  changes: Changes,
): boolean {
  if (!/(?:^|\/)[tj]sconfig[^/]*\.json$/.test(path) || before.kind !== after.kind) return false
  const [was, is] = [before.text, after.text].map(text => (text === null ? null : readOnce(ts, path, text)))
  if (!was || !is || Object.keys(was).join('\n') !== Object.keys(is).join('\n')) return false
  const isMended = openMended(changes, path)
  // What `extends` names without a dot is a package.
  const isMendedFile: IsMended = (old, now) => old.startsWith('.') && isMended(old, now)
  return Object.keys(was).every(key => {
    const mends = !POINTERS.has(key) ? () => false : key === 'extends' ? isMendedFile : isMended
    return mendsPointers(mends, was[key], is[key])
  })
}

/** What a tsconfig says; null where it is wrong or says something twice, of which compilers and bundlers keep this or that. */
function readOnce(ts: Compiler['ts'], path: Path, text: string): { [key: string]: unknown } | null {
  const file = ts.parseJsonText(path, text)
  let isTwice = false
  const visit = (node: TypeScript.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const names = node.properties.map(one => (one.name && 'text' in one.name ? one.name.text : ''))
      isTwice ||= new Set(names).size < names.length
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  const { config, error } = ts.parseConfigFileTextToJson(path, text)
  return error || isTwice || typeof config !== 'object' || config === null ? null : config
}

function sameButForLayout({ path, before, after }: ChangedFile, { compiler }: ScanTools): boolean {
  if (before.kind !== after.kind || before.text === null || after.text === null) return false
  if (before.text === after.text) return true
  if (CODE.test(path)) {
    const was = codeForm(compiler, path, before.text)
    return was !== null && was === codeForm(compiler, path, after.text)
  }
  const was = /\.json$/i.test(path) ? jsonForm(before.text) : null
  return was !== null && was === jsonForm(after.text)
}

function codeForm(compiler: Compiler, path: Path, text: string): string | null {
  try {
    return allWords(parseCode(compiler, path, text))
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function jsonForm(text: string): string | null {
  try {
    return JSON.stringify(JSON.parse(text))
  } catch {
    return null
  }
}
