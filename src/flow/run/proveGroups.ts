import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Check } from '../../checks/check.ts'
import { newCheckCache } from '../../checks/checkCache.ts'
import { runChecks } from '../../checks/runChecks.ts'
import type { Repository } from '../../git/repository.ts'
import { openWarmTree } from '../../git/warmTree.ts'
import { writeTree } from '../../git/writeCommit.ts'
import { isBenchmark, isMeasured } from '../../improvers/performance.ts'
import type { Oid, Path } from '../../model/change.ts'
import type { Candidate, Verdict } from '../../model/check.ts'
import type { Finding } from '../../model/finding.ts'
import type { CheckName, Policy } from '../../model/policy.ts'
import { lendDependencies } from '../../sandbox/lendDependencies.ts'
import { openSandbox } from '../../sandbox/openSandbox.ts'
import { listBenchmarks } from '../bench/bench.ts'
import { type Conditions, conditionsHere } from '../check/conditions.ts'
import { holdToLimits } from '../measure/holdToLimits.ts'
import { type Measured, measureMend, type Proposed } from '../measure/measureMend.ts'
import { probesFolder } from '../probesFolder.ts'
import type { Collected } from './collectSource.ts'
import { editedFiles } from './editedFiles.ts'
import type { Group, Mend } from './groupFindings.ts'
import type { PassedVerdict } from './prove.ts'
import { measuredCheck, proveMeasured } from './proveMeasured.ts'
import { openWorkFolder } from './workFolder.ts'

/**
 * Proves groups of mends in the sandbox by the checks given, and measures those that are to cost less. What is kept has passed together.
 * @param proposed benchmarks that were proven before them, each for an improvement of its own.
 * @throws Failure where there is no sandbox and the policy wants one.
 */
export async function proveGroups(
  repo: Repository,
  base: Oid,
  policy: Policy,
  groups: Group[],
  collected: Collected,
  checks: readonly Check[],
  progress: (text: string) => void,
  proposed: readonly Finding[] = [],
) {
  const sandbox = await openSandbox(policy.sandbox)
  const work = openWorkFolder()
  try {
    const open = (name: string) => openWarmTree(repo, join(work.path, name), sandbox.kind !== 'none')
    const trees = { base: open('base'), head: open('head') }
    const cache = newCheckCache()
    const check = async (mends: Mend[]): Promise<Verdict> => {
      progress(`proving ${mends.length} change${mends.length === 1 ? '' : 's'}`)
      // Both: what the proof before this one did to either is not part of this one.
      for (const tree of [trees.base, trees.head]) await tree.fill(base)
      const head = trees.head.path
      const changed = await writeEdited(head, mends, collected)
      const candidate: Candidate = { base: trees.base.path, head, changed }
      return runChecks(candidate, requiredFor(mends, policy), {
        sandbox,
        probes: probesFolder(),
        workTree: repo.dir,
        tests: policy.checks.tests,
        audit: policy.checks.audit,
        coverage: policy.checks.coverage,
        noticed: policy.checks.behaviour?.noticed,
        notRun: policy.checks.not_run,
        cache,
        baseTree: base,
        checks,
      })
    }
    const benchmarks = await listBenchmarks(repo, policy, base)
    const measure = async (mend: Mend) => {
      for (const tree of [trees.base, trees.head]) await tree.fill(base)
      const folders = { base: trees.base.path, head: trees.head.path }
      await writeEdited(folders.head, [mend], collected)
      const readable = lendDependencies(repo.dir, Object.values(folders))
      const { path, facts } = mend.finding
      const both = { ...folders, sandbox, probes: probesFolder(), readable, progress }
      const at = facts[0]?.from.start ?? 0
      const allowed = policy.checks.performance
      const missed: string[] = []
      const own = allowed.memory === undefined ? null : missed
      const measured = await measureMend(both, path, at, benchmarks, benchmarkFor(proposed, path, at), own)
      return holdToLimits(both, measured, path, missed, allowed)
    }
    const { kept, verdict, dropped, figures } = await proveMeasured(
      groups.flatMap(group => group.mends),
      check,
      ({ finding }) => isMeasured(finding.improver) && !isBenchmark(finding),
      measure,
    )
    if (!verdict) return { proven: [], dropped, sandbox: sandbox.kind }
    const still = new Set(kept)
    const conditions = await conditionsOf(repo, base, policy, kept, collected)
    const proven = groups
      .map(group => ({ ...group, mends: group.mends.filter(mend => still.has(mend)) }))
      .filter(group => group.mends.length)
      .map(group => ({
        group: withFigures(group, figures),
        verdict: withMeasured(verdict, group, figures),
        conditions,
      }))
    return { proven, dropped, sandbox: sandbox.kind }
  } finally {
    work.close()
  }
}

/** What the verdict was found under: on the tree that has all that was kept. */
async function conditionsOf(
  repo: Repository,
  base: Oid,
  policy: Policy,
  kept: Mend[],
  collected: Collected,
): Promise<Conditions> {
  const files = editedFiles(kept, collected).map(({ path, mode, text }) => ({
    path,
    mode,
    bytes: Buffer.from(text),
  }))
  const head = await writeTree(repo, base, files)
  return conditionsHere(repo, policy, { base, head, required: policy.checks.require, seed: null })
}

/** What is to cost less must do the same, whatever the policy asks of other changes; what measures must run besides. */
function requiredFor(mends: Mend[], { checks }: Policy): CheckName[] {
  const must: CheckName[] = ['syntax', 'types', 'tests', 'behaviour']
  if (mends.some(({ finding }) => isBenchmark(finding))) must.push('performance')
  const isSlow = mends.some(({ finding }) => isMeasured(finding.improver))
  return isSlow ? [...new Set([...checks.require, ...must])] : checks.require
}

/** The benchmark that is proposed for a place. */
function benchmarkFor(proposed: readonly Finding[], path: Path, at: number): Proposed | null {
  const found = proposed.find(({ facts }) =>
    facts.some(({ from }) => from.path === path && from.start === at),
  )
  return found ? { path: found.path, text: found.data.text as string } : null
}

type Figures = ReadonlyMap<Mend, Measured>

/** Figures belong to the reason: they are why it is worth a review. */
function withFigures(group: Group, figures: Figures): Group {
  const mends = group.mends.map(mend => {
    const measured = figures.get(mend)
    if (!measured) return mend
    const { finding } = mend
    return { ...mend, finding: { ...finding, reason: `${finding.reason} Measured: ${measured.why}.` } }
  })
  return { ...group, mends }
}

function withMeasured(verdict: PassedVerdict, { mends }: Group, figures: Figures): PassedVerdict {
  const performance = measuredCheck(mends, figures)
  return performance ? { ...verdict, checks: { ...verdict.checks, performance } } : verdict
}

/** Writes what the mends make of their files into a tree. @returns their paths. */
async function writeEdited(tree: string, mends: Mend[], collected: Collected): Promise<string[]> {
  const files = editedFiles(mends, collected)
  for (const { path, text } of files) {
    await mkdir(dirname(join(tree, path)), { recursive: true })
    await writeFile(join(tree, path), text)
  }
  return files.map(({ path }) => path)
}
