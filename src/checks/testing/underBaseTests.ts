import { isDeepStrictEqual } from 'node:util'
import type { Path } from '../../model/change.ts'
import type { Candidate, CheckResult } from '../../model/check.ts'
import { kindOf } from '../../sandbox/readTreeFile.ts'
import { manifestOf, RUNNER_KEYS } from '../restoreScripts.ts'
import { inconclusive } from '../result.ts'
import { some } from './compareRuns.ts'
import type { TestRun } from './runTests.ts'
import { isManifest, steersTests } from './steersTests.ts'

const PROSE = /\.(?:md|markdown|rst|adoc|txt)$/i
/** Runners that give each test file a process of its own, so that a new file can't reach into another one. */
const APART = new Set(['node', 'ava', 'tap'])

/**
 * The changed paths by which a change could choose how it is judged, where it changes a program too: then the program
 * has to hold under the tests as they were. New test files alone choose nothing where each has its own process.
 * @returns empty where the tests of the base say nothing that was not said.
 */
export function goalposts(candidate: Candidate, words: string, before: TestRun, after: TestRun): Path[] {
  const files = new Set([...(before.report?.passed ?? [])].map(fileOf))
  const steers = (path: Path) =>
    isManifest(path) ? setsRunners(candidate, path) : files.has(path) || steersTests(path, words)
  const steering = candidate.changed.filter(steers)
  const program = candidate.changed.filter(
    path => !steers(path) && !PROSE.test(path) && !(isManifest(path) && steering.length === 0),
  )
  if (steering.length === 0 || program.length === 0) return []
  const added = new Set([...(after.report?.passed ?? [])].map(fileOf))
  const harmless = (path: Path) => kindOf(candidate.base, path) === null && added.has(path)
  return APART.has(after.report?.runner ?? '') && steering.every(harmless) ? [] : steering
}

/** @param result of the base's tests against the head's program. */
export function judgeGoalposts(own: CheckResult, result: CheckResult, steering: Path[]): CheckResult {
  const evidence = { ...own.evidence, goalposts: steering.slice(0, 50) }
  if (result.status === 'passed') return { ...own, evidence: { ...evidence, baseTests: result.why } }
  const names = (result.evidence.newly as string[] | undefined) ?? []
  const what =
    names.length > 0 ? `${names.length} tests pass only as the change rewrote them: ${some(names)}` : null
  const why =
    what ?? `the tests changed together with the code, and as they were they don't pass: ${result.why}`
  return inconclusive(why, { ...evidence, rewritten: names, baseTests: result.evidence })
}

function setsRunners({ base, head }: Candidate, path: Path): boolean {
  const [before, after] = [manifestOf(base, path), manifestOf(head, path)]
  return RUNNER_KEYS.some(key => !isDeepStrictEqual(before?.[key], after?.[key]))
}

function fileOf(name: string): Path {
  const at = name.indexOf(' > ')
  return at < 0 ? name : name.slice(0, at)
}
