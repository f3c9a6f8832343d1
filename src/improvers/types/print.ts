import { posix } from 'node:path'
import { ts } from 'ts-morph'
import { isJavaScript } from './jsdoc.ts'

const FLAGS =
  ts.NodeBuilderFlags.NoTruncation |
  ts.NodeBuilderFlags.UseSingleQuotesForStringLiteralType |
  ts.NodeBuilderFlags.WriteTypeArgumentsOfSignature

const printer = ts.createPrinter({ removeComments: true })

/** A name that is not there, and the module that exports it: the name of its file, which may lack the extension. */
export type Need = { name: string; module: string }

/** A type as it would be written, and what would have to be imported for it. */
export type Printed = { text: string; needs: Need[] }

/**
 * A type as it would be written at a place, or null where it cannot be: when it is or holds `any`, or a name that
 * is not in scope there.
 */
export function typeText(type: ts.Type, at: ts.Node, checker: ts.TypeChecker): string | null {
  const said = printed(type, at, checker)
  return said?.needs.length ? null : (said?.text ?? null)
}

/** The same with names that other modules export. */
export function printed(type: ts.Type, at: ts.Node, checker: ts.TypeChecker): Printed | null {
  if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Never | ts.TypeFlags.Unknown)) return null
  const node = checker.typeToTypeNode(type, at, FLAGS)
  if (!node) return null
  const needs: Need[] = []
  const imported = ts.transform(node, [withoutImports(at, checker, needs)]).transformed[0]!
  const short = ts.transform(imported, [withoutDefaults(at, checker)]).transformed[0]!
  const names = new Set(needs.map(({ name }) => name))
  if (!isSayable(short, at, checker, names)) return null
  return { text: tidy(printer.printNode(ts.EmitHint.Unspecified, short, at.getSourceFile())), needs }
}

/** `import('./shape').Shape` is `Shape` where nothing else is called so. */
function withoutImports(
  at: ts.Node,
  checker: ts.TypeChecker,
  needs: Need[],
): ts.TransformerFactory<ts.TypeNode> {
  const folder = posix.dirname(at.getSourceFile().fileName)
  return context => root => {
    const visit = (one: ts.Node): ts.Node => {
      const node = ts.visitEachChild(one, visit, context)
      if (!ts.isImportTypeNode(node) || node.isTypeOf || !node.qualifier) return node
      const { argument, qualifier, typeArguments } = node
      if (!ts.isLiteralTypeNode(argument) || !ts.isStringLiteral(argument.literal)) return node
      const { text: name } = firstName(qualifier)
      const { text: from } = argument.literal
      if (isJavaScript(at.getSourceFile()))
        return isNamed(name, posix.join(folder, from), at, checker)
          ? context.factory.createTypeReferenceNode(qualifier, typeArguments)
          : node
      if (name === 'default' || !from.startsWith('.') || isTaken(name, at, checker)) return node
      const module = posix.join(folder, from)
      if (needs.some(need => need.name === name && need.module !== module)) return node
      if (!needs.some(need => need.name === name)) needs.push({ name, module })
      return context.factory.createTypeReferenceNode(qualifier, typeArguments)
    }
    return ts.visitNode(root, visit) as ts.TypeNode
  }
}

/** Whether a comment of the file gives the type of a module the name that it has there. */
function isNamed(name: string, module: string, at: ts.Node, checker: ts.TypeChecker): boolean {
  const symbol = checker.resolveName(name, at, ts.SymbolFlags.TypeAlias, false)
  const type = symbol && checker.getDeclaredTypeOfSymbol(symbol)
  const from = (type?.aliasSymbol ?? type?.symbol)?.declarations?.[0]?.getSourceFile().fileName
  const bare = (path: string) => path.replace(/(?:\.d)?\.[cm]?[jt]sx?$/, '')
  return from !== undefined && bare(from) === bare(module)
}

/** Whether a name leads somewhere at a place. */
export const isTaken = (name: string, at: ts.Node, checker: ts.TypeChecker) =>
  checker.resolveName(name, at, TYPES | ts.SymbolFlags.Value, false) !== undefined

