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
      const body = node.body as ts.Block
      const first = body.statements.find(one => !isDirective(ts, one))
      const at = first ? first.getStart(file) : body.getEnd() - 1
      // A class is called by its constructor.
      const site = ts.isConstructorDeclaration(node) ? node.parent.getStart(file) : node.getStart(file)
      opens.push({ start: at, end: at, text: `${called}${site}, arguments); ` })
    }
    ts.forEachChild(node, visit)
  }
  ts.forEachChild(file, visit)
  return editText(file.text, [...closes, ...opens])
}

function isDirective(ts: Compiler['ts'], node: ts.Statement): boolean {
  return ts.isExpressionStatement(node) && ts.isStringLiteral(node.expression)
}
