import { ts } from 'ts-morph'
import type { Path } from '../../model/change.ts'
import { nameOf } from './gaps.ts'
import { isJavaScript, writtenType } from './jsdoc.ts'
import { firstName, isTaken, type Need, TYPES, written } from './print.ts'
import { ownFiles, type TypedProject } from './project.ts'
import { target } from './symbols.ts'

/** Something of the same name that has a type. */
export type Sibling = {
  /** The type as it is written there. */
  node: ts.TypeNode
  text: string
  path: Path
  /** What the function is called that it belongs to; empty for a property or variable. */
  of: string
  kind: 'parameter' | 'property' | 'variable'
  isRest: boolean
  leads: Lead[]
  /** The start of the paths of JavaScript in which it can be said so: it may name a module by its place. Null where it says nothing of the kind. */
  only: string | null
}

/** Everything that has a name and a type written beside it, by its name. */
export function readSiblings(project: TypedProject): Map<string, Sibling[]> {
  const checker = project.program.getTypeChecker()
  const byName = new Map<string, Sibling[]>()
  for (const { path, file } of ownFiles(project)) {
    const visit = (node: ts.Node) => {
      const kind = ts.isParameter(node)
        ? 'parameter'
        : ts.isPropertySignature(node) || ts.isPropertyDeclaration(node)
          ? 'property'
          : ts.isVariableDeclaration(node)
            ? 'variable'
            : null
      if (kind) {
        const { name } = node as ts.ParameterDeclaration
        const type = writtenType(node as ts.ParameterDeclaration)
        const only = type && isJavaScript(file) ? importsFrom(type, path) : null
        const leads =
          type && ts.isIdentifier(name) && !holdsAny(type) ? leadsOf(type, checker, only !== null) : null
        if (type && ts.isIdentifier(name) && leads) {
          const of = ts.isParameter(node) ? nameOf(node.parent) : ''
          const list = byName.get(name.text) ?? []
          const isRest = ts.isParameter(node) && !!node.dotDotDotToken
          list.push({ node: type, text: written(type), path, of, kind, isRest, leads, only })
          byName.set(name.text, list)
        }
      }
      ts.forEachChild(node, visit)
    }
    visit(file)
  }
  return byName
}

/** Where the types of others that a comment of JavaScript imports in it are the same ones: in the same folder, or anywhere. */
function importsFrom(node: ts.Node, path: Path): string | null {
  if (ts.isImportTypeNode(node)) {
    const isNear = /^['"]\./.test(node.argument.getText())
    return isNear ? path.slice(0, path.lastIndexOf('/') + 1) : ''
  }
  let found: string | null = null
  ts.forEachChild(node, child => {
    const inner = importsFrom(child, path)
    if (inner !== null) found = inner || found || ''
  })
  return found
}

function holdsAny(node: ts.Node): boolean {
  return node.kind === ts.SyntaxKind.AnyKeyword || ts.forEachChild(node, holdsAny) === true
}

/** What a name in a type leads to: a symbol, or a type parameter of where it stands. */
type Lead = { name: string; meaning: ts.SymbolFlags; to: ts.Symbol | 'parameter' }

/**
 * What the names of a type lead to where it is written, those that it binds itself left out.
 * @param mayImport whether it may import types in the midst of it.
 * @returns null when it cannot be said elsewhere at all.
 */
export function leadsOf(node: ts.TypeNode, checker: ts.TypeChecker, mayImport = false): Lead[] | null {
  const own = new Set<string>()
  const leads: Lead[] = []
  const follow = ({ text: name }: ts.Identifier, meaning: ts.SymbolFlags): boolean => {
    if (own.has(name)) return true
    const to = target(checker.resolveName(name, node, meaning, false), checker)
    if (to) leads.push({ name, meaning, to: to.flags & ts.SymbolFlags.TypeParameter ? 'parameter' : to })
    return to !== undefined
  }
  const visit = (one: ts.Node): boolean => {
    if (ts.isTypeParameterDeclaration(one)) own.add(one.name.text)
    if (
      one.kind === ts.SyntaxKind.ThisType ||
      ts.isExpressionWithTypeArguments(one) ||
      (ts.isImportTypeNode(one) && !mayImport)
    )
      return false
    if (ts.isTypeReferenceNode(one) && !follow(firstName(one.typeName), TYPES)) return false
    if (ts.isTypeQueryNode(one) && !follow(firstName(one.exprName), ts.SymbolFlags.Value)) return false
    return !ts.forEachChild(one, child => !visit(child))
  }
  return visit(node) ? leads : null
}

/** Whether names lead to the same at a place. */
export function leadThere(leads: Lead[], at: ts.Node, checker: ts.TypeChecker): boolean {
  return leads.every(({ name, meaning, to }) => {
    const there = target(checker.resolveName(name, at, meaning, false), checker)
    return to === 'parameter' ? !!there && (there.flags & ts.SymbolFlags.TypeParameter) !== 0 : there === to
  })
}

/**
 * What would have to be imported for names to lead to the same at a place.
 * @param mayImport whether anything may be.
 * @returns null where they can't.
 */
export function needsThere(
  leads: Lead[],
  at: ts.Node,
  checker: ts.TypeChecker,
  mayImport: boolean,
): Need[] | null {
  const needs: Need[] = []
  for (const lead of leads) {
    if (leadThere([lead], at, checker)) continue
    const { name, meaning, to } = lead
    if (!mayImport || to === 'parameter' || meaning !== TYPES || isTaken(name, at, checker)) return null
    const declaration = to.declarations?.[0]
    if (!declaration || to.name !== name || !ts.isSourceFile(declaration.parent)) return null
    if (!needs.some(need => need.name === name))
      needs.push({ name, module: declaration.getSourceFile().fileName })
  }
  return needs
}

export const isGeneric = (leads: Lead[]) => leads.some(({ to }) => to === 'parameter')
