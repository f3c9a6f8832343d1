import { loadCompiler } from '../../checks/compiler.ts'
import { listTree } from '../../checks/listTree.ts'
import type { Repository } from '../../git/repository.ts'
import { textDigest } from '../../git/textDigest.ts'
import { openWarmTree } from '../../git/warmTree.ts'
import { benchmarkFingerprint, UNREACHED, type UnreachedModule } from '../../improvers/performance.ts'
import type { Oid, Path } from '../../model/change.ts'
import type { Finding, SourceFile } from '../../model/finding.ts'
import type { Policy } from '../../model/policy.ts'
import { lendDependencies } from '../../sandbox/lendDependencies.ts'
import { openSandbox } from '../../sandbox/openSandbox.ts'
import { readTreeFile } from '../../sandbox/readTreeFile.ts'
import { isBenchmarkPath, listBenchmarks } from '../bench/bench.ts'
import { benchmarkPlace } from '../measure/benchmarkPlace.ts'
import { proposeBenchmark, type UnreachedPlace } from '../measure/proposeBenchmark.ts'
import { unreached } from '../measure/unreached.ts'
import { probesFolder } from '../probesFolder.ts'
import { type Collected, isCode } from './collectSource.ts'
import { isFreePlace } from './freePlace.ts'
import type { LookOptions, Observed } from './observed.ts'
import { openWorkFolder } from './workFolder.ts'

/** So many modules a run: each costs some runs of a benchmark. */
const MOST_MODULES = 10

/**
 * Runs the repository's benchmarks once for the places where something costs too much, and writes one for the modules of which none runs
 * such a place, and for which none was proposed before.
 * @param found what was found of such places.
 */
export async function observeUnreached(
  repo: Repository,
  base: Oid,
  policy: Policy,
  found: Finding[],
  { source, paths }: Collected,
  { known, progress }: Pick<LookOptions, 'known' | 'progress'>,
): Promise<Observed> {
  const places = placesOf(found.filter(({ path }) => !known.has(benchmarkFingerprint(path, textDigest))))
  if (!places.size) return { observation: { kind: UNREACHED, data: [] } }
  const sandbox = await openSandbox(policy.sandbox)
  const work = openWorkFolder()
  try {
    const warm = openWarmTree(repo, `${work.path}/benchmarks`, sandbox.kind !== 'none')
    await warm.fill(base)
    const tree = warm.path
    const ground = { sandbox, probes: probesFolder(), tree, readable: lendDependencies(repo.dir, [tree]) }
    const compiler = await loadCompiler()
    const own = await listBenchmarks(repo, policy, base)
    const left = await unreached(ground, compiler, places, own, progress)
    const read = (path: Path) => readTreeFile(tree, path)
    const choice = {
      benchmarks: own.flatMap((path): SourceFile[] =>
        read(path) === null ? [] : [{ path, text: read(path)! }],
      ),
      tests: source.tests,
      modules: new Set(listTree(tree, path => isCode(path))),
      paths,
      isBenchmark: (path: Path) => isBenchmarkPath(policy, path),
      read,
    }
    const modules: UnreachedModule[] = []
    for (const [path, all] of [...left].slice(0, MOST_MODULES)) {
      const place = benchmarkPlace(choice, { path, text: read(path) ?? '' })
      if (!place || !isFreePlace(tree, place.path)) continue
      progress(`writing a benchmark of ${path}`)
      const made = await proposeBenchmark(ground, compiler, path, all, place)
      if (!made) continue
      choice.paths = new Set([...choice.paths, made.path])
      modules.push(made)
    }
    return { observation: { kind: UNREACHED, data: modules } }
  } finally {
    work.close()
  }
}

function placesOf(found: Finding[]): Map<Path, UnreachedPlace[]> {
  const places = new Map<Path, UnreachedPlace[]>()
  for (const { path, symbol, facts } of found) {
    const [seen] = facts
    if (!seen) continue
    const { start, end } = seen.from
    places.set(path, [...(places.get(path) ?? []), { start, end, symbol, seen: seen.says }])
  }
  return places
}
