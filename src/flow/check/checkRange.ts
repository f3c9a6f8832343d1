import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { CHECKS } from '../../checks/checks.ts'
import { notRun } from '../../checks/result.ts'
import { runChecks } from '../../checks/runChecks.ts'
import { exportTree } from '../../git/exportTree.ts'
import type { Repository } from '../../git/repository.ts'
import type { Oid } from '../../model/change.ts'
import type { Verdict } from '../../model/check.ts'
import { Failure } from '../../model/failure.ts'
import { CHECK_NAMES, type CheckName, type Policy } from '../../model/policy.ts'
import { openSandbox } from '../../sandbox/openSandbox.ts'
import { policyInForce } from '../policyInForce.ts'
import { probesFolder } from '../probesFolder.ts'
import { readRange } from '../readRange.ts'
import { openWorkFolder } from '../run/workFolder.ts'
import { measureWith } from './checkPerformance.ts'
import type { Conditions } from './conditions.ts'
import { conditionsHere, type Question } from './conditions.ts'
import { docsCheck } from './docsCheck.ts'
import { keepingOf, readKept, writeKept } from './keptVerdict.ts'
import { performanceCheck } from './performanceCheck.ts'

export type CheckedRange = Answer & { base: Oid; head: Oid }

/** `kept` is when a kept verdict was found; it is null for one that was found now. */
export type Answer = { verdict: Verdict; conditions: Conditions; kept: string | null }

export type CheckOptions = {
  /** Names of checks; those that the policy requires when empty. */
  only: string[]
  /** What chance begins with; drawn when it is left out. */
  seed?: number
  /** Whether all is run again, though the verdict is known. */
  fresh?: boolean
  progress(text: string): void
}

/**
 * Proves anybody's range, as `run` proves its own proposals: both ends in the sandbox, and the repository as it is.
 * @param range `base..head`; by default from where HEAD left the protected branch.
 * @throws Failure for a range or a check that there is not, or where there is no sandbox.
 */
export async function checkRange(
  repo: Repository,
  range: string | undefined,
  { only, seed, fresh = false, progress }: CheckOptions,
): Promise<CheckedRange> {
  const policy = await policyInForce(repo)
  const required = namesOf(only, policy)
  const { base, head } = await readRange(repo, range, policy, 'check')
  const asked = { base, head, required, seed: seed ?? Math.floor(Math.random() * 2 ** 30) }
  return { base, head, ...(await answer(repo, policy, asked, progress, !fresh)) }
}

/**
 * The verdict on two commits or trees, and the conditions that it was found under.
 * @param known whether what was found under the same conditions before may be taken.
 */
export async function answer(
  repo: Repository,
  policy: Policy,
  { base, head, required, seed }: Question,
  progress: (text: string) => void,
  known = false,
): Promise<Answer> {
  const draws = required.includes('performance')
  const asked = { base, head, required, seed: draws ? seed : null }
  const conditions = await conditionsHere(repo, policy, asked)
  const sandbox = await openSandbox(policy.sandbox)
  if (conditions.baseTree === conditions.tree) {
    const result = notRun('both ends have the same tree: nothing was changed, and nothing is proven')
    const checks = Object.fromEntries(required.map(name => [name, result]))
    return { verdict: { status: 'not-run', sandbox: sandbox.kind, checks }, conditions, kept: null }
  }
  const keeping = keepingOf(repo, conditions, sandbox.kind)
  const before = known && keeping ? readKept(keeping) : null
  if (before) return { verdict: before.verdict, conditions, kept: before.at }
  const measure = measureWith(repo, `${base}..${head}`, seed ?? 0, progress)
  const performance = performanceCheck(policy.checks.performance, measure, seed ?? 0, progress)
  const work = openWorkFolder()
  try {
    progress('writing both trees')
    const folders = { base: join(work.path, 'base'), head: join(work.path, 'head') }
    for (const side of ['base', 'head'] as const) {
      await mkdir(folders[side])
      await exportTree(repo, side === 'base' ? base : head, folders[side])
    }
    const text = await repo.text(['diff-tree', '-r', '-z', '--name-only', '--no-renames', base, head])
    progress(`running ${required.join(', ')}`)
    const changed = text.split('\0').filter(Boolean)
    const verdict = await runChecks({ ...folders, changed }, required, {
      sandbox,
      probes: probesFolder(),
      workTree: repo.bare ? null : repo.dir,
      tests: policy.checks.tests,
      audit: policy.checks.audit,
      coverage: policy.checks.coverage,
      noticed: policy.checks.behaviour?.noticed,
      notRun: policy.checks.not_run,
      baseTree: base,
      ...(known && keeping && { kept: keeping.runs }),
      checks: [...CHECKS, docsCheck, performance],
    })
    if (keeping) writeKept(keeping, verdict)
    return { verdict, conditions, kept: null }
  } finally {
    work.close()
  }
}

function namesOf(only: string[], policy: Policy): CheckName[] {
  const unknown = only.find(name => !CHECK_NAMES.includes(name as CheckName))
  if (unknown !== undefined)
    throw new Failure(`there is no check ${unknown}; there are: ${CHECK_NAMES.join(', ')}`, [
      { run: ['git', 'improver', 'check', '--list'], where: 'here' },
    ])
  const names = only.length ? (only as CheckName[]) : policy.checks.require
  if (!names.length)
    throw new Failure('the policy requires no check: say which with --only', [
      { run: ['git', 'improver', 'check', '--list'], where: 'here' },
    ])
  return [...new Set(names)]
}
