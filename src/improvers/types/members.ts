import { ts } from 'ts-morph'
import type { Path } from '../../model/change.ts'
import type { Gap } from './otherGaps.ts'
import { ownFiles, type TypedProject } from './project.ts'
import { target, wantedProperty } from './symbols.ts'

/** What becomes of a property or variable: what it is given, and where it is read. */
export type Held = { given: ts.Expression[]; reads: ts.Expression[] }

const GIVES = new Set([
  ts.SyntaxKind.EqualsToken,
  ts.SyntaxKind.QuestionQuestionEqualsToken,
  ts.SyntaxKind.BarBarEqualsToken,
])

/** Reads what the properties and variables among these hold, as far as these files tell. */
export function readHeld(project: TypedProject, scope: Set<Path>, gaps: Gap[]): Map<ts.Node, Held> {
  const checker = project.program.getTypeChecker()
  const held = new Map<ts.Node, Held>()
  const names = new Set<string>()
  for (const { what, node } of gaps)
    if (what === 'properties' || what === 'variables') {
      const { name, initializer } = node as ts.VariableDeclaration
      held.set(node, { given: initializer ? [initializer] : [], reads: [] })
      names.add(name.getText())
    }
  if (!held.size) return held
  const heldBy = (symbol: ts.Symbol | undefined) =>
    symbol?.declarations?.map(one => held.get(one)).find(one => one)
  const visit = (node: ts.Node) => {
    if ((ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) && names.has(node.text)) {
      const { parent } = node
      const wanted = parent && 'name' in parent && parent.name === node && wantedProperty(parent, checker)
      const given = heldBy(wanted || undefined)
      if (given && ts.isPropertyAssignment(parent)) given.given.push(parent.initializer)
      if (given && ts.isShorthandPropertyAssignment(parent)) given.given.push(node as ts.Identifier)
      const symbol = ts.isShorthandPropertyAssignment(parent)
        ? checker.getShorthandAssignmentValueSymbol(parent)
        : checker.getSymbolAtLocation(node)
      const own = heldBy(target(symbol, checker))
      if (own && !isDeclared(node)) addUse(wholeOf(node), own)
    }
    ts.forEachChild(node, visit)
  }
  for (const { path, file } of ownFiles(project)) if (scope.has(path)) visit(file)
  return held
}

const isDeclared = ({ parent }: ts.Node) =>
  ts.isPropertyDeclaration(parent) ||
  ts.isPropertySignature(parent) ||
  ts.isVariableDeclaration(parent) ||
  ts.isPropertyAssignment(parent) ||
  ts.isImportSpecifier(parent)

/** `this.x` for the `x` of it. */
function wholeOf(name: ts.Identifier | ts.PrivateIdentifier): ts.Expression {
  const { parent } = name
  return ts.isPropertyAccessExpression(parent) && parent.name === name ? parent : (name as ts.Identifier)
}

function addUse(whole: ts.Expression, { given, reads }: Held): void {
  const { parent } = whole
  if (ts.isBinaryExpression(parent) && parent.left === whole && GIVES.has(parent.operatorToken.kind))
    given.push(parent.right)
  else reads.push(whole)
}
