import { hash } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readKeptFile, writeKeptFile } from '../../checks/keptFile.ts'
import { commitOf } from '../../git/refs.ts'
import type { Repository } from '../../git/repository.ts'
import { textDigest } from '../../git/textDigest.ts'
import { foreignName } from '../../improvers/foreign.ts'
import { isPatterns } from '../../improvers/patterns.ts'
import { RED_TESTS } from '../../improvers/repair.ts'
import { UNCOVERED } from '../../improvers/tests.ts'
import type { Oid } from '../../model/change.ts'
import type { Improver } from '../../model/finding.ts'
import type { Policy } from '../../model/policy.ts'
import { installedIn } from '../check/conditions.ts'
import { findPolicyRef } from '../loadPolicy.ts'
import { packageRoot, packageVersion } from '../packageRoot.ts'
import type { Mend } from './groupFindings.ts'
import type { Looked } from './looked.ts'
import type { LookOptions } from './observed.ts'

/** Why a mend did not hold, when it was proven alone. */
export type Refuted = { check: string; reason: string }

/**
 * What earlier runs found out about the same commit, with the same tool, policy and dependencies: what each improver saw, and which
 * mends did not hold. It saves work and decides nothing: what is proposed has always been proven by the run that proposes it.
 */
export type RunMemory = {
  seen(improver: Improver): Looked | null
  keepSeen(improver: Improver, looked: Looked): void
  refuted(mend: Mend): Refuted | null
  keepRefuted(list: readonly (Refuted & { mend: Mend })[]): void
}

type Question = Pick<LookOptions, 'scope' | 'limit' | 'dryRun' | 'tested'>

/** Files in the folder: one for each improver and state, and one for each state. */
const MOST = 60

/**
 * Opens what earlier runs kept, in the git directory, which no sandboxed command sees.
 * @param isFresh whether nothing is believed, and all of it kept anew.
 */
export async function openRunMemory(
  repo: Repository,
  base: Oid,
  policy: Policy,
  { scope, limit, dryRun, tested }: Question,
  isFresh: boolean,
): Promise<RunMemory> {
  const folder = join(repo.commonDir, 'improver', 'runs')
  const state = await stateOf(repo, base, policy)
  const fileOf = (what: unknown) =>
    join(folder, `${hash('sha256', JSON.stringify([state, what]), 'hex')}.json`)
  const policyCommit = policy.run.improvers?.length ? await policyCommitOf(repo) : null
  const own = (policy.run.improvers ?? []).map(foreignName)
  const fileFor = ({ name, version, needs }: Improver) =>
    fileOf({
      ...{ name, version, scope },
      uncovered: needs.includes(UNCOVERED) ? { limit, tested: [...tested].sort() } : null,
      dryRun: needs.includes(RED_TESTS) && dryRun,
      policyCommit: own.includes(name) ? policyCommit : null,
    })
  // Packages of rules may be links to folders that somebody is working in.
  const isKept = ({ name }: Improver) => !(isPatterns(name) && policy.run.patterns?.length)
  const refutedFile = fileOf('refuted')
  const refuted = new Map(isFresh ? [] : Object.entries(readRefuted(refutedFile)))
  return {
    seen: improver => (isFresh || !isKept(improver) ? null : readLooked(fileFor(improver))),
    keepSeen(improver, looked) {
      if (isKept(improver)) writeKeptFile(fileFor(improver), looked, MOST)
    },
    refuted: mend => refuted.get(nameOf(mend)) ?? null,
    keepRefuted(list) {
      if (!list.length) return
      for (const { mend, check, reason } of list) refuted.set(nameOf(mend), { check, reason })
      writeKeptFile(refutedFile, Object.fromEntries(refuted), MOST)
    },
  }
}

/** Everything that what is seen and proven hangs on, beside what was asked. */
async function stateOf(repo: Repository, base: Oid, policy: Policy): Promise<unknown> {
  const installed = await installedIn(repo)
  const tool = await readFile(join(packageRoot(), 'dist', 'git-improver.js')).catch(() => '')
  return {
    base,
    policy,
    tool: [packageVersion(), hash('sha256', tool, 'hex')],
    node: process.version,
    installed: Object.keys(installed).length ? installed : foldersOf(join(repo.dir, 'node_modules')),
  }
}

/** Where no package manager says what is installed, the folders do: by name and when they were made. */
function foldersOf(folder: string): [name: string, at: number][] {
  try {
    const names = readdirSync(folder).flatMap(name =>
      name.startsWith('@') ? readdirSync(join(folder, name)).map(one => `${name}/${one}`) : [name],
    )
    return names.sort().map(name => [name, Math.round(statSync(join(folder, name)).mtimeMs)])
  } catch {
    return []
  }
}

async function policyCommitOf(repo: Repository): Promise<Oid | null> {
  const ref = await findPolicyRef(repo)
  return ref ? commitOf(repo, ref) : null
}

/** The same for the same edits for the same reason. */
const nameOf = ({ finding, edits }: Mend) => textDigest(JSON.stringify([finding.fingerprint, edits]))

function readLooked(file: string): Looked | null {
  const kept = readKeptFile(file) as Partial<Looked> | null
  const lists = [kept?.mends, kept?.notes, kept?.notRun, kept?.skipped]
  return lists.every(Array.isArray) ? (kept as Looked) : null
}

function readRefuted(file: string): { [name: string]: Refuted } {
  const kept = readKeptFile(file)
  return kept !== null && typeof kept === 'object' ? (kept as { [name: string]: Refuted }) : {}
}
