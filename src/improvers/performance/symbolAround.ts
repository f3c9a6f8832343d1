import { ts } from 'ts-morph'

/** What the code around a node is called: the function, method or constant that it stands in. */
export function symbolAround(node: ts.Node): string {
  let found: string | null = null
  for (let at: ts.Node | undefined = node; at; at = at.parent) {
    const name = nameOf(at)
    if (name === null) continue
    if (ts.isClassLike(at)) return found ? `${name}.${found}` : name
    if (ts.isFunctionLike(at) || at.parent.parent.parent === node.getSourceFile()) found = name
  }
  return found ?? 'the module'
}

function nameOf(node: ts.Node): string | null {
  const named =
    ts.isFunctionDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isClassLike(node) ||
    ts.isAccessor(node)
  if (named) return node.name && ts.isIdentifier(node.name) ? node.name.text : null
  if (ts.isConstructorDeclaration(node)) return 'constructor'
  return ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) ? node.name.text : null
}
