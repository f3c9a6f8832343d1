import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { bundleBenchmark } from '../../bench/bundleBenchmark.ts'
import { type Compared, compareCase } from '../../bench/compareCase.ts'
import { type Arena, listCases, measurePairs } from '../../bench/measurePairs.ts'
import { exportTree } from '../../git/exportTree.ts'
import { listTree } from '../../git/listTree.ts'
import type { Repository } from '../../git/repository.ts'
import type { Oid, Path } from '../../model/change.ts'
import type { SandboxKind } from '../../model/check.ts'
import { Failure } from '../../model/failure.ts'
import type { Policy } from '../../model/policy.ts'
import { matchesPath } from '../../policy/pathPatterns.ts'
import { lendDependencies } from '../../sandbox/lendDependencies.ts'
import { openSandbox } from '../../sandbox/openSandbox.ts'
import type { Limits } from '../../sandbox/sandbox.ts'
import { policyInForce } from '../policyInForce.ts'
import { probesFolder } from '../probesFolder.ts'
import { readRange } from '../readRange.ts'
import { openWorkFolder } from '../run/workFolder.ts'
import { overlay } from './overlay.ts'

export type BenchOptions = {
  /** Only cases whose `file` or name holds one of these words; all when empty. */
  only: string[]
  /** Measures the base against a copy of itself: what it calls better or worse then is a false alarm. */
  self: boolean
  /** What orders begin with; drawn when it is left out. */
  seed?: number
  /** Told what is being done, for a person who waits. */
  progress(text: string): void
}

/** `same` is an inconclusive one that cannot be as large, either way, as what counts by policy. */
export type BenchOutcome = Compared['verdict'] | 'same'

export type BenchCase = Compared & { file: Path; outcome: BenchOutcome }

export type BenchResult = {
  base: Oid
  head: Oid
  self: boolean
  sandbox: SandboxKind
  /** The share from which on a difference counts (`checks.performance.threshold`). */
  threshold: number
  cases: BenchCase[]
  /** Benchmarks that the head alone has: they prove nothing of the change that brings them. */
  born: Path[]
  /** What should have been measured and was not, and why. */
  unmeasured: { file: Path; case: string | null; why: string }[]
}

/** For one look at one case: a hundred and some processes, and what a slow benchmark takes. */
const LIMITS: Limits = {
  timeoutMs: 10 * 60_000,
  memoryBytes: 4 * 2 ** 30,
  processes: 512,
  outputBytes: 8 * 2 ** 20,
}

/**
 * Measures how much faster or slower a range makes the repository's benchmarks: the base's own ones, on both ends, in
 * the sandbox. Nothing of the repository changes.
 * @param range `base..head`; by default from where HEAD left the protected branch.
 * @throws Failure for a range that there is not, where no benchmark is found, or where there is no sandbox.
 */
export async function bench(
  repo: Repository,
  range: string | undefined,
  options: BenchOptions,
): Promise<BenchResult> {
  const policy = await policyInForce(repo)
  const ends = await readRange(repo, range, policy, 'bench')
  const { base } = ends
  const head = options.self ? base : ends.head
  const files = await benchmarksOf(repo, policy, base)
  const sandbox = await openSandbox(policy.sandbox)
  const result: BenchResult = {
    base,
    head,
    self: options.self,
    sandbox: sandbox.kind,
    threshold: policy.checks.performance.threshold,
    cases: [],
    born: await onlyIn(repo, policy, head, files),
    unmeasured: [],
  }
  const work = openWorkFolder()
  try {
    options.progress('writing both trees')
    const [baseTree, headTree] = [join(work.path, 'base'), join(work.path, 'head')]
    for (const [tree, oid] of [
      [baseTree, base],
      [headTree, head],
    ] as const) {
      await mkdir(tree)
      await exportTree(repo, oid, tree)
    }
    const readable = lendDependencies(repo.dir, [baseTree, headTree])
    const probes = probesFolder()
    const trees = { base: baseTree, candidate: headTree }
    for (const file of files) {
      options.progress(`bundling ${file}`)
      await overlay(baseTree, headTree, file)
      const bundle = await bundleBoth(trees, file, probes, result)
      if (bundle === null) continue
      const arena: Arena = { sandbox, probes, ...trees, file, bundle, readable, limits: LIMITS }
      await benchFile(arena, options, result)
    }
  } finally {
    work.close()
  }
  if (!result.cases.length && !result.unmeasured.length && !result.born.length)
    throw new Failure(`no benchmark has ${options.only.join(' or ')} in its name or path`)
  return result
}

