import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { runChecks } from '../../checks/runChecks.ts'
import { exportTree } from '../../git/exportTree.ts'
import type { Repository } from '../../git/repository.ts'
import type { Oid } from '../../model/change.ts'
import type { CheckStatus, Verdict } from '../../model/check.ts'
import type { Conditions } from '../../model/conditions.ts'
import { Failure } from '../../model/failure.ts'
import { CHECK_NAMES, type CheckName, type Policy } from '../../model/policy.ts'
import { openSandbox } from '../../sandbox/openSandbox.ts'
import { policyInForce } from '../policyInForce.ts'
import { readRange } from '../readRange.ts'
import { openWorkFolder } from '../run/workFolder.ts'
import { checkPerformance, measureWith } from './checkPerformance.ts'
import { conditionsHere } from './conditions.ts'

export type CheckedRange = { base: Oid; head: Oid; verdict: Verdict; conditions: Conditions }

export type CheckOptions = {
  /** Names of checks; those that the policy requires when empty. */
  only: string[]
  seed?: number
  progress(text: string): void
}

/**
 * Proves anybody's range, as `run` proves its own proposals: both ends in the sandbox, and the repository as it is.
 * @param range `base..head`; by default from the protected branch to HEAD.
 * @throws Failure for a range or a check that there is not, or where there is no sandbox.
 */
export async function checkRange(
  repo: Repository,
  range: string | undefined,
  options: CheckOptions,
): Promise<CheckedRange> {
  const policy = await policyInForce(repo)
  const required = namesOf(options.only, policy)
  const { base, head } = await readRange(repo, range, policy, 'check')
  const seed = options.seed ?? Math.floor(Math.random() * 2 ** 30)
  const conditions = await conditionsHere(repo, policy, { base, head, required, seed })
  const verdict = await proveRange(repo, policy, { base, head, required, seed }, options.progress)
  return { base, head, verdict, conditions }
}

function namesOf(only: string[], policy: Policy): CheckName[] {
  const unknown = only.find(name => !CHECK_NAMES.includes(name as CheckName))
  if (unknown !== undefined)
    throw new Failure(`there is no check ${unknown}; there are: ${CHECK_NAMES.join(', ')}`)
  return only.length ? (only as CheckName[]) : policy.checks.require
}

export type Ends = { base: Oid; head: Oid; required: CheckName[]; seed: number }

/** The verdict on two commits or trees; performance, which takes minutes, last and only where nothing has failed. */
async function proveRange(
  repo: Repository,
  policy: Policy,
  { base, head, required, seed }: Ends,
  progress: (text: string) => void,
): Promise<Verdict> {
  const sandbox = await openSandbox(policy.sandbox)
  const others = required.filter(name => name !== 'performance')
  let verdict: Verdict = { status: 'passed', sandbox: sandbox.kind, checks: {} }
  if (others.length) {
    const work = openWorkFolder()
    try {
      progress('writing both trees')
      const folders = { base: join(work.path, 'base'), head: join(work.path, 'head') }
      for (const [side, oid] of [
        ['base', base],
        ['head', head],
      ] as const) {
        await mkdir(folders[side])
        await exportTree(repo, oid, folders[side])
      }
      const text = await repo.text(['diff-tree', '-r', '-z', '--name-only', '--no-renames', base, head])
      progress(`running ${others.join(', ')}`)
      verdict = await runChecks({ ...folders, changed: text.split('\0').filter(Boolean) }, others, {
        sandbox,
        workTree: repo.bare ? null : repo.dir,
        tests: policy.checks.tests,
        notRun: policy.checks.not_run,
        baseTree: base,
      })
    } finally {
      work.close()
    }
  }
  if (!required.includes('performance') || verdict.status === 'failed') return verdict
  const performance = await checkPerformance(measureWith(repo, `${base}..${head}`, seed, progress))
  const checks = { ...verdict.checks, performance }
  return { ...verdict, checks, status: worst(Object.values(checks).map(({ status }) => status)) }
}

function worst(all: CheckStatus[]): CheckStatus {
  if (all.includes('failed')) return 'failed'
  if (all.includes('inconclusive')) return 'inconclusive'
  return all.every(status => status === 'not-run') ? 'not-run' : 'passed'
}
