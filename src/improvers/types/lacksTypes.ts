import { ts } from 'ts-morph'
import type { SourceFile } from '../../model/finding.ts'
import { parse } from '../docs/parse.ts'
import { isWritten } from './gaps.ts'
import { documentedBy } from './jsdoc.ts'

/** Whether a file of TypeScript has anything that may lack a type, told from its text alone: no program need be opened where none does. */
export function lacksTypes(file: SourceFile): boolean {
  const isScript = /\.(?:[cm]?js|jsx)$/.test(file.path)
  if (!isScript && !/\.(?:[cm]?ts|tsx)$/.test(file.path)) return false
  const tree = parse(file)
  if (isScript) return tree !== null && lacksTags(tree)
  const visit = (node: ts.Node): boolean => {
    if (isWritten(node) && !ts.isSetAccessor(node))
      for (const { type, initializer, name } of node.parameters) {
        if (type?.kind === ts.SyntaxKind.AnyKeyword) return true
        if (!type && !initializer && !isGiven(node) && name.getText() !== 'this') return true
      }
    return isSaidToBeAny(node) || ts.forEachChild(node, visit) === true
  }
  return tree !== null && visit(tree)
}

/** Whether a function of JavaScript has a parameter of which no doc comment says what it is. */
function lacksTags(node: ts.Node): boolean {
  if (isWritten(node) && documentedBy(node) && !ts.getJSDocTypeTag(node)) {
    const isBare = node.parameters.some(
      one => ts.isIdentifier(one.name) && !one.initializer && !ts.getJSDocType(one),
    )
    if (isBare) return true
  }
  return ts.forEachChild(node, lacksTags) === true
}

/** A property, variable, or what a function returns or catches; a property of a class may say nothing at all. */
function isSaidToBeAny(node: ts.Node): boolean {
  if (ts.isPropertyDeclaration(node) && !node.type && !node.initializer) return true
  const isTyped =
    ts.isPropertyDeclaration(node) ||
    ts.isPropertySignature(node) ||
    ts.isVariableDeclaration(node) ||
    (isWritten(node) && 'body' in node && node.body !== undefined)
  return isTyped && node.type?.kind === ts.SyntaxKind.AnyKeyword
}

/** A function that stands where one is wanted has its types from there, most times. */
function isGiven(node: ts.Node): boolean {
  const { parent } = node
  if (!ts.isArrowFunction(node) && !ts.isFunctionExpression(node)) return false
  if (ts.isVariableDeclaration(parent)) return parent.type !== undefined
  if (!ts.isReturnStatement(parent) && !ts.isArrowFunction(parent)) return true
  const outer = ts.findAncestor(parent, isWritten)
  return outer?.type !== undefined || (outer !== undefined && isGiven(outer))
}
