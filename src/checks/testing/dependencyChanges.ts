import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Candidate } from '../../model/check.ts'
import { isDeclared, isPlugAndPlay } from '../../sandbox/plugAndPlay.ts'
import { DEPENDENCY_SECTIONS } from '../../source/dependencySections.ts'
import { manifestOf } from '../restoreScripts.ts'
import { isManifest } from './steersTests.ts'

/**
 * Both sides run with the dependencies that are installed. Says whether a change asks for others, and which of those
 * it adds are not there: then its tests may fail for that alone.
 */
export function dependencyChanges({ base, head, changed }: Candidate): {
  changed: boolean
  missing: string[]
} {
  const missing: string[] = []
  let differs = false
  for (const path of changed.filter(isManifest))
    for (const kind of DEPENDENCY_SECTIONS) {
      const [before, after] = [base, head].map(tree => (manifestOf(tree, path)?.[kind] ?? {}) as object)
      if (isDeepStrictEqual(before, after)) continue
      differs = true
      for (const name of Object.keys(after ?? {}))
        if (!(name in before!) && kind !== 'peerDependencies' && !isInstalled(head, dirname(path), name))
          missing.push(name)
    }
  return { changed: differs, missing }
}

function isInstalled(tree: string, folder: string, name: string): boolean {
  if (isPlugAndPlay(tree)) return isDeclared(tree, folder === '.' ? './' : `./${folder}/`, name)
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(tree, at, 'node_modules', name))) return true
    if (at === '.') return false
  }
}
