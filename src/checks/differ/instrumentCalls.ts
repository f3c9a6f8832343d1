import type { ts } from 'ts-morph'
import type { Path } from '../../model/change.ts'
import type { Compiler } from '../compiler.ts'
import { editText, type TextEdit } from './editText.ts'

/**
 * Lets the functions of a file say with what they are called: at the start of each body, and around each arrow function.
 * @param name the global function that is told the module, the site (the function's offset in it) and the arguments; where
 * there is none, nothing happens.
 */
export function instrumentCalls({ ts }: Compiler, module: Path, file: ts.SourceFile, name: string): string {
  const called = `globalThis.${name}?.(${JSON.stringify(module)}, `
  const opens: TextEdit[] = []
  const closes: TextEdit[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isArrowFunction(node)) {
      const [start, end] = [node.getStart(file), node.getEnd()]
      const around = `(f => globalThis.${name} ? (...a) => (${called}${start}, a), f(...a)) : f)`
      opens.push({ start, end: start, text: `${around}(` })
      closes.unshift({ start: end, end, text: ')' })
    } else if (ts.isFunctionLike(node) && 'body' in node && node.body && ts.isBlock(node.body as ts.Node)) {
      const { statements, end } = node.body as ts.Block
      const isDerived = ts.isConstructorDeclaration(node) && statements.some(one => isSuperCall(ts, one))
      // Before super there is no object to speak of, and before a directive nothing may stand.
      const before = statements.findIndex(one => (isDerived ? isSuperCall(ts, one) : !isDirective(ts, one)))
      const first = statements[isDerived ? before + 1 : before]
      const at = first ? first.getStart(file) : end - 1
      opens.push({ start: at, end: at, text: `;${called}${node.getStart(file)}, arguments, this); ` })
    }
    ts.forEachChild(node, visit)
  }
  ts.forEachChild(file, visit)
  return editText(file.text, [...closes, ...opens])
}

function isDirective(ts: Compiler['ts'], node: ts.Statement): boolean {
  return ts.isExpressionStatement(node) && ts.isStringLiteral(node.expression)
}

function isSuperCall(ts: Compiler['ts'], node: ts.Statement): boolean {
  return (
    ts.isExpressionStatement(node) &&
    ts.isCallExpression(node.expression) &&
    node.expression.expression.kind === ts.SyntaxKind.SuperKeyword
  )
}
