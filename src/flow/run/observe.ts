import { join } from 'node:path'
import { CHECK_LIMITS } from '../../checks/runChecks.ts'
import { runIn } from '../../checks/runIn.ts'
import type { Repository } from '../../git/repository.ts'
import { openWarmTree } from '../../git/warmTree.ts'
import { LINT_FIXES } from '../../improvers/lint.ts'
import type { Oid } from '../../model/change.ts'
import type { Improver, Observation } from '../../model/finding.ts'
import type { Policy } from '../../model/policy.ts'
import { lendDependencies } from '../../sandbox/lendDependencies.ts'
import { openSandbox } from '../../sandbox/openSandbox.ts'
import type { Collected } from './collectSource.ts'
import { configuresEslint, isLintConfig, type LintTree, NO_LINTER, observeLint } from './observeLint.ts'
import { openWorkFolder } from './workFolder.ts'

/** What was seen by running something, and in words what could not be run. */
export type Seen = { observations: Observation[]; notRun: string[] }

/**
 * Runs what the improvers want to have seen, in the sandbox and on the committed tree. What can't run costs its improver and no other.
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
  if (!(await isLinted(repo, base))) return { ...seen, notRun: [`lint: ${NO_LINTER}`] }
  progress('asking the linter')
  const work = openWorkFolder()
  try {
    const linted = await observeLint(await openLintTree(repo, base, policy, work.path), source.files)
    if ('notRun' in linted) seen.notRun.push(`lint: ${linted.notRun}`)
    else seen.observations.push(linted.observation)
    return seen
  } catch (error) {
    // No sandbox, or a tree that cannot be written whole: what is proven will say so, and what is only listed needs neither.
    return { ...seen, notRun: [`lint: ${(error as Error).message.split('\n')[0]}`] }
  } finally {
    work.close()
  }
}

/** Whether a tree has the configuration of a linter: most have none, and then nothing is written. */
async function isLinted(repo: Repository, base: Oid): Promise<boolean> {
  const top = (await repo.text(['ls-tree', '-z', '--name-only', base])).split('\0')
  if (top.some(isLintConfig)) return true
  const manifest = await repo.run(['cat-file', 'blob', `${base}:package.json`], { accept: [128] })
  return configuresEslint(manifest.stdout.toString('utf8'))
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
    run: (command, writable) => {
      const context = { sandbox, limits: CHECK_LIMITS, readable, workTree: repo.dir }
      // Colours and update notices are no report.
      return runIn(tree.path, command, context, { writable, env: { NO_COLOR: '1', CI: '1' } })
    },
  }
}
