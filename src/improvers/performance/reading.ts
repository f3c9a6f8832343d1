import { ts } from 'ts-morph'
import type { SourceFile } from '../../model/finding.ts'
import { parse } from '../docs/parse.ts'

/** A file, and what can be asked about its names. */
export type Reading = {
  path: string
  text: string
  file: ts.SourceFile
  checker: ts.TypeChecker
  /** The files of the program that it is a part of, but for declarations. */
  files: readonly ts.SourceFile[]
  /** Whether the types that the checker tells were written to be held to: TypeScript that knows null, as its own project reads it. */
  typed: boolean
  /** Names that were given to what is put into the file. */
  given: Set<string>
}

/**
 * Reads a file by itself: names lead to where they are declared in it, and no types are told.
 * @returns null for what has a syntax error, or is nested too deep to be walked.
 */
export function readAlone({ path, text }: SourceFile): Reading | null {
  const file = parse({ path, text })
  if (!file || isDynamic(file)) return null
  const host: ts.CompilerHost = {
    getSourceFile: name => (name === path ? file : undefined),
    getDefaultLibFileName: () => 'lib.d.ts',
    writeFile: () => {},
    getCurrentDirectory: () => '',
    getCanonicalFileName: name => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    fileExists: name => name === path,
    readFile: () => undefined,
  }
  const options = { noLib: true, noResolve: true, allowJs: true, types: [], target: ts.ScriptTarget.ESNext }
  const program = ts.createProgram({ rootNames: [path], options, host })
  return {
    path,
    text,
    file,
    checker: program.getTypeChecker(),
    files: [file],
    typed: false,
    given: new Set(),
  }
}

/** Whether names may lead elsewhere than they seem to: no rewrite looks at such a file. */
export function isDynamic(file: ts.SourceFile): boolean {
  const visit = (node: ts.Node): boolean =>
    ts.isWithStatement(node) ||
    (ts.isIdentifier(node) && node.text === 'eval') ||
    ts.forEachChild(node, visit) === true
  return visit(file)
}

/** The expression itself, without what is only said of it. */
export function bare(node: ts.Expression): ts.Expression {
  if (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isTypeAssertionExpression(node)
  )
    return bare(node.expression)
  return node
}

/** What stands around an expression without what is only said of it. */
export function outer(node: ts.Node): ts.Node {
  const { parent } = node
  return ts.isExpression(parent) && bare(parent) !== parent && bare(parent) === bare(node as ts.Expression)
    ? outer(parent)
    : node
}

/** A call of a method by its name, never one that may not be there. */
export function methodCall(
  node: ts.Node,
): { call: ts.CallExpression; on: ts.Expression; name: string; args: readonly ts.Expression[] } | null {
  if (!ts.isCallExpression(node) || node.questionDotToken) return null
  const { expression } = node
  if (!ts.isPropertyAccessExpression(expression) || expression.questionDotToken) return null
  if (ts.isOptionalChain(expression) || node.arguments.some(ts.isSpreadElement)) return null
  return { call: node, on: expression.expression, name: expression.name.text, args: node.arguments }
}

/** The function around a node, if there is one. */
export function functionAround(
  node: ts.Node,
): ts.SignatureDeclaration | ts.ClassStaticBlockDeclaration | null {
  for (let at = node.parent; at; at = at.parent)
    if (ts.isFunctionLike(at) || ts.isClassStaticBlockDeclaration(at)) return at
  return null
}

/** Whether one node stands within another, or is it. */
export function isWithin(node: ts.Node, whole: ts.Node): boolean {
  return whole.pos <= node.pos && node.end <= whole.end
}

/** Whether a failure of a node is caught, or followed by more, in the function that it stands in. */
export function isTried(node: ts.Node): boolean {
  for (let at = node; at && !ts.isFunctionLike(at); at = at.parent) if (ts.isTryStatement(at)) return true
  return false
}

/** Whether a statement begins with a node: what it begins with may go on with the line above where no semicolon ends that. */
export function isStatementStart(node: ts.Node): boolean {
  const start = node.getStart()
  let at = node
  while (at.parent && at.parent.getStart() === start && ts.isExpression(at.parent)) at = at.parent
  return ts.isExpressionStatement(at.parent) && at.parent.getStart() === start
}

/** All nodes below one, and itself, in their order. */
export function everyNode(node: ts.Node): ts.Node[] {
  const found: ts.Node[] = []
  const visit = (one: ts.Node): void => {
    found.push(one)
    ts.forEachChild(one, visit)
  }
  visit(node)
  return found
}

/** The code of a node in one line, as far as a sentence has room for it. */
export function shortText({ file }: Reading, node: ts.Node): string {
  const text = node.getText(file).replace(/\s+/g, ' ')
  return text.length <= 60 ? text : `${text.slice(0, 57)}...`
}
