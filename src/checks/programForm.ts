import type { ts } from 'ts-morph'
import type { Compiler } from './compiler.ts'

/** One top-level statement in canonical form, and its text for a person. */
export type Form = { form: string; text: string }

/**
 * Brings emitted JavaScript into one canonical form, statement by statement: equal forms mean the same
 * program. The tree is compared and not the text, so quotes, semicolons, `x =>` and `(x) =>` and needless
 * parentheses don't count, while everything that has a meaning does: `("use client")` is no directive,
 * and `(a?.b).c` is not `a?.b.c`.
 */
export function programForm({ ts }: Compiler, fileName: string, text: string): Form[] {
  const kind = /\.jsx$/.test(fileName) ? ts.ScriptKind.JSX : ts.ScriptKind.JS
  const file = ts.createSourceFile(fileName, text, ts.ScriptTarget.ESNext, true, kind)
  const writeAll = writer(ts)
  // The line that starts the interpreter is no statement, and still belongs to the program.
  const [start = ''] = /^#![^\n]*/.exec(text) ?? []
  const forms = file.statements.map(one => ({ form: writeAll(one), text: one.getText(file) }))
  return [{ form: start, text: start }, ...forms]
}

function writer(ts: Compiler['ts']): (node: ts.Node) => string {
  const declared = ts.NodeFlags.BlockScoped
  const write = (node: ts.Node): string => {
    if (ts.isParenthesizedExpression(node) && !isBareString(node)) return write(node.expression)
    const parts = [String(node.kind), textOf(node), String(markOf(node))]
    // With the role of each child: `for (; a; )` and `for (a; ; )` have the same children.
    const roles = new Map<unknown, string>(Object.entries(node).map(([role, child]) => [child, role]))
    const one = (child: ts.Node) => {
      parts.push(roles.get(child) ?? '', write(child))
    }
    const many = (list: ts.NodeArray<ts.Node>) => {
      parts.push(roles.get(list) ?? '', ...list.map(write))
    }
    ts.forEachChild(node, one, many)
    // Lengths, so that no text can pass for structure.
    return parts.map(part => `${part.length}:${part}`).join('')
  }
  /** In parentheses a lone string is an expression; without them, at the top, a directive. */
  const isBareString = (node: ts.ParenthesizedExpression) =>
    ts.isExpressionStatement(node.parent) && ts.isStringLiteralLike(innermost(node))
  const innermost = (node: ts.Expression): ts.Expression =>
    ts.isParenthesizedExpression(node) ? innermost(node.expression) : node
  const textOf = (node: ts.Node): string => {
    // A tagged template sees the raw text too; other literals only what it stands for.
    if (ts.isTemplateLiteralToken(node)) return JSON.stringify([node.text, node.getText()])
    if (ts.isExpressionStatement(node.parent) && ts.isStringLiteral(node)) return node.getText().slice(1, -1)
    if (ts.isLiteralExpression(node) || ts.isIdentifier(node) || ts.isPrivateIdentifier(node))
      return node.text
    return ts.isJsxText(node) ? node.text : ''
  }
  const markOf = (node: ts.Node): string => {
    const one = node as { operator?: number; keywordToken?: number; token?: number; phaseModifier?: number }
    const chain = node.flags & ts.NodeFlags.OptionalChain
    const list = ts.isVariableDeclarationList(node) ? node.flags & declared : 0
    return [one.operator, one.keywordToken, one.token, one.phaseModifier, chain, list].join()
  }
  return write
}
