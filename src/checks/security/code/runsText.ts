import type { ts } from 'ts-morph'
import { foldText, unwrapped } from './foldText.ts'
import type { FindOrigin } from './originOf.ts'
import type { ParsedCode } from './parseCode.ts'

/** Timers run a text that they are given as code. */
const TIMERS = /^(?:setTimeout|setInterval|setImmediate|execScript)$/
const CONSTRUCTORS = /^(?:Function|AsyncFunction|GeneratorFunction|AsyncGeneratorFunction)$/

/**
 * Whether a node runs text as code: `eval` or `Function` by whatever name, a timer that is given a text, the constructor of a function.
 * @returns `eval` for a text that cannot be read off or where it is handed on, `code` for one that stands there.
 */
export function runsText(
  code: ParsedCode,
  originOf: FindOrigin,
  node: ts.Node,
): { rule: 'eval' | 'code'; what: string } | null {
  const { ts } = code
  const readable = (given: readonly ts.Expression[] | undefined) =>
    (given ?? []).every(one => foldText(code, one) !== null)
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
    const name = globalName(originOf(node.expression))
    const rule = readable(node.arguments) ? 'code' : 'eval'
    if (name === 'eval' || (name !== null && CONSTRUCTORS.test(name))) return { rule, what: name }
    const [first] = node.arguments ?? []
    if (name !== null && TIMERS.test(name) && first && isText(code, first))
      return { rule, what: `${name} of a text` }
    if (name !== null && /^Reflect\.(?:apply|construct)$/.test(name) && first) {
      const target = globalName(originOf(first))
      if (target === 'eval' || target === 'Function') return { rule: 'eval', what: target }
    }
    // `f.constructor('...')` is Function where f is one, and of other things an old way to copy them.
    if (ts.isCallExpression(node) && isConstructorOf(code, node.expression) && node.arguments.length > 0)
      return { rule: 'code', what: 'a constructor that is called' }
  }
  if (isConstructorOf(code, node) && isFunctionsOwn(code, node)) return { rule: 'eval', what: 'Function' }
  return null
}

/** The name of a global by its origin; what is called through `call`, `apply` or `bind` is that itself. */
function globalName(origin: ReturnType<FindOrigin>): string | null {
  if (origin?.module !== null || origin === null) return null
  const { path } = origin
  return (/^(?:call|apply|bind)$/.test(path.at(-1) ?? '') ? path.slice(0, -1) : path).join('.')
}

/** A template, a constant text, or a sum whose last or first part is one. */
function isText(code: ParsedCode, node: ts.Expression): boolean {
  const { ts } = code
  let bare = unwrapped(ts, node)
  while (ts.isBinaryExpression(bare) && bare.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    if (foldText(code, bare.right) !== null) return true
    bare = unwrapped(ts, bare.left)
  }
  return ts.isTemplateExpression(bare) || foldText(code, bare) !== null
}

function isConstructorOf(code: ParsedCode, node: ts.Node): node is ts.AccessExpression {
  const { ts } = code
  if (ts.isPropertyAccessExpression(node)) return node.name.text === 'constructor'
  return ts.isElementAccessExpression(node) && foldText(code, node.argumentExpression) === 'constructor'
}

/** `x.constructor.constructor`, `(() => {}).constructor`, `Object.getPrototypeOf(async () => {}).constructor`. */
function isFunctionsOwn(code: ParsedCode, node: ts.AccessExpression): boolean {
  const { ts } = code
  const of = unwrapped(ts, node.expression)
  if (isConstructorOf(code, of)) return true
  const inner = ts.isCallExpression(of) && of.arguments[0] ? unwrapped(ts, of.arguments[0]) : of
  return ts.isFunctionExpression(inner) || ts.isArrowFunction(inner)
}
