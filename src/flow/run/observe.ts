import { join } from 'node:path'
import type { CheckContext } from '../../checks/check.ts'
import { runIn } from '../../checks/runIn.ts'
import type { Repository } from '../../git/repository.ts'
import { openWarmTree } from '../../git/warmTree.ts'
import { foreignKind, foreignName } from '../../improvers/foreign.ts'
import { LINT_FIXES } from '../../improvers/lint.ts'
import { PATTERN_FIXES } from '../../improvers/patterns.ts'
import { maybeSlow, SLOW_PROGRAMS } from '../../improvers/performance.ts'
import { RED_TESTS, REPOSITORY, TYPE_ERRORS } from '../../improvers/repair.ts'
import { UNCOVERED } from '../../improvers/tests.ts'
import { lacksTypes, PROGRAMS } from '../../improvers/types.ts'
import type { Oid } from '../../model/change.ts'
import type { Improver, Observation } from '../../model/finding.ts'
import type { Policy } from '../../model/policy.ts'
import { lendDependencies } from '../../sandbox/lendDependencies.ts'
import { openSandbox } from '../../sandbox/openSandbox.ts'
import { probesFolder } from '../probesFolder.ts'
import type { Collected } from './collectSource.ts'
import { isLasting, type LookOptions, type Observed } from './observed.ts'
import { observeForeign } from './observeForeign.ts'
import { configuresEslint, isLintConfig, type LintTree, NO_LINTER, observeLint } from './observeLint.ts'
import { observePatterns } from './observePatterns.ts'
import { observeTests } from './observeTests.ts'
import { observeTree } from './observeTree.ts'
import { NO_PROJECT, observeTypeErrors } from './observeTypeErrors.ts'
import { observeUncovered } from './observeUncovered.ts'
import { openPrograms, type ProgramsFor } from './openPrograms.ts'
import { isWhole, type Scope } from './scope.ts'
import { treeContext } from './treeContext.ts'
import { typeProjects } from './typeProjects.ts'
import { openWorkFolder, type WorkFolder } from './workFolder.ts'

/** What was seen, and in words what could not be. It may be looked at until it is closed. */
export type Seen = {
  observations: Observation[]
  notRun: string[]
  /** What a person should know that nobody asked for, as what was not judged. */
  notes: string[]
  /** Whether another look at the same commit would come to the same. */
  isSure: boolean
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
  options: LookOptions,
): Promise<Seen> {
  const { source } = collected
  const { progress } = options
  const work = openWorkFolder()
  const { whileBusy, close } = work
  const seen: Seen = { observations: [], notRun: [], notes: [], isSure: true, whileBusy, close }
  const isNeeded = (kind: string) => improvers.some(({ needs }) => needs.includes(kind))
  const wants = (kind: string) => source.files.length > 0 && isNeeded(kind)
  const look = async (name: string, see: () => Promise<Observed>) => {
    try {
      const found = await see()
      seen.notes.push(...(found.notes ?? []))
      seen.isSure &&= isLasting(found)
      if ('notRun' in found) seen.notRun.push(`${name}: ${found.notRun}`)
      else seen.observations.push(found.observation)
    } catch (error) {
      // No sandbox, or a tree that cannot be written whole: what is proven will say so, and what is only listed needs neither.
      seen.isSure = false
      seen.notRun.push(`${name}: ${(error as Error).message.split('\n')[0]}`)
    }
  }
  for (const [name, what] of Object.entries(OPENED))
    if (wants(what.kind))
      await look(name, () => openPrograms(repo, base, source, join(work.path, name), progress, what))
  if (wants(LINT_FIXES))
    await look('lint', async () => {
      if (!(await isLinted(repo, base))) return { notRun: NO_LINTER, isLasting: true }
      progress('asking the linter')
      return observeLint(await openLentTree(repo, base, policy, join(work.path, 'lint')), source.files)
    })
  if (wants(PATTERN_FIXES)) await look('patterns', () => observePatterns(repo, base, policy, source.files))
  if (wants(UNCOVERED))
    await look('tests', () =>
      observeUncovered(repo, base, policy, collected, join(work.path, 'tests'), options),
    )
  if (isNeeded(REPOSITORY)) await look('repair', () => observeTree(repo, base, collected, options.scope))
  if (isNeeded(TYPE_ERRORS) || isNeeded(RED_TESTS))
    await lookForBroken(seen, look, repo, base, policy, collected, options, work.path)
  for (const [at, path] of (policy.run.improvers ?? []).entries())
    if (wants(foreignKind(foreignName(path)))) {
      const before = seen.notRun.length
      progress(`running ${foreignName(path)}`)
      const see = () => observeForeign(repo, policy, path, source, join(work.path, `own-${at}`))
      await look(foreignName(path), see)
      seen.notes.push(...seen.notRun.splice(before))
    }
  return seen
}

