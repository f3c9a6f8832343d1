import { ts } from 'ts-morph'
import type { Path } from '../../model/change.ts'
import { gapsOf, isGiven, NAMELESS, nameOf, type ParameterGap } from './gaps.ts'
import { isJavaScript } from './jsdoc.ts'
import { type Place, placesOf, type What } from './places.ts'

/** Anything else of which nothing says what it is. */
export type OtherGap = Place & { what: Exclude<What, 'parameters'>; path: Path }

/** A place that has no type, or is said to be anything. */
export type Gap = ParameterGap | OtherGap

/** The gaps of a file, as far as somebody wants to have them. */
export function allGapsOf(
  path: Path,
  file: ts.SourceFile,
  checker: ts.TypeChecker,
  wanted: ReadonlySet<What>,
): Gap[] {
  const gaps: Gap[] = wanted.has('parameters') ? gapsOf(path, file, checker) : []
  // Of JavaScript the compiler tells the others from what is assigned and given.
  if (isJavaScript(file)) return gaps
  if (![...wanted].some(what => what !== 'parameters')) return gaps
  for (const place of placesOf(path, file)) {
    const { what } = place
    if (what !== 'parameters' && wanted.has(what) && isOpen(place, checker))
      gaps.push({ ...place, what, path })
  }
  return gaps
}

export const isAny = (type: ts.TypeNode | undefined) => type?.kind === ts.SyntaxKind.AnyKeyword

function isOpen({ what, node, owner }: Place, checker: ts.TypeChecker): boolean {
  if (isAmbient(node)) return false
  if (what === 'properties') return isOpenProperty(node as ts.PropertyDeclaration, checker)
  if (!isAny(node.type)) return false
  if (what === 'returns') return isOpenReturn(owner as ts.FunctionLikeDeclaration, checker)
  return what === 'catch' || isOpenVariable(node as ts.VariableDeclaration)
}

/** What is declared to be elsewhere can't be asked what it is. */
const isAmbient = (node: ts.Node) =>
  ts.findAncestor(
    node,
    one =>
      ts.canHaveModifiers(one) &&
      ts.getModifiers(one)?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword) === true,
  ) !== undefined

function isOpenProperty(
  node: ts.PropertyDeclaration | ts.PropertySignature,
  checker: ts.TypeChecker,
): boolean {
  if (ts.isComputedPropertyName(node.name)) return false
  if (node.type) return isAny(node.type)
  if (!ts.isPropertyDeclaration(node) || node.initializer) return false
  return (checker.getTypeAtLocation(node).flags & ts.TypeFlags.Any) !== 0
}

/** A body says what it gives; not for overloads, which say more, nor where somebody else says what is wanted. */
function isOpenReturn(owner: ts.FunctionLikeDeclaration, checker: ts.TypeChecker): boolean {
  if (!owner.body || nameOf(owner) === NAMELESS) return false
  const symbol = owner.name && checker.getSymbolAtLocation(owner.name)
  const isOverloaded = symbol?.declarations?.some(
    one => ts.isFunctionLike(one) && !ts.isAccessor(one) && !('body' in one && one.body),
  )
  return !isOverloaded && !isGiven(owner, checker)
}

/** The variable of a loop has no type of its own. */
function isOpenVariable({ name, parent }: ts.VariableDeclaration): boolean {
  return (
    ts.isIdentifier(name) && ts.isVariableDeclarationList(parent) && ts.isVariableStatement(parent.parent)
  )
}