/** The bundle's path in both trees; null where one of them has none, which is told. */
async function bundleBoth(
  { base, candidate }: { base: string; candidate: string },
  file: Path,
  probes: string,
  result: BenchResult,
): Promise<Path | null> {
  try {
    await bundleBenchmark(base, file, probes)
    return await bundleBenchmark(candidate, file, probes)
  } catch (error) {
    // A tool that is missing is missing for all of them, and its way out has to be told.
    if (error instanceof Failure && error.next.length) throw error
    result.unmeasured.push({ file, case: null, why: messageOf(error) })
    return null
  }
}

async function benchFile(arena: Arena, options: BenchOptions, result: BenchResult): Promise<void> {
  const { file } = arena
  let names: string[]
  try {
    names = await listCases(arena)
  } catch (error) {
    result.unmeasured.push({ file, case: null, why: messageOf(error) })
    return
  }
  const wanted = (name: string) =>
    !options.only.length || options.only.some(word => `${file} ${name}`.includes(word))
  for (const name of names.filter(wanted)) {
    let seed = options.seed ?? Math.floor(Math.random() * 2 ** 30)
    let done = 0
    try {
      const compared = await compareCase(name, async pairs => {
        options.progress(`${file}: ${name}: ${done} pairs so far`)
        const measured = await measurePairs(arena, { case: name, pairs, seed: seed++ })
        done += pairs
        return measured
      })
      result.cases.push({ ...compared, file, outcome: outcomeOf(compared, result.threshold) })
    } catch (error) {
      result.unmeasured.push({ file, case: name, why: messageOf(error) })
    }
  }
  if (!names.length) result.unmeasured.push({ file, case: null, why: 'it defines no benchmark' })
}

function outcomeOf({ verdict, seen }: Compared, threshold: number): BenchOutcome {
  const within = Math.max(...seen.between.map(Math.abs)) < threshold
  return verdict === 'inconclusive' && within ? 'same' : verdict
}

async function benchmarksOf(repo: Repository, policy: Policy, base: Oid): Promise<Path[]> {
  const { files } = policy.checks.performance
  const found = await listBenchmarks(repo, policy, base)
  if (found.length) return found
  throw new Failure(
    `no benchmark at ${base.slice(0, 12)}: checks.performance.files of the policy is ${files.join(', ')}`,
    [
      {
        ask: 'commit one first, as a change of its own: nothing is proven by a benchmark that the same change brings',
      },
    ],
  )
}

async function onlyIn(repo: Repository, policy: Policy, head: Oid, base: Path[]): Promise<Path[]> {
  const known = new Set(base)
  return (await listBenchmarks(repo, policy, head)).filter(path => !known.has(path))
}

/** The benchmarks that a tree has, by the policy, in the order of their paths. */
export async function listBenchmarks(repo: Repository, policy: Policy, tree: Oid): Promise<Path[]> {
  const files = (await listTree(repo, tree)).filter(file => isBenchmark(policy, file))
  return files.map(({ path }) => path).sort()
}

/** A link is none: what it leads to may lie outside of the repository. */
function isBenchmark(policy: Policy, { path, mode }: { path: Path; mode: string }): boolean {
  return mode.startsWith('100') && isBenchmarkPath(policy, path)
}

/** Whether a file at a path is a benchmark by the policy. */
export function isBenchmarkPath({ checks }: Policy, path: Path): boolean {
  return checks.performance.files.some(glob => matchesPath(glob, path))
}

function messageOf(error: unknown): string {
  if (error instanceof Failure) return error.message
  throw error
}
