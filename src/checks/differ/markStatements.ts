import type { ts } from 'ts-morph'
import type { Compiler } from '../compiler.ts'
import { editText, type TextEdit } from './editText.ts'

/** A statement, or an expression that stands for one, on changed lines. `mark` is the number that it says when it is passed. */
export type Marked = { mark: number; start: number; end: number; line: number }

/**
 * Gives each statement on changed lines a mark: a call that says its number before the statement is run.
 * @param lines numbers from 0.
 * @param first the first mark.
 * @param call the global function that is called with the mark.
 * @param sides whether the sides of `&&`, `||`, `??` and `?:` have marks too, which are statements of their own in all but form.
 * @returns the text with marks, and what was marked, the innermost last. What only declares (types, functions, imports) has none.
 */
export function markStatements(
  { ts }: Compiler,
  file: ts.SourceFile,
  lines: ReadonlySet<number>,
  first: number,
  call: string,
  sides = false,
): { text: string; marked: Marked[] } {
  const marked: Marked[] = []
  const [opens, closes]: [TextEdit[], TextEdit[]] = [[], []]
  const lineOf = (position: number) => file.getLineAndCharacterOfPosition(position).line

  const isChanged = (node: ts.Node): boolean => {
    const [from, to] = [lineOf(node.getStart(file)), lineOf(node.getEnd())]
    for (let line = from; line <= to; line++) if (lines.has(line)) return true
    return false
  }
  const add = (node: ts.Node, open: string, close: string) => {
    const mark = first + marked.length
    const [start, end] = [node.getStart(file), node.getEnd()]
    marked.push({ mark, start, end, line: lineOf(start) })
    opens.push({ start, end: start, text: open.replace('#', `globalThis.${call}?.(${mark})`) })
    if (close) closes.unshift({ start: end, end, text: close })
  }
  const visit = (node: ts.Node): void => {
    if (!isChanged(node) || ts.isTypeNode(node)) return
    const { parent } = node
    if (parent && ts.isArrowFunction(parent) && parent.body === node && !ts.isBlock(node))
      add(node, '(#, (', '))')
    else if (sides && isSide(ts, node)) add(node, '(#, (', '))')
    else if (ts.isStatement(node) && isRun(ts, node)) {
      const listed =
        ts.isBlock(parent) ||
        ts.isSourceFile(parent) ||
        ts.isModuleBlock(parent) ||
        ts.isCaseOrDefaultClause(parent)
      if (listed) add(node, '#; ', '')
      else if (!ts.isLabeledStatement(parent)) add(node, '{ #; ', ' }')
    }
    ts.forEachChild(node, visit)
  }
  ts.forEachChild(file, visit)
  // Where several end at one place the innermost is closed first, and all before the next one is opened.
  return { text: editText(file.text, [...closes, ...opens]), marked }
}

/** Whether an expression is evaluated only on what another one came to. */
function isSide(ts: Compiler['ts'], node: ts.Node): boolean {
  const { parent } = node
  if (ts.isConditionalExpression(parent)) return node !== parent.condition && ts.isExpression(node)
  if (!ts.isBinaryExpression(parent) || parent.right !== node) return false
  return /^(?:&&|\|\||\?\?)$/.test(ts.tokenToString(parent.operatorToken.kind) ?? '')
}

/** Whether a statement does something when its turn comes, and may have another one before it. */
function isRun(ts: Compiler['ts'], node: ts.Statement): boolean {
  if (ts.isBlock(node) || ts.isEmptyStatement(node)) return false
  if (ts.isFunctionDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node))
    return false
  if (ts.isImportDeclaration(node) || ts.isImportEqualsDeclaration(node) || ts.isModuleDeclaration(node))
    return false
  if (ts.isExportDeclaration(node)) return false
  // Before a directive nothing may stand.
  const directive = ts.isExpressionStatement(node) && ts.isStringLiteral(node.expression)
  const declared =
    ts.canHaveModifiers(node) && ts.getModifiers(node)?.some(one => one.kind === ts.SyntaxKind.DeclareKeyword)
  return !directive && !declared
}