/** For which improver which programs are opened. */
const OPENED: Record<string, ProgramsFor> = {
  types: { kind: PROGRAMS, wants: lacksTypes, does: 'finding types' },
  performance: { kind: SLOW_PROGRAMS, wants: maybeSlow, does: 'finding what costs too much' },
}

/** Why there is nothing to look at, which is no news to anybody. */
const NOTHING_THERE = [
  NO_PROJECT,
  'has no test script',
  'there is no package.json',
  'the policy names no tests',
]

/** Type errors, and on a dry run, which proves nothing afterwards, red tests too. */
async function lookForBroken(
  seen: Seen,
  look: (name: string, see: () => Promise<Observed>) => Promise<void>,
  repo: Repository,
  base: Oid,
  policy: Policy,
  { source: { settings = [] } }: Collected,
  { scope, dryRun, progress }: { scope: Scope; dryRun: boolean; progress(text: string): void },
  folder: string,
): Promise<void> {
  let opened: Promise<LentTree> | undefined
  const open = () => {
    opened ??= openLentTree(repo, base, policy, join(folder, 'repair'))
    return opened
  }
  const before = seen.notRun.length
  await look('types', async () => {
    if (!typeProjects(settings).length) return { notRun: NO_PROJECT, isLasting: true }
    progress('asking the compiler for errors')
    return observeTypeErrors(await open(), probesFolder(), settings)
  })
  if (dryRun && isWhole(scope))
    await look('tests', async () => {
      const hasTests = policy.checks.tests !== null || settings.some(({ path }) => path === 'package.json')
      if (!hasTests) return { notRun: 'there is no package.json', isLasting: true }
      const tree = await open()
      progress('running the tests as they are')
      await tree.fill()
      return observeTests(tree.path, policy.checks.tests, tree.context)
    })
  // Of what nobody has there is nothing to tell; a missing install hides what is broken.
  seen.notes.push(
    ...seen.notRun.splice(before).filter(note => !NOTHING_THERE.some(none => note.endsWith(none))),
  )
}

/** Whether a tree has the configuration of a linter: most have none, and then nothing is written. */
async function isLinted(repo: Repository, base: Oid): Promise<boolean> {
  const top = (await repo.text(['ls-tree', '-z', '--name-only', base])).split('\0')
  if (top.some(isLintConfig)) return true
  const manifest = await repo.run(['cat-file', 'blob', `${base}:package.json`], { accept: [128] })
  return configuresEslint(manifest.stdout.toString('utf8'))
}

type LentTree = LintTree & { context: CheckContext }

async function openLentTree(repo: Repository, base: Oid, policy: Policy, folder: string): Promise<LentTree> {
  const sandbox = await openSandbox(policy.sandbox)
  const tree = openWarmTree(repo, folder, sandbox.kind !== 'none')
  const fill = async () => {
    await tree.fill(base)
    lendDependencies(repo.dir, [tree.path])
  }
  await tree.fill(base)
  const context = treeContext(repo, base, policy, tree.path, sandbox)
  return {
    path: tree.path,
    context,
    fill,
    run: (command, writable, beside = []) =>
      // Colours and update notices are no report.
      runIn(tree.path, command, context, {
        writable,
        env: { NO_COLOR: '1', CI: '1' },
        beside: { readable: beside, writable: [] },
      }),
  }
}
