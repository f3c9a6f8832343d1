import { ts } from 'ts-morph'
import type { Path } from '../../model/change.ts'
import { ownFiles, type TypedProject } from './project.ts'

export type Call = ts.CallExpression | ts.NewExpression

/** The calls of each function that is written in the repository, by the declaration that they reach, as far as they stand in these files. */
export function readCalls(project: TypedProject, scope: Set<Path>): Map<ts.Node, Call[]> {
  const checker = project.program.getTypeChecker()
  const calls = new Map<ts.Node, Call[]>()
  for (const { path, file } of ownFiles(project)) {
    if (!scope.has(path)) continue
    const visit = (node: ts.Node) => {
      if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
        const reached = checker.getResolvedSignature(node)?.declaration
        if (reached) calls.set(reached, [...(calls.get(reached) ?? []), node])
      }
      ts.forEachChild(node, visit)
    }
    visit(file)
  }
  return calls
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
