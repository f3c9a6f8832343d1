import type { ts } from 'ts-morph'
import type { Path } from '../model/change.ts'
import type { Candidate } from '../model/check.ts'
import { readTreeFile } from '../sandbox/readTreeFile.ts'
import type { Compiler } from './compiler.ts'

/**
 * Whether a file shows other files the same at compile time, as far as that decides what these are compiled to: which names
 * it exports and whether they are values, what its enums and namespaces say, and what it imports and hands on. Then whatever lies between
 * it and another file, known or not, that one is compiled to the same. Not so under `emitDecoratorMetadata`, which writes types down.
 */
export function sameCompileTimeFace(compiler: Compiler, { base, head }: Candidate, path: Path): boolean {
  const [was, is] = [base, head].map(tree => faceOf(compiler, path, readTreeFile(tree, path) ?? ''))
  return was === is
}

function faceOf({ ts }: Compiler, path: Path, text: string): string {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const printer = ts.createPrinter({ removeComments: true })
  const print = (node: ts.Node) => printer.printNode(ts.EmitHint.Unspecified, node, file)
  // What a file that is no module declares is there for all others.
  const isSeenByAll = !ts.isExternalModule(file)
  const handedOn = new Set<string>()
  const lines: string[] = []
  for (const statement of file.statements) {
    const whole =
      ts.isImportDeclaration(statement) ||
      ts.isExportDeclaration(statement) ||
      ts.isImportEqualsDeclaration(statement) ||
      ts.isEnumDeclaration(statement) ||
      ts.isModuleDeclaration(statement) ||
      // Its value stands in nothing that is emitted of this file, and in the enums of others.
      (ts.isVariableStatement(statement) && isAmbient(ts, statement)) ||
      (ts.isExportAssignment(statement) && isName(ts, statement.expression))
    if (whole) lines.push(print(statement))
    else if (ts.isExportAssignment(statement))
      lines.push(statement.isExportEquals ? 'export =' : 'export default')
    for (const name of namesHandedOn(ts, statement)) handedOn.add(name)
  }
  for (const statement of file.statements)
    for (const [kind, name] of declaredBy(ts, statement))
      if (isSeenByAll || isExported(ts, statement) || handedOn.has(name)) lines.push(`${kind} ${name}`)
  // What JavaScript declares as a type stands in comments.
  if (/\.[cm]?jsx?$/.test(path))
    lines.push(...(text.match(/@(?:typedef|callback|enum|import)\b[^\n]*/g)?.values() ?? []))
  return [...new Set(lines)].sort().join('\n')
}

/** Whether a statement only says that something is there: `declare const`, and all of a declaration file. */
const isAmbient = (ts: Compiler['ts'], statement: ts.Statement) =>
  statement.getSourceFile().isDeclarationFile || modifiersOf(ts, statement).includes('Declare')

/** `a` or `a.b.c`, which may be a type as well. */
function isName(ts: Compiler['ts'], node: ts.Expression): boolean {
  return ts.isIdentifier(node) || (ts.isPropertyAccessExpression(node) && isName(ts, node.expression))
}

/** The names of its own that a file exports by another statement than the one that declares them. */
function namesHandedOn(ts: Compiler['ts'], statement: ts.Statement): string[] {
  if (ts.isExportAssignment(statement))
    return ts.isIdentifier(statement.expression) ? [statement.expression.text] : []
  if (!ts.isExportDeclaration(statement) || statement.moduleSpecifier) return []
  const { exportClause } = statement
  if (!exportClause || !ts.isNamedExports(exportClause)) return []
  return exportClause.elements.map(({ name, propertyName }) => (propertyName ?? name).text)
}

function declaredBy(ts: Compiler['ts'], statement: ts.Statement): [kind: string, name: string][] {
  const is = (kind: string, name: string): [string, string] => [`${modifiersOf(ts, statement)}${kind}`, name]
  if (ts.isFunctionDeclaration(statement)) return [is('function', statement.name?.text ?? 'default')]
  if (ts.isClassDeclaration(statement)) return [is('class', statement.name?.text ?? 'default')]
  if (ts.isInterfaceDeclaration(statement)) return [is('type', statement.name.text)]
  if (ts.isTypeAliasDeclaration(statement)) return [is('type', statement.name.text)]
  if (!ts.isVariableStatement(statement)) return []
  const names: string[] = []
  const collect = (name: ts.BindingName): void => {
    if (ts.isIdentifier(name)) names.push(name.text)
    else for (const element of name.elements) if (ts.isBindingElement(element)) collect(element.name)
  }
  for (const { name } of statement.declarationList.declarations) collect(name)
  return names.map(name => is('variable', name))
}

function modifiersOf(ts: Compiler['ts'], statement: ts.Statement): string {
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : []
  const told = new Set([
    ts.SyntaxKind.ExportKeyword,
    ts.SyntaxKind.DefaultKeyword,
    ts.SyntaxKind.DeclareKeyword,
  ])
  return modifiers
    .filter(({ kind }) => told.has(kind as never))
    .map(({ kind }) => `${ts.SyntaxKind[kind]} `)
    .join('')
}

const isExported = (ts: Compiler['ts'], statement: ts.Statement) =>
  modifiersOf(ts, statement).includes(`${ts.SyntaxKind[ts.SyntaxKind.ExportKeyword]} `)
