import type { CheckContext } from '../../checks/check.ts'
import { findTestCommand } from '../../checks/testCommand.ts'
import { runBase, runTests } from '../../checks/testing/runTests.ts'
import { RED_TESTS, type RedTests } from '../../improvers/repair.ts'
import type { Observed } from './observed.ts'

/** What is told of a command that names no tests. */
const MOST_WORDS = 300

/**
 * Runs the repository's own tests as they are committed, in the sandbox; where some fail, a second time, so that chance is told apart.
 * @param tree with the dependencies lent. @param wanted `checks.tests` of the policy.
 */
export async function observeTests(
  tree: string,
  wanted: string | null,
  context: CheckContext,
): Promise<Observed> {
  const found = findTestCommand(tree, wanted)
  if ('none' in found) return { notRun: found.none, isLasting: true }
  const { run, how } = await runBase(tree, { ...found, ask: true }, context)
  const told = (data: RedTests): Observed => ({ observation: { kind: RED_TESTS, data } })
  const none = {
    command: found.says,
    isolated: context.sandbox.kind !== 'none',
    red: [],
    flaky: [],
    unnamed: null,
  }
  if (run.ended !== 'exit') return { notRun: `the tests ran into their limit of ${run.ended}` }
  const failed = [...(run.report?.failed ?? [])]
  if (run.code === 0 && failed.length === 0) return told(none)
  const again = await runTests(tree, { ...how, coverage: false }, context)
  if (again.ended !== 'exit')
    return { notRun: `the tests ran into their limit of ${again.ended} the second time` }
  const second = again.report?.failed
  const red = second ? failed.filter(name => second.has(name)) : failed
  const flaky = second ? failed.filter(name => again.report?.passed.has(name)) : []
  const isUnnamed = failed.length === 0 && run.code !== 0 && again.code !== 0
  return told({ ...none, red, flaky, unnamed: isUnnamed ? lastWords(run.tail) : null })
}

function lastWords(tail: string): string {
  const lines = tail
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean)
  const telling = lines.filter(
    line => /error|fail|cannot|not found/i.test(line) && !/^npm (?:error|ERR!)|^at /.test(line),
  )
  return (telling[0] ?? lines.at(-1) ?? 'it said nothing').slice(0, MOST_WORDS)
}
