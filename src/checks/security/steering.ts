import type { Path } from '../../model/change.ts'
import { isSteering } from '../../source/steering.ts'
import type { Compiler } from '../compiler.ts'
import { foundIn } from './brought.ts'
import type { ChangedFile } from './changes.ts'
import { CODE, parseCode } from './code/parseCode.ts'
import { allWords } from './code/wordsOf.ts'
import { isLockFile } from './dependencies/lockKinds.ts'
import { isManifest } from './dependencies/manifests.ts'
import { mendsPointers } from './mendedPointers.ts'
import type { Scanner, ScanTools } from './scanner.ts'

/**
 * Files that steer tools: CI, hooks, policy, agents, linters, builds; and links, submodules and permissions to execute, whatever
 * their names. Manifests and lock files are left to those who read what is in them. Another layout alone is no edit.
 */
export const steering: Scanner = {
  name: 'steering',
  async scan(changes, tools) {
    const found = changes.files.flatMap(file => {
      const what = steered(file, tools, changes.base)
      return what === null ? [] : [foundIn(file, 'steering', null, what)]
    })
    return { looked: changes.files.length, found }
  },
}

function steered(file: ChangedFile, tools: ScanTools, base: string): string | null {
  const { path, before, after } = file
  if (after.kind === 'link') return 'a symbolic link'
  if (after.kind === 'other') return 'a submodule'
  if (before.kind === 'file' && after.kind === 'executable') return 'may be executed now'
  const what = isSteering(path)
  if (what === null || isManifest(path) || isLockFile(path) || sameButForLayout(file, tools)) return null
  if (mendedTsconfig(file, tools, base)) return null
  return what
}

/** A tsconfig that names what is there where it named what is not. */
function mendedTsconfig(
  { path, before, after }: ChangedFile,
  { compiler }: ScanTools,
  base: string,
): boolean {
  if (!/(?:^|\/)[tj]sconfig[^/]*\.json$/.test(path) || before.kind !== after.kind) return false
  if (before.text === null || after.text === null) return false
  const [was, is] = [before.text, after.text].map(text => compiler.ts.parseConfigFileTextToJson(path, text))
  return !was!.error && !is!.error && mendsPointers(base, path, was!.config, is!.config)
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
