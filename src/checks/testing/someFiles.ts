import type { Path } from '../../model/change.ts'
import type { Candidate } from '../../model/check.ts'
import { kindOf } from '../../sandbox/readTreeFile.ts'
import type { CheckContext } from '../check.ts'
import { type HowToRun, runTests, type TestRun } from './runTests.ts'
import { commandFor } from './started.ts'
import type { TestReport } from './testReport.ts'

const TIMES = 2

/** How to run some of the test files, as the runner itself was started. */
export type SomeFiles = {
  /** Every test file, as far as the runner tells them. */
  all: Path[]
  /** Runs some files of one side; null where the runner does not take files, or said nothing of its own. */
  run(side: 'base' | 'head', files: Path[]): Promise<TestReport | null>
  /**
   * Runs only the files of these tests of the head again, and those of the base in the same way.
   * @returns the tests that fail each time after the change and not before it. That others are not among them proves
   *   nothing: they may need what ran before them.
   */
  confirm(names: string[]): Promise<string[]>
}

/**
 * @param before the base's run of everything, from which it is known how the runner is started.
 * @param prepare alters a copy of the head before it runs.
 */
export function someFiles(
  candidate: Candidate,
  before: TestRun,
  how: HowToRun,
  context: CheckContext,
  prepare: (copy: string) => Promise<void>,
): SomeFiles {
  const all = testFiles(before, candidate)
  const run: SomeFiles['run'] = async (side, files) => {
    const found = files.length > 0 ? commandFor(before.started, files, all) : null
    if (!found) return null
    const only = { ...how, ...found }
    const { ended, report } = await (side === 'head'
      ? runTests(candidate.head, only, context, prepare)
      : runTests(candidate.base, only, context))
    return ended === 'exit' && report?.from === 'reporter' ? report : null
  }
  return {
    all,
    run,
    async confirm(names) {
      const files = all.filter(path => names.some(name => fileOf(name) === path))
      let left = names.filter(name => files.includes(fileOf(name)))
      for (let time = 0; time < TIMES && left.length > 0; time++) {
        const now = await run('head', files)
        left = left.filter(name => now?.failed.has(name))
      }
      if (left.length === 0) return []
      const base = await run('base', files)
      return base ? left.filter(name => !base.failed.has(name)) : []
    },
  }
}

function testFiles({ report }: TestRun, { head }: Candidate): Path[] {
  const names = [...(report?.passed ?? []), ...(report?.failed ?? []), ...(report?.skipped ?? [])]
  const files = new Set(names.map(fileOf))
  return [...files].filter(path => path !== '' && kindOf(head, path) !== null).sort()
}

/** Names begin with the file where the runner tells it. */
function fileOf(name: string): Path {
  return name.split(' > ')[0] ?? ''
}
