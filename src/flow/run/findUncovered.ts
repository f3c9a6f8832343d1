import { type ExportedCode, type OpenedModule, openExports } from '../../checks/cases/openExports.ts'
import { isMeasured, isUncovered } from '../../checks/cases/uncovered.ts'
import type { CheckContext } from '../../checks/check.ts'
import { type Compiler, loadCompiler } from '../../checks/compiler.ts'
import { listTree } from '../../checks/listTree.ts'
import { findTestCommand } from '../../checks/testCommand.ts'
import { type HowToRun, runTests, type TestRun } from '../../checks/testing/runTests.ts'
import type { Repository } from '../../git/repository.ts'
import { openWarmTree } from '../../git/warmTree.ts'
import { isEligible } from '../../improvers/docs.ts'
import type { Oid, Path } from '../../model/change.ts'
import type { Source } from '../../model/finding.ts'
import type { Policy } from '../../model/policy.ts'
import { openSandbox } from '../../sandbox/openSandbox.ts'
import { readTreeFile } from '../../sandbox/readTreeFile.ts'
import { isCode, isTestPath } from './collectSource.ts'
import { knowsLines, type Missed, missedLines } from './missedLines.ts'
import { treeContext } from './treeContext.ts'

/** What no test calls, and all that it takes to call it. */
export type Uncovered = {
  compiler: Compiler
  tree: string
  context: CheckContext
  /** How the tests were run, and what came of it. */
  how: HowToRun
  before: TestRun
  /** Paths of all code of the repository's own. */
  modules: ReadonlySet<Path>
  /** Modules with the exports that no test calls, or not all of: of these only the lines that none reaches. */
  opened: OpenedModule[]
  /** What is not reached of those that are called. */
  partly: ReadonlyMap<ExportedCode, Missed>
}

/**
 * Runs the repository's tests, as they are committed, and finds the exports that none of them calls.
 * @param source whose files are looked at. @param folder where the tree is written.
 */
export async function findUncovered(
  repo: Repository,
  base: Oid,
  policy: Policy,
  source: Source,
  folder: string,
  progress: (text: string) => void,
): Promise<Uncovered | { notRun: string; isLasting?: boolean }> {
  const sandbox = await openSandbox(policy.sandbox)
  const warm = openWarmTree(repo, folder, sandbox.kind !== 'none')
  await warm.fill(base)
  const tree = warm.path
  const context = treeContext(repo, base, policy, tree, sandbox)
  const found = findTestCommand(tree, policy.checks.tests)
  if ('none' in found) return { notRun: found.none, isLasting: true }
  progress('running the tests for what they do not call')
  const how: HowToRun = { ...found, ask: true, coverage: true }
  const before = await runTests(tree, how, context)
  const trouble = troubleOf(before)
  if (trouble !== null) return { notRun: trouble }
  const code = source.files.filter(isEligible).map(({ path }) => path)
  // All of it, wherever one was told to look: what runs from another place may be made of it.
  const modules = new Set(listTree(tree, path => isCode(path) && !isTestPath(path)))
  const executed = before.executed ?? {}
  if (!isMeasured(executed, modules, isTestPath))
    return { notRun: 'what the tests call could not be seen: nothing of the code seems to run' }
  const compiler = await loadCompiler()
  const partly = new Map<ExportedCode, Missed>()
  const words = `${found.words}\n${readTreeFile(tree, 'package.json') ?? ''}`
  const coverage = knowsLines(before.report?.runner, words) ? (before.coverage ?? {}) : {}
  const opened = openExports(compiler, tree, context, code).flatMap(one => {
    const text = readTreeFile(tree, one.module) ?? ''
    const exports = one.exports.flatMap(each => {
      if (isUncovered(each, one.module, executed, modules)) return [each]
      const missed = missedLines(compiler, one.module, text, each, coverage[one.module])
      if (!missed) return []
      const part = { ...each, lines: missed.lines }
      partly.set(part, missed)
      return [part]
    })
    return exports.length ? [{ ...one, exports }] : []
  })
  // What is not called at all comes first.
  const isPart = ({ exports }: OpenedModule) => Number(exports.every(one => partly.has(one)))
  opened.sort((a, b) => isPart(a) - isPart(b))
  return { compiler, tree, context, how, before, modules, opened, partly }
}

/** Why what the tests call cannot be known from a run, or null. */
function troubleOf(run: TestRun): string | null {
  if (run.ended !== 'exit') return `the tests ran into their limit of ${run.ended}`
  if (run.report === null)
    return `the runner of the tests is none whose report can be read: ${lastLine(run.tail)}`
  if (run.report.failed.size)
    return `${run.report.failed.size} tests fail as it is: new ones would prove nothing`
  if (run.report.passed.size === 0) return 'there are no tests that pass, so their style is not known'
  return null
}

function lastLine(text: string): string {
  return (text.trim().split('\n').at(-1) ?? '').trim().slice(0, 200)
}
