import { mkdtempSync } from 'node:fs'
import { SourceMap, type SourceMapPayload } from 'node:module'
import { join, posix } from 'node:path'
import { findTestCommand } from '../../checks/testCommand.ts'
import { type Frame, readProfile, type WrittenAt } from '../../checks/testing/profile.ts'
import { runTests } from '../../checks/testing/runTests.ts'
import type { Repository } from '../../git/repository.ts'
import { openWarmTree } from '../../git/warmTree.ts'
import type { Profiled } from '../../improvers/performance.ts'
import type { Oid, Path } from '../../model/change.ts'
import { Failure } from '../../model/failure.ts'
import type { Policy } from '../../model/policy.ts'
import type { Profile } from '../../model/profile.ts'
import { openSandbox } from '../../sandbox/openSandbox.ts'
import { listBenchmarks } from '../bench/bench.ts'
import { exercise, type Ground } from '../measure/exercise.ts'
import { treeContext } from './treeContext.ts'
import { openWorkFolder } from './workFolder.ts'

/** Calls of each case: what is slow shows in a few. */
const CALLS = 5

/**
 * Profiles the repository's benchmarks that lead to some files, else its tests, in the sandbox.
 * @param paths the files that are asked about.
 * @returns null where neither runs anything of them.
 */
export async function observeProfile(
  repo: Repository,
  base: Oid,
  policy: Policy,
  paths: ReadonlySet<Path>,
  progress: (text: string) => void,
): Promise<Profiled | null> {
  const sandbox = await openSandbox(policy.sandbox)
  const work = openWorkFolder()
  try {
    const warm = openWarmTree(repo, join(work.path, 'profile'), sandbox.kind !== 'none')
    await warm.fill(base)
    const tree = warm.path
    const context = treeContext(repo, base, policy, tree, sandbox)
    const { probes, readable } = context
    const ground: Ground = { sandbox, probes, tree, readable }
    const seen = (profile: Profile) => [...profile.files.keys()].some(path => paths.has(path))
    const benchmarks = await profileBenchmarks(
      ground,
      await listBenchmarks(repo, policy, base),
      paths,
      work.path,
      progress,
    )
    if (seen(benchmarks)) return { profile: benchmarks, of: 'benchmarks' }
    const found = findTestCommand(tree, policy.checks.tests)
    if ('none' in found) return null
    progress('profiling the tests')
    const { profile } = await runTests(tree, { ...found, ask: true, profiled: true }, context)
    return profile && seen(profile) ? { profile, of: 'tests' } : null
  } finally {
    work.close()
  }
}

async function profileBenchmarks(
  ground: Ground,
  benchmarks: Path[],
  paths: ReadonlySet<Path>,
  folder: string,
  progress: (text: string) => void,
): Promise<Profile> {
  const all: Profile = { whole: 0, files: new Map() }
  for (const file of benchmarks) {
    progress(`profiling ${file}`)
    const into = mkdtempSync(join(folder, 'profiled-'))
    try {
      const leadsElsewhere = (bundled: string) => !modulesOf(bundled).some(path => paths.has(path))
      const { bundled } = await exercise(ground, file, CALLS, leadsElsewhere, into)
      add(all, readProfile(into, placeIn(bundled, file)))
    } catch (error) {
      // What cannot be bundled is none that `bench` runs.
      if (!(error instanceof Failure) || error.next.length) throw error
    }
  }
  return all
}

/** The paths of the modules in a bundle: esbuild writes each above its code. */
const modulesOf = (bundled: string) => [...bundled.matchAll(/^\/\/ (\S.*)$/gm)].map(([, path]) => path!)

/** Where the code of a bundle was written, by the map at its end. */
function placeIn(bundled: string, file: Path): (frame: Frame) => WrittenAt | null {
  const [, data] = /\n\/\/# sourceMappingURL=data:application\/json;base64,(\S+)\s*$/.exec(bundled) ?? []
  if (!data) return () => null
  const map = new SourceMap(JSON.parse(Buffer.from(data, 'base64').toString('utf8')) as SourceMapPayload)
  return ({ url, lineNumber, columnNumber }) => {
    if (!/\/\.bench-\w+\.mjs$/.test(url)) return null
    const entry = map.findEntry(lineNumber, columnNumber)
    if (!('originalSource' in entry)) return null
    const path = posix.join(posix.dirname(file), entry.originalSource)
    return { path, line: entry.originalLine }
  }
}

function add(all: Profile, { whole, files }: Profile): void {
  all.whole += whole
  for (const [path, timed] of files) {
    const mine = all.files.get(path) ?? []
    all.files.set(path, mine)
    for (const one of timed) {
      const known = mine.find(({ name, line }) => name === one.name && line === one.line)
      if (!known) mine.push({ ...one })
      else Object.assign(known, { self: known.self + one.self, total: known.total + one.total })
    }
  }
}
