import { join } from 'node:path'
import { CHECK_LIMITS } from '../../checks/runChecks.ts'
import { runIn } from '../../checks/runIn.ts'
import type { Repository } from '../../git/repository.ts'
import { openWarmTree } from '../../git/warmTree.ts'
import { LINT_FIXES } from '../../improvers/lint.ts'
import { UNCOVERED } from '../../improvers/tests.ts'
import { PROGRAMS } from '../../improvers/types.ts'
import type { Oid } from '../../model/change.ts'
import type { Improver, Observation } from '../../model/finding.ts'
import type { Policy } from '../../model/policy.ts'
import { lendDependencies } from '../../sandbox/lendDependencies.ts'
import { openSandbox } from '../../sandbox/openSandbox.ts'
import type { Collected } from './collectSource.ts'
import type { Observed } from './observed.ts'
import { configuresEslint, isLintConfig, type LintTree, NO_LINTER, observeLint } from './observeLint.ts'
import { observeUncovered } from './observeUncovered.ts'
import { openPrograms } from './openPrograms.ts'
import { openWorkFolder, type WorkFolder } from './workFolder.ts'

/** What was seen, and in words what could not be. It may be looked at until it is closed. */
export type Seen = {
  observations: Observation[]
  notRun: string[]
  /** What a person should know that nobody asked for. */
  notes: string[]
  /** Goes through them: what is opened is read then, which can take long. */
  whileBusy: WorkFolder['whileBusy']
  close(): void
}

/**
 * Opens and runs what the improvers want to have seen, on the committed tree; what runs does so in the sandbox. What can't run costs its improver and no other.
 */
export async function observe(
  repo: Repository,
  base: Oid,
  policy: Policy,
  improvers: Improver[],
  collected: Collected,
  options: { limit: number | null; progress(text: string): void },
): Promise<Seen> {
  const { progress } = options
  const { source } = collected
  const work = openWorkFolder()
  const { whileBusy, close } = work
  const seen: Seen = { observations: [], notRun: [], notes: [], whileBusy, close }
  const wants = (kind: string) =>
    source.files.length > 0 && improvers.some(({ needs }) => needs.includes(kind))
  const look = async (name: string, see: () => Promise<Observed>) => {
    try {
      const found = await see()
      if ('notRun' in found) seen.notRun.push(`${name}: ${found.notRun}`)
      else seen.observations.push(found.observation)
      seen.notes.push(...(found.notes ?? []))
    } catch (error) {
      // No sandbox, or a tree that cannot be written whole: what is proven will say so, and what is only listed needs neither.
      seen.notRun.push(`${name}: ${(error as Error).message.split('\n')[0]}`)
    }
  }
  if (wants(PROGRAMS))
    await look('types', () => openPrograms(repo, base, source, join(work.path, 'types'), progress))
  if (wants(LINT_FIXES))
    await look('lint', async () => {
      if (!(await isLinted(repo, base))) return { notRun: NO_LINTER }
      progress('asking the linter')
      return observeLint(await openLintTree(repo, base, policy, join(work.path, 'lint')), source.files)
    })
  if (wants(UNCOVERED))
    await look('tests', () =>
      observeUncovered(repo, base, policy, collected, join(work.path, 'tests'), options),
    )
  return seen
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
  const tree = openWarmTree(repo, folder, sandbox.kind !== 'none')
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
