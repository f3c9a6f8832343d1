import { ts } from 'ts-morph'

/** What a name leads to, through imports. */
export function target(symbol: ts.Symbol | undefined, checker: ts.TypeChecker): ts.Symbol | undefined {
  return symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
}

/** Everything that a name stands for where it stands: for one in an object or pattern, also the property that is meant. */
export function declarationsOf(
  name: ts.Identifier | ts.PrivateIdentifier,
  checker: ts.TypeChecker,
): ts.Declaration[] {
  const { parent } = name
  const symbols = [target(checker.getSymbolAtLocation(name), checker)]
  if (ts.isShorthandPropertyAssignment(parent))
    symbols.push(checker.getShorthandAssignmentValueSymbol(parent))
  symbols.push(wantedProperty(parent, checker))
  if (ts.isBindingElement(parent) && ts.isObjectBindingPattern(parent.parent))
    symbols.push(
      checker.getTypeAtLocation(parent.parent).getProperty((parent.propertyName ?? name).getText()),
    )
  return symbols.flatMap(symbol => symbol?.declarations ?? [])
}

/** The property of what is wanted that one of an object literal or element becomes. */
export function wantedProperty(member: ts.Node, checker: ts.TypeChecker): ts.Symbol | undefined {
  if (!ts.isPropertyAssignment(member) && !ts.isShorthandPropertyAssignment(member)) return undefined
  const wanted = checker.getContextualType(member.parent)
  const name = member.name.getText()
  return wanted && checker.getPropertyOfType(checker.getNonNullableType(wanted), name)
}

/** What the class of a member extends and implements, and the name of each as it is written. */
export function basesOf(
  member: ts.Node,
  checker: ts.TypeChecker,
): { type: ts.Type; node: ts.ExpressionWithTypeArguments }[] {
  const { parent } = member
  if (!ts.isClassLike(parent) && !ts.isInterfaceDeclaration(parent)) return []
  return (parent.heritageClauses ?? [])
    .flatMap(({ types }) => [...types])
    .map(node => ({ type: checker.getTypeAtLocation(node), node }))
}
