import { ts } from 'ts-morph'

/** A function around a place: its name, if it has one, and the lines, from 0, in which it begins, however that is counted. */
export type FunctionAround = { name: string; lines: number[] }

/** The functions around a node, the innermost first. */
export function functionsAround(node: ts.Node): FunctionAround[] {
  const file = node.getSourceFile()
  const lineOf = (at: number) => file.getLineAndCharacterOfPosition(at).line
  const found: FunctionAround[] = []
  for (let at = node.parent; at; at = at.parent) {
    if (!ts.isFunctionLike(at)) continue
    // V8 says that a function begins with its brackets.
    const lines = [at.getStart(file), Math.max(at.parameters.pos - 1, at.getStart(file))].map(lineOf)
    found.push({ name: nameOf(at), lines: [...new Set(lines)] })
  }
  return found
}

function nameOf(node: ts.SignatureDeclaration): string {
  if (ts.isConstructorDeclaration(node)) return node.parent.name?.text ?? ''
  const { name = 'name' in node.parent ? node.parent.name : undefined } = node
  return name && ts.isIdentifier(name as ts.Node) ? (name as ts.Identifier).text : ''
}
