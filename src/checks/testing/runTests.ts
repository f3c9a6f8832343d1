import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Path } from '../../model/change.ts'
import type { Profile } from '../../model/profile.ts'
import type { SandboxResult } from '../../sandbox/sandbox.ts'
import { scrubbedEnvironment } from '../../sandbox/scrubbedEnvironment.ts'
import type { CheckContext } from '../check.ts'
import { withCopy } from '../copyTree.ts'
import { runIn } from '../runIn.ts'
import { startPlugAndPlay } from '../startPlugAndPlay.ts'
import type { TestCommand } from '../testCommand.ts'
import { askReport } from './askReport.ts'
import { type Coverage, readCoverage } from './coverage.ts'
import { type Executed, readExecuted } from './executed.ts'
import { inTree, readProfile } from './profile.ts'
import { readAsked } from './readAsked.ts'
import { readPrinted } from './readPrinted.ts'
import { readEnded, readStarted, type Started } from './started.ts'
import type { TestReport } from './testReport.ts'

/** One run of the whole suite. `report` is null when the runner did not say anything that could be read. */
export type TestRun = {
  code: number | null
  ended: SandboxResult['ended']
  report: TestReport | null
  /** How each runner was started, where it was asked for a report. */
  started: Started[]
  /** Programs of the tree that came to their end by themselves, and which lines were executed, where that was asked. */
  byThemselves: Path[]
  coverage?: Coverage
  /** And which functions were, by their names. */
  executed?: Executed
  /** What the time went to, where that was asked. */
  profile?: Profile
  /** The end of what was printed. */
  tail: string
}

/**
 * The command, and whether its runners are asked to write their report into a file. `<tree>` stands for the folder of the
 * tree, which is where it runs unless it says another.
 */
export type HowToRun = Extract<TestCommand, { command: string[] }> & {
  ask: boolean
  coverage?: boolean
  profiled?: boolean
  cwd?: string
}

/**
 * Runs the tests in a copy of a tree.
 * @param prepare may alter the copy before.
 */
export function runTests(
  tree: string,
  { command, words, ask, coverage = false, profiled = false, cwd = '<tree>' }: HowToRun,
  context: CheckContext,
  prepare: (copy: string) => Promise<void> = async () => {},
): Promise<TestRun> {
  return withCopy(tree, async (copy, beside) => {
    await prepare(copy)
    const asked = ask ? askReport(beside, words, coverage, profiled) : null
    const measured = coverage ? join(beside, 'coverage') : null
    if (measured) mkdirSync(measured)
    const inCopy = (word: string) => word.replaceAll('<tree>', copy)
    // What package managers do too: the dependencies' own commands come first.
    const path = `${join(copy, 'node_modules/.bin')}:${scrubbedEnvironment('', '').PATH}`
    const env = { PATH: path, ...asked?.env, ...(measured && { NODE_V8_COVERAGE: measured }) }
    const start = startPlugAndPlay(copy, command.map(inCopy), env, context.probes)
    const { code, ended, stdout, stderr } = await runIn(copy, start.command, context, {
      cwd: inCopy(cwd),
      writable: true,
      env: start.env,
      beside: {
        readable: [...(asked ? [asked.readable] : []), ...start.readable],
        writable: [asked?.writable, measured].filter(folder => typeof folder === 'string'),
      },
    })
    // Each run has a folder of its own, and runners name tests by their files.
    const output = `${stdout}\n${stderr}`.replaceAll(`${copy}/`, '')
    const report = (asked && readAsked(asked.writable, copy)) ?? readPrinted(output)
    const started = asked ? readStarted(asked.writable, copy) : []
    const byThemselves = asked ? readEnded(asked.writable, copy) : []
    const seen = measured
      ? { coverage: readCoverage(measured, copy), executed: readExecuted(measured, copy) }
      : {}
    const spent = asked && profiled ? { profile: readProfile(asked.writable, inTree(copy)) } : {}
    return {
      code,
      ended,
      report,
      started,
      byThemselves,
      ...seen,
      ...spent,
      tail: output.trimEnd().slice(-2000),
    }
  })
}

/**
 * Runs the base, by which it is settled how the report is had: where a run that was asked for one fails without
 * giving any, asking may be what broke it. Where it succeeds without, which lines it executes is all there is to compare.
 */
export async function runBase(
  tree: string,
  how: HowToRun,
  context: CheckContext,
): Promise<{ run: TestRun; how: HowToRun }> {
  const run = await runTests(tree, how, context)
  if (run.ended === 'exit' && run.code === 0 && run.report === null && !how.coverage) {
    const watched = { ...how, coverage: true }
    return { run: await runTests(tree, watched, context), how: watched }
  }
  if (run.ended !== 'exit' || run.code === 0 || run.report?.from === 'reporter') return { run, how }
  const plain = { ...how, ask: false }
  return { run: await runTests(tree, plain, context), how: plain }
}
