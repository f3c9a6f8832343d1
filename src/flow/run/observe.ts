import { join } from 'node:path'
import { CHECK_LIMITS } from '../../checks/runChecks.ts'
import type { Repository } from '../../git/repository.ts'
import { openWarmTree } from '../../git/warmTree.ts'
import { LINT_FIXES } from '../../improvers/lint.ts'
import type { Oid } from '../../model/change.ts'
import { Failure } from '../../model/failure.ts'
import type { Improver, Observation } from '../../model/finding.ts'
import type { Policy } from '../../model/policy.ts'
import { lendDependencies } from '../../sandbox/lendDependencies.ts'
import { openSandbox } from '../../sandbox/openSandbox.ts'
import type { Collected } from './collectSource.ts'
import { type LintTree, observeLint } from './observeLint.ts'
import { openWorkFolder } from './workFolder.ts'

/** What was seen by running something, and in words what could not be run. */
export type Seen = { observations: Observation[]; notRun: string[] }

/**
 * Runs what the improvers want to have seen, in the sandbox and on the committed tree. What can't run costs its improver and no other.
 * @throws Failure where there is no sandbox and the policy wants one.
 */
export async function observe(
  repo: Repository,
  base: Oid,
  policy: Policy,
  improvers: Improver[],
  { source }: Collected,
  progress: (text: string) => void,
): Promise<Seen> {
  const seen: Seen = { observations: [], notRun: [] }
  if (!source.files.length || !improvers.some(({ needs }) => needs.includes(LINT_FIXES))) return seen
  progress('asking the linter')
  const work = openWorkFolder()
  try {
    const linted = await observeLint(await openLintTree(repo, base, policy, work.path), source.files)
    if ('notRun' in linted) seen.notRun.push(`lint: ${linted.notRun}`)
    else seen.observations.push(linted.observation)
    return seen
  } catch (error) {
    // Without a sandbox nothing is asked; what is proven will say so.
    if (!(error instanceof Failure)) throw error
    return { ...seen, notRun: [`lint: ${error.message}`] }
  } finally {
    work.close()
  }
}

async function openLintTree(repo: Repository, base: Oid, policy: Policy, folder: string): Promise<LintTree> {
  const sandbox = await openSandbox(policy.sandbox)
  const tree = openWarmTree(repo, join(folder, 'lint'), sandbox.kind !== 'none')
  let readable: string[] = []
  const fill = async () => {
    await tree.fill(base)
    readable = lendDependencies(repo.dir, [tree.path])
  }
  await fill()
  return {
    path: tree.path,
    fill,
    run: (command, writable) =>
      sandbox.run(command, {
        ...CHECK_LIMITS,
        cwd: tree.path,
        writable: writable ? [tree.path] : [],
        readable: [...(writable ? [] : [tree.path]), ...readable],
        // Colours and update notices are no report.
        env: { NO_COLOR: '1', CI: '1' },
      }),
  }
}
