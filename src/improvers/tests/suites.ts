import { ts } from 'ts-morph'
import type { TestStyle } from './style.ts'

/** Where new tests go: behind what stands before `at`, indented so often, in a `describe` of their own or not. */
export type Home = { at: number; level: number; wraps: boolean }

type Suite = { title: string; block: ts.Block; start: number }

const HOOK =
  /^(?:before|after|beforeEach|afterEach|beforeAll|afterAll|setup|teardown|suiteSetup|suiteTeardown)$/

/**
 * The place for the tests of an export: its own `describe`, at the end of the one that holds those of others, or the end of the file.
 * @returns null where every test of the file has something done before or after it.
 */
export function homeOf(tree: ts.SourceFile, local: string, style: TestStyle): Home | null {
  if (hasHooks(tree.statements)) return null
  const last = tree.statements.at(-1)
  if (!last) return null
  const end: Home = { at: tree.text.trimEnd().length, level: 0, wraps: style.suite }
  if (!style.suite) return end
  const outer = suitesIn(tree.statements)
  const [only] = outer
  const inner = outer.length === 1 && only ? suitesIn(only.block.statements) : []
  const isOwn = ({ title }: Suite) => title.replace(/^[.#]|\(.*\)$/g, '') === local
  const own = outer.filter(isOwn)
  if (own.length === 1) return within(tree, own[0]!, style, 1, false) ?? end
  if (only && inner.length && !hasHooks(only.block.statements)) {
    const nested = inner.filter(isOwn)
    if (nested.length === 1)
      return within(tree, nested[0]!, style, 2, false) ?? within(tree, only, style, 1, true) ?? end
    return within(tree, only, style, 1, true) ?? end
  }
  return end
}

/** The end of a suite, where it is laid out as suites are, and nothing is done for its tests. */
function within(
  tree: ts.SourceFile,
  { block, start }: Suite,
  style: TestStyle,
  level: number,
  wraps: boolean,
): Home | null {
  const at = tree.text.slice(0, block.end - 1).trimEnd().length
  const before = tree.text.slice(tree.text.lastIndexOf('\n', start) + 1, start)
  const isLaidOut =
    before === style.indent.repeat(level - 1) && tree.text.slice(at, block.end - 1) === `\n${before}`
  return isLaidOut && block.statements.length && !hasHooks(block.statements) ? { at, level, wraps } : null
}

function suitesIn(statements: ts.NodeArray<ts.Statement>): Suite[] {
  return [...statements].flatMap(statement => {
    const call = callOf(statement)
    const [title] = call?.arguments ?? []
    const code = call?.arguments.at(-1)
    const isSuite = call && title && ts.isStringLiteralLike(title) && call.expression.getText() === 'describe'
    if (!isSuite || !code || !(ts.isArrowFunction(code) || ts.isFunctionExpression(code))) return []
    return ts.isBlock(code.body) && call.arguments.length === 2
      ? [{ title: title.text, block: code.body, start: statement.getStart() }]
      : []
  })
}

function hasHooks(statements: ts.NodeArray<ts.Statement>): boolean {
  return statements.some(statement => {
    const called = callOf(statement)?.expression.getText() ?? ''
    return HOOK.test(called.split('.').at(-1) ?? '')
  })
}

function callOf(statement: ts.Statement): ts.CallExpression | null {
  if (!ts.isExpressionStatement(statement)) return null
  const { expression } = statement
  return ts.isCallExpression(expression)
    ? expression
    : ts.isAwaitExpression(expression) && ts.isCallExpression(expression.expression)
      ? expression.expression
      : null
}
