import { hash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readKeptFile, writeKeptFile } from '../../checks/keptFile.ts'
import type { KeptRuns } from '../../checks/testing/keptRuns.ts'
import type { Repository } from '../../git/repository.ts'
import type { SandboxKind, Verdict } from '../../model/check.ts'
import type { Conditions } from './conditions.ts'

export type KeptVerdict = { at: string; verdict: Verdict }

/** Verdicts are small: a CI that checks every push has as many as this in months. */
const MOST = 2_000

/** Where a verdict is kept, and the runs that lead to one; null where none can be. */
export type Keeping = { file: string; runs: KeptRuns }

/**
 * What a verdict is kept by: everything that it hangs on, as its conditions say. In the git directory, which no sandboxed
 * command sees. Nothing is kept where the repository's code runs without walls, where nothing says which dependencies
 * are installed, or where something is measured.
 */
export function keepingOf(repo: Repository, conditions: Conditions, sandbox: SandboxKind): Keeping | null {
  const { seed, ...all } = conditions
  const isFolder = existsSync(join(repo.dir, 'node_modules'))
  const lent = isFolder || Object.keys(all.locks).length > 0
  // Where there is the folder, a runtime of Plug'n'Play says nothing of what lies in it.
  const told = Object.keys(all.installed).some(path => !isFolder || path.startsWith('node_modules/'))
  const unknown = lent && !told
  if (sandbox === 'none' || seed !== null || unknown) return null
  // What other checks ask for and load is nothing that the repository's tests see.
  const { tree: _, locks: __, required: ___, audit: ____, libraries: _____, noticed: ______, ...base } = all
  const folder = join(repo.commonDir, 'improver', 'checks')
  const name = (what: unknown) => hash('sha256', JSON.stringify([what, sandbox]), 'hex')
  const runs = { folder: join(folder, 'runs'), base: name(base), both: name({ ...base, tree: all.tree }) }
  // A registry knows more each day: what it said yesterday is no answer.
  const asked = all.audit ? { ...all, day: new Date().toISOString().slice(0, 10) } : all
  return { file: join(folder, `${name(asked)}.json`), runs }
}

/** The kept verdict, or null where there is none that can be read. */
export function readKept({ file }: Keeping): KeptVerdict | null {
  const kept = readKeptFile(file) as Partial<KeptVerdict> | null
  return typeof kept?.at === 'string' && kept.verdict && isFinal(kept.verdict)
    ? { at: kept.at, verdict: kept.verdict }
    : null
}

/** Keeps a verdict that decides; what could not be told now may be told another time. */
export function writeKept({ file }: Keeping, verdict: Verdict): void {
  const all = Object.values(verdict.checks)
  if (!isFinal(verdict) || all.some(({ status }) => status === 'inconclusive' || status === 'not-run')) return
  writeKeptFile(file, { at: new Date().toISOString(), verdict }, MOST)
}

function isFinal({ status }: Verdict): boolean {
  return status === 'passed' || status === 'failed'
}
