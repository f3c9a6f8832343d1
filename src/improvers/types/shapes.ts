import { ts } from 'ts-morph'
import { isJavaScript, typedefsAbove } from './jsdoc.ts'
import { ownFiles, type TypedProject } from './project.ts'

/** A type with a name of its own and the names of its members. */
export type Shape = { name: string; symbol: ts.Symbol; members: Set<string>; declaration: ts.Declaration }

/** Every interface, class and object type of the repository that takes no type arguments, by the name of each member. */
export function readShapes(project: TypedProject): Map<string, Shape[]> {
  const checker = project.program.getTypeChecker()
  const byMember = new Map<string, Shape[]>()
  const addShape = (name: ts.Identifier, declaration: ts.Declaration) => {
    const symbol = checker.getSymbolAtLocation(name)
    if (!symbol) return
    const members = new Set(
      checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol)).map(one => one.name),
    )
    const shape = { name: name.text, symbol, members, declaration }
    for (const member of members) byMember.set(member, [...(byMember.get(member) ?? []), shape])
  }
  for (const { file } of ownFiles(project)) {
    const visit = (node: ts.Node) => {
      const isShape =
        ts.isInterfaceDeclaration(node) ||
        ts.isClassDeclaration(node) ||
        (ts.isTypeAliasDeclaration(node) && ts.isTypeLiteralNode(node.type))
      for (const tag of typedefsAbove(node)) addShape(tag.name as ts.Identifier, tag)
      const isPlain = isShape && !node.typeParameters?.some(one => !one.default)
      if (isPlain && node.name) addShape(node.name, node)
      ts.forEachChild(node, visit)
    }
    visit(file)
    if (isJavaScript(file)) visit(file.endOfFileToken)
  }
  return byMember
}

/** The shapes that have all of these members and can be named at a place, those with the fewest others first. */
export function shapesWith(
  names: string[],
  shapes: Map<string, Shape[]>,
  at: ts.Node,
  checker: ts.TypeChecker,
): Shape[] {
  const [first, ...others] = names
  if (first === undefined) return []
  return (shapes.get(first) ?? [])
    .filter(shape => others.every(name => shape.members.has(name)) && isInScope(shape, at, checker))
    .sort((a, b) => a.members.size - b.members.size)
}

function isInScope({ name, symbol }: Shape, at: ts.Node, checker: ts.TypeChecker): boolean {
  const found = checker.resolveName(name, at, ts.SymbolFlags.Type | ts.SymbolFlags.Alias, false)
  if (!found) return false
  return (found.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(found) : found) === symbol
}
