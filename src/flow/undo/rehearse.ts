import { join } from 'node:path'
import { type CheckCache, newCheckCache } from '../../checks/checkCache.ts'
import { runChecks } from '../../checks/runChecks.ts'
import { requireCommit } from '../../git/refs.ts'
import type { Repository } from '../../git/repository.ts'
import { openWarmTree, type WarmTree } from '../../git/warmTree.ts'
import type { Oid } from '../../model/change.ts'
import type { SandboxKind, Verdict } from '../../model/check.ts'
import type { Filed } from '../../model/entry.ts'
import { Failure } from '../../model/failure.ts'
import type { CheckName, Policy } from '../../model/policy.ts'
import { firstProtectedBranch } from '../../policy/refPatterns.ts'
import { openSandbox } from '../../sandbox/openSandbox.ts'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import { findImprovement } from '../improvements/findImprovement.ts'
import { type ListedImprovement, listImprovements } from '../improvements/listImprovements.ts'
import { policyInForce } from '../policyInForce.ts'
import { probesFolder } from '../probesFolder.ts'
import { publishedAt } from '../readRange.ts'
import { openWorkFolder } from '../run/workFolder.ts'
import { landedHere } from './landedHere.ts'
import { openRehearsalClone } from './openRehearsalClone.ts'
import type { Rehearsal } from './rehearsal.ts'
import { NOTHING_LEFT, revertOne } from './revertOne.ts'

export type Rehearsed = {
  ref: string
  tip: Oid
  sandbox: SandboxKind
  rehearsals: Rehearsal[]
  /** What was not tried, and why. */
  notes: string[]
}

/** Undoing is meant to change what the program does, and its speed; what it brings back was there before. */
const NOT_ASKED: CheckName[] = ['behaviour', 'performance', 'security']

/**
 * Reverts each improvement that has landed, one at a time, on the protected branch as it is published: in a clone of its
 * own, and then proves in the sandbox that what is left holds. Nothing of the repository changes.
 * @param name one improvement alone; by default all that are live.
 * @throws Failure where there is no protected branch or no sandbox, or the name is of nothing that has landed.
 */
export async function rehearse(
  repo: Repository,
  name: string | undefined,
  progress: (text: string) => void,
): Promise<Rehearsed> {
  const policy = await policyInForce(repo)
  const ref = firstProtectedBranch(policy) ?? 'HEAD'
  const tip = (await publishedAt(repo, ref)) ?? (await requireCommit(repo, ref))
  const wanted = name === undefined ? await deployed(repo) : [await findImprovement(repo, name)]
  const sandbox = await openSandbox(policy.sandbox)
  const rehearsed: Rehearsed = { ref, tip, sandbox: sandbox.kind, rehearsals: [], notes: [] }
  if (repo.shallow)
    rehearsed.notes.push(
      'this clone is shallow, and what landed before it begins is not known: git fetch --unshallow',
    )
  if (!wanted.length) return rehearsed
  const work = openWorkFolder()
  try {
    const stage = await openStage(repo, policy, sandbox, work.path, tip)
    for (const { id, title, heard } of wanted) {
      progress(`undoing ${title}`)
      const told = await rehearseOne(stage, id, heard)
      if (told) rehearsed.rehearsals.push({ improvement: id, title, ...told })
      else if (name !== undefined)
        throw new Failure(`${id} has not landed on ${ref}, or is undone there already`, [
          { run: ['git', 'improver', 'show', id], where: 'here' },
        ])
      else rehearsed.notes.push(`${id} is live, and not on ${ref} as it is published (${tip.slice(0, 9)})`)
    }
  } finally {
    work.close()
  }
  return rehearsed
}

async function deployed(repo: Repository): Promise<ListedImprovement[]> {
  return (await listImprovements(repo)).filter(({ group }) => group === 'deployed')
}

/** A repository that borrows the other one's objects, with the branch's tip checked out, and that tip's tree to compare with. */
type Stage = {
  clone: Repository
  tip: Oid
  base: WarmTree
  head: WarmTree
  policy: Policy
  sandbox: Sandbox
  workTree: string | null
  cache: CheckCache
}

async function openStage(
  repo: Repository,
  policy: Policy,
  sandbox: Sandbox,
  work: string,
  tip: Oid,
): Promise<Stage> {
  const clone = await openRehearsalClone(repo, join(work, 'clone'), policy, tip)
  const open = (name: string) => openWarmTree(clone, join(work, name), sandbox.kind !== 'none')
  const workTree = repo.bare ? null : repo.dir
  return {
    clone,
    tip,
    base: open('base'),
    head: open('head'),
    policy,
    sandbox,
    workTree,
    cache: newCheckCache(),
  }
}

/** Null where the branch does not have it. */
async function rehearseOne(
  { clone, tip, ...stage }: Stage,
  id: string,
  heard: Filed[],
): Promise<Pick<Rehearsal, 'outcome' | 'why' | 'later'> | null> {
  const { units } = await landedHere(clone, tip, { id, heard })
  if (!units.length) return null
  const others = [...new Set(units.flatMap(unit => unit.others))]
  if (others.length)
    return { outcome: 'unproven', why: `it landed in one commit with ${others.join(', ')}`, later: [] }
  await clone.run(['reset', '--quiet', '--hard', tip])
  for (const { commit } of units) {
    const blocked = await revertOne(clone, commit, tip)
    if (blocked === null) continue
    const { paths, words, later } = blocked
    if (paths.length) return { outcome: 'blocked', why: `in ${paths.slice(0, 3).join(', ')}`, later }
    return { outcome: words === NOTHING_LEFT ? 'blocked' : 'unproven', why: words, later }
  }
  const undone = await requireCommit(clone, 'HEAD')
  const verdict = await proveUndone({ clone, tip, ...stage }, undone)
  const bad = Object.entries(verdict.checks).find(([, { status }]) => status === verdict.status)
  if (verdict.status === 'passed') return { outcome: 'proven', why: '', later: [] }
  const why = bad ? `${bad[0]}: ${bad[1].why}` : 'no check could run'
  return { outcome: verdict.status === 'failed' ? 'failed' : 'unproven', why, later: [] }
}

async function proveUndone(stage: Stage, undone: Oid): Promise<Verdict> {
  const { clone, tip, base, head, policy, sandbox, workTree, cache } = stage
  await base.fill(tip)
  await head.fill(undone)
  const text = await clone.text(['diff-tree', '-r', '-z', '--name-only', '--no-renames', tip, undone])
  const required = policy.checks.require.filter(name => !NOT_ASKED.includes(name))
  const changed = text.split('\0').filter(Boolean)
  return runChecks({ base: base.path, head: head.path, changed }, required, {
    sandbox,
    probes: probesFolder(),
    workTree,
    tests: policy.checks.tests,
    notRun: policy.checks.not_run,
    cache,
    baseTree: tip,
  })
}
