import type { ts } from 'ts-morph'
import { foldText } from '../code/foldText.ts'
import type { ParsedCode } from '../code/parseCode.ts'
import { wordsOf } from '../code/wordsOf.ts'

/** A call that declares a test or a group of them. */
export type TestCall = {
  title: string
  isGroup: boolean
  runs: boolean
  only: boolean
  body: ts.Node | null
}

const RUNNERS = /^(?:[fx]?(?:it|describe|context|specify)|x?test|suite|bench)$/
const LONGEST_TITLE = 200

/** Reads `it`, `test`, `describe` and their like of node:test, mocha, jest, vitest and ava; null for other calls. */
export function testCall(code: ParsedCode, node: ts.CallExpression): TestCall | null {
  const { ts } = code
  const names = namesOf(ts, node.expression)
  const root = names[0] ?? ''
  const isRunner = RUNNERS.test(root) || (names.length === 2 && names[1] === 'test')
  const [first, ...rest] = node.arguments
  if (!isRunner || !first) return null
  const body = [first, ...rest].find(one => ts.isArrowFunction(one) || ts.isFunctionExpression(one)) ?? null
  const text = foldText(code, first)
  // `it.each(table)` is called again with the title; `pattern.test(text)` is no test.
  if (body === null && (text === null || !RUNNERS.test(root) || names.includes('each'))) return null
  const options = [first, ...rest].find(one => ts.isObjectLiteralExpression(one))
  const off =
    names.includes('skip') ||
    names.includes('todo') ||
    root.startsWith('x') ||
    hasOption(code, options, /^(?:skip|todo)$/)
  return {
    isGroup: /^[fx]?(?:describe|context)$|^suite$/.test(root),
    title: (text ?? wordsOf(code, first)).slice(0, LONGEST_TITLE),
    // Without a body it only announces a test, unless the function is made elsewhere.
    runs: !off && (body !== null || rest.some(one => !ts.isObjectLiteralExpression(one))),
    only:
      names.includes('only') ||
      /^f(?:it|describe|context|specify)$/.test(root) ||
      hasOption(code, options, /^only$/),
    body,
  }
}

/** `it.skip.each(table)` as it, skip, each. */
function namesOf(ts: ParsedCode['ts'], callee: ts.Expression): string[] {
  const names: string[] = []
  let at = callee
  for (;;) {
    if (ts.isPropertyAccessExpression(at)) {
      names.unshift(at.name.text)
      at = at.expression
    } else if (ts.isCallExpression(at)) at = at.expression
    else if (ts.isTaggedTemplateExpression(at)) at = at.tag
    else break
  }
  return ts.isIdentifier(at) ? [at.text, ...names] : []
}

/** An option that is on whatever happens; one that is computed is an altered statement, which is told as such. */
function hasOption(code: ParsedCode, options: ts.Expression | undefined, name: RegExp): boolean {
  const { ts } = code
  if (!options || !ts.isObjectLiteralExpression(options)) return false
  return options.properties.some(
    one =>
      ts.isPropertyAssignment(one) &&
      ts.isIdentifier(one.name) &&
      name.test(one.name.text) &&
      (one.initializer.kind === ts.SyntaxKind.TrueKeyword || !!foldText(code, one.initializer)),
  )
}
