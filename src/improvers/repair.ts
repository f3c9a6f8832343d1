import type { Digest } from '../model/change.ts'
import type { Finding, Improver, Observation, SourceFile } from '../model/finding.ts'
import { byWorth } from './repair/byWorth.ts'
import { declareIt } from './repair/declareIt.ts'
import { keptEdits, keptIn } from './repair/keep.ts'
import { lockFiles } from './repair/lockFiles.ts'
import { deadKeys } from './repair/pointers.ts'
import { type Problem, REPOSITORY, type WholeTree } from './repair/repository.ts'
import { devOnly } from './repair/shipped.ts'
import { RED_TESTS, type RedTests, testProblems } from './repair/tests.ts'
import { type FoundError, TYPE_ERRORS, typeProblems } from './repair/typeErrors.ts'
import { undeclared, undeclaredProblem } from './repair/undeclared.ts'

export { LOCK_NAMES } from './repair/locks.ts'
export { missingPointers } from './repair/pointers.ts'
export { REPOSITORY, type WholeTree } from './repair/repository.ts'
export { RED_TESTS, type RedTests } from './repair/tests.ts'
export { type FoundError, TYPE_ERRORS } from './repair/typeErrors.ts'

const NAME = 'repair'
const TITLES: Record<string, (count: number) => string> = {
  'undeclared-dependency': count => `repair: declare ${count} packages that are imported`,
  'type-error': count => `repair: mend ${count} type errors`,
}

/**
 * The improver of what is broken. It finds red tests, type errors, undeclared packages, lock files and keys of configurations that
 * lead nowhere, and mends what takes no judgement; the others are told. A test is never edited.
 * @param digest gives the `sha256:` digest of a text.
 */
export function createRepair(digest: (text: string) => Digest): Improver {
  return {
    name: NAME,
    version: 1,
    needs: [REPOSITORY, TYPE_ERRORS, RED_TESTS],
    gathers: 'rewrite',
    find: (_, observations) => {
      const tree = dataOf<WholeTree>(observations, REPOSITORY)
      return tree ? byWorth(problems(tree, observations)).map(one => finding(one, tree, digest)) : []
    },
    edit: ({ data }, source) => keptEdits(data, source),
    titleOf: ([first, ...more]) => (more.length && TITLES[first!.rewrite]?.(more.length + 1)) || first!.title,
  }
}

function problems(tree: WholeTree, observations: Observation[]): Problem[] {
  const errors = dataOf<FoundError[]>(observations, TYPE_ERRORS)
  const tests = dataOf<RedTests>(observations, RED_TESTS)
  return [
    ...(tests ? testProblems(tests, tree) : []),
    ...typeProblems(errors ?? [], tree),
    ...undeclared(tree).map(one => undeclaredProblem(one, declareIt(one, tree))),
    ...devOnly(tree),
    ...lockFiles(tree),
    ...deadKeys(tree),
  ].filter(({ path }) => tree.isWanted(path))
}

function dataOf<T>(observations: Observation[], kind: string): T | undefined {
  return observations.find(one => one.kind === kind)?.data as T | undefined
}

function finding(one: Problem, tree: WholeTree, digest: (text: string) => Digest): Finding {
  const { rule, level, path, start, end, symbol, says, mend } = one
  const title = mend?.title ?? `repair: ${rule.replaceAll('-', ' ')}: ${says}`
  return {
    fingerprint: digest([NAME, rule, symbol].join('\n')),
    improver: NAME,
    rewrite: rule,
    path,
    symbol,
    title: title.length <= 60 ? title : `${title.slice(0, 57)}...`,
    reason: oneLine(says),
    facts: [{ kind: rule, says: oneLine(says), from: { path, start, end } }],
    data: keptIn(mend?.fixes ?? [], file => textOf(tree, file), digest),
    level,
  }
}

/** A compiler's or a test's words as one line. */
const oneLine = (text: string) =>
  text
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim()
    .slice(0, 400)

function textOf({ code, settings }: WholeTree, path: string): string | undefined {
  const isIt = (file: SourceFile) => file.path === path
  return settings.get(path) ?? code.files.find(isIt)?.text
}
