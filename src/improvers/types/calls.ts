import { ts } from 'ts-morph'
import type { Path } from '../../model/change.ts'
import { ownFiles, type TypedProject } from './project.ts'

export type Call = ts.CallExpression | ts.NewExpression

/** What is done with the functions of a repository, by the declaration that is reached. */
export type Reached = {
  calls: Map<ts.Node, Call[]>
  /** Where a function is handed to something that says what it will call it with. */
  handed: Map<ts.Node, { signature: ts.Signature; at: ts.Expression }[]>
}

/** Reads the calls of all functions, as far as they stand in these files. */
export function readCalls(project: TypedProject, scope: Set<Path>): Reached {
  const checker = project.program.getTypeChecker()
  const reached: Reached = { calls: new Map(), handed: new Map() }
  for (const { path, file } of ownFiles(project)) {
    if (!scope.has(path)) continue
    const visit = (node: ts.Node) => {
      if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
        const to = checker.getResolvedSignature(node)?.declaration
        if (to) reached.calls.set(to, [...(reached.calls.get(to) ?? []), node])
        for (const one of node.arguments ?? []) {
          const handed = ts.isIdentifier(one) ? functionOf(one, checker) : undefined
          const signature = handed && checker.getContextualType(one)?.getCallSignatures()[0]
          if (handed && signature)
            reached.handed.set(handed, [...(reached.handed.get(handed) ?? []), { signature, at: one }])
        }
      }
      ts.forEachChild(node, visit)
    }
    visit(file)
  }
  return reached
}

/** The function that a name stands for. */
function functionOf(name: ts.Identifier, checker: ts.TypeChecker): ts.Node | undefined {
  const symbol = checker.getSymbolAtLocation(name)
  const real = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
  const declaration = real?.valueDeclaration
  if (declaration && ts.isVariableDeclaration(declaration)) return declaration.initializer
  return declaration && ts.isFunctionDeclaration(declaration) ? declaration : undefined
}

/** Whether a call ends before it comes to a parameter. */
export function leavesOut(call: Call, parameter: ts.ParameterDeclaration): boolean {
  const given = call.arguments ?? []
  return !given.some(ts.isSpreadElement) && given.length <= parameter.parent.parameters.indexOf(parameter)
}

/** What is handed over as one parameter, spread arguments left out; the rest of them for a rest parameter. */
export function argumentsFor(call: Call, parameter: ts.ParameterDeclaration): ts.Expression[] {
  const owner = parameter.parent
  const first = owner.parameters[0]
  const hasThis = first && ts.isIdentifier(first.name) && first.name.text === 'this'
  const at = owner.parameters.indexOf(parameter) - (hasThis ? 1 : 0)
  const given = [...(call.arguments ?? [])]
  if (given.slice(0, at + 1).some(ts.isSpreadElement)) return []
  return parameter.dotDotDotToken
    ? given.slice(at).filter(one => !ts.isSpreadElement(one))
    : given.slice(at, at + 1)
}
