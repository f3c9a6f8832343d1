import { ts } from 'ts-morph'
import { firstPlace } from './firstPlace.ts'
import type { ParsedSource } from './parseSource.ts'
import type { Tokens } from './readTokens.ts'

/**
 * What a file gives to others, as far as its own text says: each name with how it is declared, without the bodies of functions and
 * without comments. For a script without imports and exports, all that stands at its top is everybody's. What the compiler infers is not
 * in it.
 */
export function exportedForms({ tree }: ParsedSource, tokens: Tokens): Map<string, string> {
  const forms = new Map<string, string>()
  const add = (name: string, form: string) =>
    forms.set(name, [forms.get(name), form].filter(Boolean).join(' | '))
  const words = (from: number, to: number) => wordsBetween(tokens, from, to)
  const declared = new Map<string, string[]>()
  const isModule = ts.isExternalModule(tree)
  let isCommon = false

  const own = (name: string, form: string) => declared.set(name, [...(declared.get(name) ?? []), form])
  for (const statement of tree.statements)
    for (const { name, form } of declarationsOf(statement, words)) {
      own(name, form)
      if (isExported(statement)) add(isDefault(statement) ? 'default' : name, form)
    }
  for (const statement of tree.statements) {
    if (ts.isExportAssignment(statement)) add('default', formOf(statement.expression, words))
    if (!ts.isExportDeclaration(statement)) continue
    const { exportClause, moduleSpecifier } = statement
    if (moduleSpecifier || !exportClause || !ts.isNamedExports(exportClause))
      add(words(statement.pos, statement.end), 'from elsewhere')
    else
      for (const { name, propertyName, isTypeOnly } of exportClause.elements)
        add(
          `${isTypeOnly || statement.isTypeOnly ? 'type ' : ''}${name.text}`,
          declared.get((propertyName ?? name).text)?.join(' | ') ?? 'from elsewhere',
        )
  }
  const visit = (node: ts.Node): void => {
    if (isAssignment(node) && isCommonExport(node.left)) {
      isCommon = true
      add(words(node.left.pos, node.left.end), formOf(node.right, words))
    }
    ts.forEachChild(node, visit)
  }
  if (!isModule) visit(tree)
  if (!isModule && !isCommon) for (const [name, form] of declared) add(name, form.join(' | '))
  return forms
}

type Words = (from: number, to: number) => string

function declarationsOf(statement: ts.Statement, words: Words): { name: string; form: string }[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name, type, initializer }) => {
      const kind = words(statement.pos, statement.declarationList.declarations[0]!.pos)
      const form = type ? words(type.pos, type.end) : initializer ? formOf(initializer, words, true) : ''
      return namesIn(name).map(one => ({ name: one, form: `${kind} ${words(name.pos, name.end)}: ${form}` }))
    })
  const { name } = statement as { name?: ts.Node }
  const text = name && (ts.isIdentifier(name) || ts.isStringLiteral(name)) ? name.text : ''
  const isDeclaration =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isEnumDeclaration(statement) ||
    ts.isModuleDeclaration(statement) ||
    ts.isImportEqualsDeclaration(statement)
  return isDeclaration ? [{ name: text, form: formOf(statement, words) }] : []
}

/** A function without its body, a class without those of its members and without what is private; anything else as it stands. */
function formOf(node: ts.Node, words: Words, isInferred = false): string {
  if (ts.isFunctionLike(node)) {
    const { body } = node as { body?: ts.Node }
    return words(node.pos, body?.pos ?? node.end)
  }
  if (ts.isClassLike(node)) {
    const members = node.members.filter(member => !isPrivate(member)).map(member => memberForm(member, words))
    return [words(node.pos, node.members.pos), ...members.sort()].join(' ; ')
  }
  if (ts.isParenthesizedExpression(node)) return formOf(node.expression, words, isInferred)
  // What it is then is the compiler's to say.
  return isInferred ? '' : words(node.pos, node.end)
}

function memberForm(member: ts.ClassElement, words: Words): string {
  if (!ts.isPropertyDeclaration(member)) return formOf(member, words)
  const { initializer } = member
  if (!initializer) return words(member.pos, member.end)
  return `${words(member.pos, initializer.pos)} ${formOf(initializer, words, true)}`
}

function namesIn(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text]
  return name.elements.flatMap(one => (ts.isOmittedExpression(one) ? [] : namesIn(one.name)))
}

const modifiersOf = (node: ts.Node) => (ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [])
const has = (node: ts.Node, kind: ts.SyntaxKind) => modifiersOf(node).some(one => one.kind === kind)
const isExported = (node: ts.Node) => has(node, ts.SyntaxKind.ExportKeyword)
const isDefault = (node: ts.Node) => has(node, ts.SyntaxKind.DefaultKeyword)

function isPrivate(member: ts.ClassElement): boolean {
  return (
    has(member, ts.SyntaxKind.PrivateKeyword) ||
    ts.isClassStaticBlockDeclaration(member) ||
    (member.name !== undefined && ts.isPrivateIdentifier(member.name))
  )
}

function isAssignment(node: ts.Node): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken
}

/** `exports.a`, `module.exports`, `module.exports.a`. */
function isCommonExport(node: ts.Expression): boolean {
  if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node)) return false
  const { expression } = node
  if (ts.isIdentifier(expression) && expression.text === 'exports') return true
  const isModuleExports =
    ts.isPropertyAccessExpression(node) &&
    ts.isIdentifier(expression) &&
    expression.text === 'module' &&
    node.name.text === 'exports'
  return isModuleExports || isCommonExport(expression)
}

/** The tokens of a stretch of text, a blank between two. */
function wordsBetween({ text, starts, ends }: Tokens, from: number, to: number): string {
  const words: string[] = []
  for (
    let at = firstPlace(starts.length, one => starts[one]! < from);
    at < starts.length && ends[at]! <= to;
    at += 1
  )
    words.push(text.slice(starts[at], ends[at]))
  return words.join(' ')
}
