import type { ts } from 'ts-morph'
import type { ParsedCode } from '../code/parseCode.ts'
import { wordsOf } from '../code/wordsOf.ts'
import { type TestCall, testCall } from './testCall.ts'

/** One test or group: whether it runs, and whether it does anything. */
export type Test = { title: string; line: number; isTest: boolean; runs: boolean; isEmpty: boolean }

/**
 * One statement with the tests and the conditions that it stands in. `weakens` says how it may keep others from being reached or from
 * meeting the real thing.
 */
export type Statement = { key: string; title: string; line: number; weakens: string | null }

export type TestFile = { tests: Test[]; statements: Statement[]; only: number }

type Around = { title: string; conditions: string; runs: boolean }

/** What a test file says, in the order of its text. */
export function readTests(code: ParsedCode): TestFile {
  const { ts, file } = code
  const found: TestFile = { tests: [], statements: [], only: 0 }
  const lineOf = (node: ts.Node) => file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1
  const visit = (node: ts.Node, around: Around) => {
    let inside = around
    if (ts.isCallExpression(node)) {
      const call = testCall(code, node)
      if (call) inside = enter(node, call, around)
    }
    if (ts.isStatement(node) && !ts.isBlock(node)) {
      const { title, conditions } = around
      for (const words of partsOf(code, node)) {
        const key = `${title}\0${conditions}\0${words}`
        found.statements.push({ key, title, line: lineOf(node), weakens: weakens(code, node) })
      }
      if (isCondition(ts, node)) inside = { ...inside, conditions: `${inside.conditions}${node.kind},` }
    }
    ts.forEachChild(node, inner => visit(inner, inside))
  }
  const enter = (node: ts.CallExpression, call: TestCall, around: Around): Around => {
    const title = `${around.title} > ${call.title}`.slice(-500)
    const runs = around.runs && call.runs
    if (call.only) found.only++
    found.tests.push({
      title,
      line: lineOf(node),
      isTest: !call.isGroup,
      runs,
      isEmpty: isEmpty(ts, call.body),
    })
    return { title, conditions: '', runs }
  }
  visit(file, { title: '', conditions: '', runs: true })
  return found
}

/** A statement; of an import each name, so that one more is only added. */
function partsOf(code: ParsedCode, node: ts.Statement): string[] {
  const { ts } = code
  const bindings = ts.isImportDeclaration(node) ? node.importClause?.namedBindings : undefined
  if (!ts.isImportDeclaration(node) || !bindings || !ts.isNamedImports(bindings)) return [wordsOf(code, node)]
  const from = wordsOf(code, node.moduleSpecifier)
  const first = node.importClause?.name ? [`import default ${node.importClause.name.text} ${from}`] : []
  return [...first, ...bindings.elements.map(one => `import ${wordsOf(code, one)} ${from}`)]
}

function isCondition(ts: ParsedCode['ts'], node: ts.Node): boolean {
  return (
    ts.isIfStatement(node) ||
    ts.isTryStatement(node) ||
    ts.isIterationStatement(node, false) ||
    ts.isSwitchStatement(node)
  )
}

/** Whether a test calls nothing, so that it cannot fail. */
function isEmpty(ts: ParsedCode['ts'], body: ts.Node | null): boolean {
  if (body === null) return false
  const calls = (node: ts.Node): boolean =>
    ts.isCallExpression(node) ||
    ts.isNewExpression(node) ||
    ts.isThrowStatement(node) ||
    ts.isTaggedTemplateExpression(node) ||
    ts.forEachChild(node, inner => calls(inner) || undefined) === true
  return !calls(body)
}

function weakens(code: ParsedCode, node: ts.Statement): string | null {
  const { ts } = code
  if (ts.isReturnStatement(node) && !node.expression) return 'a return'
  if (!ts.isExpressionStatement(node) || !ts.isCallExpression(node.expression)) return null
  const name = node.expression.expression.getText(code.file).slice(0, 60)
  if (/^process\.exit$/.test(name)) return 'an exit'
  const mocks =
    /^(?:vi|jest)\.(?:mock|doMock|unstable_mockModule)$|^mock\.module$|^(?:td|sinon)\.replace/.test(name)
  return mocks ? 'a mock of a module' : null
}
