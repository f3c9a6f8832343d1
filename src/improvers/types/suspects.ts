import { ts } from 'ts-morph'
import { isWritten } from './gaps.ts'
import { placesOf } from './places.ts'
import { returnsOf } from './returns.ts'
import { basesOf, declarationsOf } from './symbols.ts'

/** What may be to blame for a diagnostic at a node, group by group: the first of these that knows somebody is believed. */
export function* suspectsOf(node: ts.Node, checker: ts.TypeChecker): Generator<ts.Node[]> {
  const statement = statementOf(node)
  yield named(statement, checker)
  yield around(node)
  yield origins(statement, checker).filter(one => !ts.isParameter(one))
  const file = node.getSourceFile()
  yield othersIn([file])
  yield othersIn(file.statements.flatMap(one => importedBy(one, checker)))
}

function othersIn(files: ts.SourceFile[]): ts.Node[] {
  const places = files.flatMap(file => placesOf('', file))
  return places.filter(({ what }) => what !== 'parameters').map(({ node }) => node)
}

function importedBy(statement: ts.Statement, checker: ts.TypeChecker): ts.SourceFile[] {
  if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return []
  const { moduleSpecifier } = statement
  const module = moduleSpecifier && checker.getSymbolAtLocation(moduleSpecifier)
  return (module?.declarations ?? []).filter(ts.isSourceFile).filter(file => !file.isDeclarationFile)
}

function statementOf(node: ts.Node): ts.Node {
  let statement = node
  while (statement.parent && !ts.isStatement(statement) && !isWritten(statement)) statement = statement.parent
  return statement
}

/** What a statement names and has a type, and what belongs to what it calls. */
function named(statement: ts.Node, checker: ts.TypeChecker): ts.Node[] {
  const suspects: ts.Node[] = []
  const visit = (one: ts.Node) => {
    if (ts.isIdentifier(one) || ts.isPrivateIdentifier(one))
      for (const declaration of declarationsOf(one, checker)) {
        suspects.push(declaration)
        if (ts.isVariableDeclaration(declaration) && declaration.initializer)
          suspects.push(declaration.initializer)
      }
    if (ts.isCallExpression(one) || ts.isNewExpression(one)) {
      const reached = checker.getResolvedSignature(one)?.declaration
      if (reached && isWritten(reached)) suspects.push(...reached.parameters, reached)
    }
    if (ts.isPropertyDeclaration(one) || isWritten(one)) suspects.push(one, ...promisesOf(one, checker))
    if (!ts.isBlock(one)) ts.forEachChild(one, visit)
  }
  visit(statement)
  // What does not fit an overload is told at the overload, and not at what it is about.
  for (const { parent } of [...suspects].filter(ts.isParameter))
    suspects.push(...implementationOf(parent, checker))
  if (isWritten(statement)) suspects.push(...implementationOf(statement, checker))
  return suspects
}

/** What the classes and interfaces declare that a member comes from. */
function promisesOf(member: ts.Node, checker: ts.TypeChecker): ts.Node[] {
  if (!ts.isClassElement(member) || !member.name) return []
  const name = member.name.getText()
  return basesOf(member, checker).flatMap(({ type }) => type.getProperty(name)?.declarations ?? [])
}

/** The functions around a place with their parameters, and what is caught there. */
function around(node: ts.Node): ts.Node[] {
  const suspects: ts.Node[] = []
  for (let at: ts.Node | undefined = node; at; at = at.parent) {
    if (isWritten(at)) suspects.push(...at.parameters, at)
    if (ts.isCatchClause(at) && at.variableDeclaration) suspects.push(at.variableDeclaration)
  }
  return suspects
}

/** How far what a name holds is followed back. */
const DEEP = 4

/** What the variables that a statement names are made from. */
function origins(statement: ts.Node, checker: ts.TypeChecker): ts.Node[] {
  const suspects: ts.Node[] = []
  const seen = new Set<ts.Node>([statement])
  const follow = (from: ts.Node | undefined, depth: number) => {
    if (!from || depth > DEEP || seen.has(from)) return
    seen.add(from)
    suspects.push(...named(from, checker))
    look(from, depth)
  }
  const look = (at: ts.Node, depth: number) => {
    if (ts.isIdentifier(at))
      for (const declaration of declarationsOf(at, checker))
        for (const one of madeFrom(declaration)) follow(one, depth + 1)
    if (!ts.isBlock(at)) ts.forEachChild(at, child => look(child, depth))
  }
  look(statement, 0)
  return suspects
}

/** The expressions that say what something is that has no type written beside it. */
function madeFrom(declaration: ts.Node): ts.Node[] {
  if (ts.isBindingElement(declaration)) return madeFrom(declaration.parent.parent)
  if (isWritten(declaration)) return declaration.type ? [] : returnsOf(declaration)
  if (ts.isParameter(declaration)) {
    const call = declaration.parent.parent
    return ts.isCallExpression(call) ? [call.expression] : []
  }
  if (ts.isPropertyAssignment(declaration)) return [declaration.initializer]
  if (!ts.isVariableDeclaration(declaration) && !ts.isPropertyDeclaration(declaration)) return []
  const { initializer } = declaration
  const loop = declaration.parent.parent
  if (ts.isForOfStatement(loop)) return [loop.expression]
  if (!initializer) return []
  return isWritten(initializer) ? [initializer, ...madeFrom(initializer)] : [initializer]
}

/** The parameters of what a signature without a body is an overload of. */
function implementationOf(
  overload: ts.SignatureDeclaration,
  checker: ts.TypeChecker,
): readonly ts.ParameterDeclaration[] {
  if ('body' in overload && overload.body) return []
  const symbol = overload.name && checker.getSymbolAtLocation(overload.name)
  const found = symbol?.declarations?.find(
    (one): one is ts.FunctionDeclaration | ts.MethodDeclaration =>
      (ts.isFunctionDeclaration(one) || ts.isMethodDeclaration(one)) && one.body !== undefined,
  )
  return found?.parameters ?? []
}
