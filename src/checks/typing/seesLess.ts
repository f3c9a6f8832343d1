import type { ts } from 'ts-morph'
import type { Path } from '../../model/change.ts'
import type { Candidate } from '../../model/check.ts'
import { kindOf, readTreeFile } from '../../sandbox/readTreeFile.ts'
import type { CheckContext } from '../check.ts'
import type { Compiler } from '../compiler.ts'
import { listTree } from '../listTree.ts'
import { findProjects, type Project } from '../projects.ts'
import { treeHost } from '../treeHost.ts'
import { isTest } from './apiChanges.ts'

const CODE = /\.(?:[cm]?[jt]s|[jt]sx)$/
const SILENCE = /(?:\/\/+|\/\*+|^\s*\*)\s*@ts-(?:ignore|expect-error|nocheck)\b/gm
/** Those that stand for several others, and each of these where it is named. */
const STRICT = [
  'alwaysStrict',
  'noImplicitAny',
  'noImplicitThis',
  'strictBindCallApply',
  'strictBuiltinIteratorReturn',
  'strictFunctionTypes',
  'strictNullChecks',
  'strictPropertyInitialization',
  'useUnknownInCatchVariables',
]
const ALONE = [
  'checkJs',
  'exactOptionalPropertyTypes',
  'noFallthroughCasesInSwitch',
  'noImplicitOverride',
  'noImplicitReturns',
  'noPropertyAccessFromIndexSignature',
  'noUncheckedIndexedAccess',
  'noUncheckedSideEffectImports',
]

/**
 * Why a type check sees less after a change than before it, in words; null where it does not. A comment that silences the
 * compiler may also say that something must not compile: in tests that is nothing odd.
 * @param projects those of the head that are checked.
 */
export function seesLess(
  compiler: Compiler,
  candidate: Candidate,
  context: Pick<CheckContext, 'readable'>,
  projects: readonly Project[],
): string | null {
  const { base, head, changed } = candidate
  const code = changed.filter(path => CODE.test(path) && !isTest(path))
  const count = (tree: string) =>
    code.map(path => readTreeFile(tree, path)?.match(SILENCE)?.length ?? 0).reduce((a, b) => a + b, 0)
  if (count(head) > count(base)) {
    const at = code.find(path => readTreeFile(head, path)?.match(SILENCE))
    return `a comment that silences the compiler is new in ${at}`
  }
  if (!changed.some(path => path.endsWith('.json'))) return null
  const host = treeHost(compiler, base, context.readable, new Map())
  const configs = listTree(base, path => /(?:^|\/)[tj]sconfig[^/]*\.json$/.test(path))
  for (const before of findProjects(compiler, host, configs, changed)) {
    const after = projects.find(one => one.path === before.path)
    if (!after) return `${before.path} no longer covers what it did`
    const left = [...before.files].find(path => isThere(head, path) && !after.files.has(path))
    if (left !== undefined) return `${before.path} no longer covers ${left}`
    const option = looser(before.command.options, after.command.options)
    if (option !== null) return `${before.path} no longer asks for ${option}`
  }
  return null
}

function isThere(tree: string, path: Path): boolean {
  return /^(?:file|executable)$/.test(kindOf(tree, path) ?? '')
}

/** The first option that finds errors before and not after. */
function looser(before: ts.CompilerOptions, after: ts.CompilerOptions): string | null {
  // What is not said may be on or off by the compiler's version: only what is said counts.
  const asks = (options: ts.CompilerOptions, name: string) =>
    options[name] ?? (STRICT.includes(name) ? options.strict : undefined)
  const isLooser = (name: string) =>
    (asks(before, name) === true && asks(after, name) !== true) ||
    (asks(before, name) !== false && asks(after, name) === false && STRICT.includes(name))
  if (before.noCheck !== true && after.noCheck === true) return 'any check'
  if (before.skipLibCheck !== true && after.skipLibCheck === true) return 'a check of declarations'
  return ['strict', ...STRICT, ...ALONE].find(isLooser) ?? null
}