/** A type as it stands somewhere, in one line and without comments. */
export function written(node: ts.TypeNode): string {
  const text = node.getText()
  return /\n|\/[/*]/.test(text)
    ? tidy(printer.printNode(ts.EmitHint.Unspecified, node, node.getSourceFile()))
    : text
}

/** Texts, which stay; what the printer breaks over lines; and what the library makes of an array of bytes of which no more is said. */
const PIECES =
  /(["'`])(?:\\.|(?!\1)[^\\])*\1|;?\s*\n\s*(?=\})|;\s*(?=\})|\s*\n\s*|\b((?:Big)?(?:Ui|I)nt(?:8|16|32|64)(?:Clamped)?Array|Float(?:32|64)Array|DataView)<ArrayBuffer(?:Like)?>/gs

/** One line, without what the printer breaks over lines. */
export const tidy = (text: string) =>
  text.replace(PIECES, (piece, quote?: string, array?: string) => (quote ? piece : (array ?? ' '))).trim()

/** A list of what may be any of these. */
export function listOf(elements: string[]): string {
  const element = elements.join(' | ')
  return /[ |&=]/.test(element) ? `(${element})[]` : `${element}[]`
}

/** Whether a type can be read at a place: nothing of `any` in it, and each name leads somewhere. */
function isSayable(node: ts.Node, at: ts.Node, checker: ts.TypeChecker, imported: Set<string>): boolean {
  const own = new Set(imported)
  const visit = (one: ts.Node): boolean => {
    if (ts.isTypeParameterDeclaration(one)) own.add(one.name.text)
    if (one.kind === ts.SyntaxKind.AnyKeyword) return false
    // In a doc comment that is how others' types are named.
    if (ts.isImportTypeNode(one)) return isJavaScript(at.getSourceFile()) && isWithinReach(one)
    if (ts.isTypeReferenceNode(one)) {
      const name = firstName(one.typeName)
      if (!own.has(name.text) && !checker.resolveName(name.text, at, TYPES, false)) return false
    }
    if (ts.isTypeQueryNode(one)) {
      const name = firstName(one.exprName)
      if (!checker.resolveName(name.text, at, ts.SymbolFlags.Value, false)) return false
    }
    return !ts.forEachChild(one, child => !visit(child))
  }
  return visit(node)
}

function isWithinReach({ argument, isTypeOf, typeArguments }: ts.ImportTypeNode): boolean {
  const from =
    ts.isLiteralTypeNode(argument) && ts.isStringLiteral(argument.literal) ? argument.literal.text : ''
  return !isTypeOf && !typeArguments?.length && from !== '' && !/^\/|node_modules/.test(from)
}

export const TYPES = ts.SymbolFlags.Type | ts.SymbolFlags.Namespace | ts.SymbolFlags.Alias

export function firstName(name: ts.EntityName): ts.Identifier {
  return ts.isIdentifier(name) ? name : firstName(name.left)
}

/** `Context<any, any, {}>` is `Context` where these are what it has when nothing is said. */
function withoutDefaults(at: ts.Node, checker: ts.TypeChecker): ts.TransformerFactory<ts.TypeNode> {
  const source = at.getSourceFile()
  const text = (node: ts.Node, file: ts.SourceFile) =>
    tidy(node.pos >= 0 ? node.getText(file) : printer.printNode(ts.EmitHint.Unspecified, node, source))
  return context => root => {
    const visit = (node: ts.Node): ts.Node => {
      const inner = ts.visitEachChild(node, visit, context)
      if (!ts.isTypeReferenceNode(inner) || !inner.typeArguments) return inner
      const symbol = checker.resolveName(firstName(inner.typeName).text, at, TYPES, false)
      const target = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
      const parameters = target?.declarations?.find(hasParameters)?.typeParameters
      if (!parameters) return inner
      const kept = [...inner.typeArguments]
      while (kept.length) {
        const standard = parameters[kept.length - 1]?.default
        if (!standard || text(standard, standard.getSourceFile()) !== text(kept.at(-1)!, source)) break
        kept.pop()
      }
      return context.factory.updateTypeReferenceNode(
        inner,
        inner.typeName,
        kept.length ? context.factory.createNodeArray(kept) : undefined,
      )
    }
    return visit(root) as ts.TypeNode
  }
}

function hasParameters(
  node: ts.Declaration,
): node is ts.InterfaceDeclaration | ts.TypeAliasDeclaration | ts.ClassDeclaration {
  return ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isClassDeclaration(node)
}
