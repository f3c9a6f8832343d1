import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Candidate } from '../model/check.ts'
import { readTreeFile } from '../sandbox/readTreeFile.ts'

/**
 * Gives each changed package.json of a copy of the head the scripts of its base again, since `npm run
 * test` reads them where it runs, and no candidate may choose how it is judged.
 */
export async function restoreScripts(candidate: Candidate, copy: string): Promise<void> {
  for (const path of candidate.changed.filter(name => /(?:^|\/)package\.json$/.test(name))) {
    const [before, after] = [scriptsOf(candidate.base, path), scriptsOf(candidate.head, path)]
    if (before === null || after === null) continue
    const restored = { ...after, scripts: before.scripts ?? {} }
    await writeFile(join(copy, path), `${JSON.stringify(restored, null, 2)}\n`)
  }
}

function scriptsOf(tree: string, path: string): { scripts?: object } | null {
  try {
    return JSON.parse(readTreeFile(tree, path) ?? 'null')
  } catch {
    return null
  }
}
