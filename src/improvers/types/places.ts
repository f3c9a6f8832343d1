import { ts } from 'ts-morph'
import type { Path } from '../../model/change.ts'
import { isWritten, keyOf } from './gaps.ts'

/** What can be said to be of a type: it names the rewrite of a finding, too. */
export type What = 'parameters' | 'properties' | 'returns' | 'variables' | 'catch'

/** What an annotation can stand at. */
export type Typed =
  | ts.ParameterDeclaration
  | ts.PropertyDeclaration
  | ts.PropertySignature
  | ts.VariableDeclaration
  | ts.FunctionLikeDeclaration

/** A place that can hold a type. */
export type Place = {
  what: What
  /** The same in every version of the file that differs in annotations alone. */
  key: string
  node: Typed
  /** What a finding about it is about: a function, class, interface or variable, or the file. */
  owner: ts.Node
}

type Shape = ts.ClassLikeDeclaration | ts.InterfaceDeclaration | ts.TypeAliasDeclaration

/** Every place of a file that can hold a type, those in annotations left out: they come and go with these. */
export function placesOf(path: Path, file: ts.SourceFile): Place[] {
  const places: Place[] = []
  let functions = 0
  let variables = 0
  let shapes = 0
  const visit = (node: ts.Node) => {
    if (isWritten(node)) {
      const ordinal = functions++
      for (const [index, one] of node.parameters.entries())
        places.push({ what: 'parameters', key: keyOf(path, ordinal, index), node: one, owner: node })
      places.push({ what: 'returns', key: `${path}\n${ordinal}\nreturn`, node, owner: node })
    } else if (ts.isVariableDeclaration(node)) {
      const isCaught = ts.isCatchClause(node.parent)
      places.push({
        what: isCaught ? 'catch' : 'variables',
        key: `${path}\nvariable ${variables++}`,
        node,
        owner: isCaught ? aroundOf(node) : node,
      })
    } else if (ts.isClassLike(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node))
      places.push(...propertiesOf(node, `${path}\nshape ${shapes++}`))
    ts.forEachChild(node, visit)
  }
  visit(file)
  return places
}

/** The properties of a class, interface or type, and those of the literals in them. */
function propertiesOf(shape: Shape, start: string): Place[] {
  const places: Place[] = []
  const addMembers = (members: readonly ts.Node[], key: string) => {
    for (const [index, node] of members.entries()) {
      if (!ts.isPropertyDeclaration(node) && !ts.isPropertySignature(node)) continue
      places.push({ what: 'properties', key: `${key}.${index}`, node, owner: shape })
      if (node.type) addLiterals(node.type, `${key}.${index}`)
    }
  }
  const addLiterals = (type: ts.TypeNode, key: string) => {
    let ordinal = 0
    const visit = (node: ts.Node) => {
      if (ts.isTypeLiteralNode(node)) addMembers(node.members, `${key}/${ordinal++}`)
      else ts.forEachChild(node, visit)
    }
    visit(type)
  }
  if (ts.isTypeAliasDeclaration(shape)) addLiterals(shape.type, start)
  else addMembers(shape.members, start)
  return places
}

/** The function around a node, or its file. */
export function aroundOf(node: ts.Node): ts.Node {
  return ts.findAncestor(node.parent, isWritten) ?? node.getSourceFile()
}
