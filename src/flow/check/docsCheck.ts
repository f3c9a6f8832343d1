import type { Check } from '../../checks/check.ts'
import { listTree } from '../../checks/listTree.ts'
import { failed, inconclusive, notRun, passed } from '../../checks/result.ts'
import { type Aged, examplesOf, isEligible, staleSentences } from '../../improvers/docs.ts'
import type { Path } from '../../model/change.ts'
import type { Candidate, CheckResult } from '../../model/check.ts'
import type { SourceFile } from '../../model/finding.ts'
import { readTreeFile } from '../../sandbox/readTreeFile.ts'
import { isCode, isTestPath } from '../run/collectSource.ts'

/** Reads two texts a changed file, and all tests where one of them changed: cheap beside all that runs something. */
const COST = 2

type Found = Aged['stale'][number] & { path: Path }

/**
 * Whether the comments of changed code still say what the code does: sentences that could be read from it before the change, stand there
 * still and can't be read from it any more; examples whose tests now want another value; and what comments are newly wrong about.
 * Failed where the code shows something else, inconclusive where it shows nothing of the kind.
 */
export const docsCheck: Check = {
  name: 'docs',
  cost: COST,
  async run({ base, head, changed }) {
    const tests = changed.some(isTestPath)
    const code = tests ? listTree(head, path => isCode(path) && !isTestPath(path)) : changed.filter(isCode)
    const examples = { before: openExamples(base, tests), after: openExamples(head, tests) }
    const stale: Found[] = []
    let [held, files] = [0, 0]
    for (const path of code) {
      const [before, after] = [fileOf(base, path), fileOf(head, path)]
      if (!before || !after || !isEligible(after)) continue
      files += 1
      const aged = staleSentences(before, after, {
        before: name => examples.before(path, name),
        after: name => examples.after(path, name),
      })
      held += aged.held
      stale.push(...aged.stale.map(one => ({ ...one, path })))
    }
    return settle(stale, held, files)
  },
}

function settle(stale: Found[], held: number, files: number): CheckResult {
  if (files === 0) return notRun('no changed file has comments that could be compared with its code')
  const evidence = { files, held, stale: stale.slice(0, 20) }
  const wrong = stale.filter(one => one.instead !== null)
  const [first] = wrong.length ? wrong : stale
  const many = `${held} sentence${held === 1 ? '' : 's'} still hold${held === 1 ? 's' : ''}`
  if (!first) return passed(held ? many : 'no sentence that could be read from the code changed', evidence)
  const others = (wrong.length || stale.length) - 1
  const more = others ? `, and ${others} more` : ''
  const where = `${first.path}:${first.line}: ${first.symbol}: "${first.says}"`
  return first.instead === null
    ? inconclusive(`${where} can no longer be read from the code${more}`, evidence)
    : failed(`${where} is wrong now: ${first.instead}${more}`, evidence)
}

function fileOf(tree: Candidate['base'], path: Path): SourceFile | null {
  const text = readTreeFile(tree, path)
  return text === null ? null : { path, text }
}

/** What the tests of a tree say; nothing where none of them changed. */
function openExamples(tree: string, wanted: boolean): ReturnType<typeof examplesOf> {
  if (!wanted) return () => []
  const read = (fits: (path: Path) => boolean) =>
    listTree(tree, path => isCode(path) && fits(path)).flatMap(path => fileOf(tree, path) ?? [])
  return examplesOf(
    read(isTestPath),
    read(path => !isTestPath(path)),
  )
}
