import { ts } from 'ts-morph'
import { type Comment, nodesBehind } from './comments.ts'
import type { Tokens } from './readTokens.ts'

const K = ts.SyntaxKind

/** Statements that a doc comment documents. */
const DECLARATIONS = new Set([
  K.FunctionDeclaration,
  K.ClassDeclaration,
  K.InterfaceDeclaration,
  K.TypeAliasDeclaration,
  K.EnumDeclaration,
  K.ModuleDeclaration,
  K.VariableStatement,
  K.ExportAssignment,
])

/** What a doc comment documents inside of those. */
const MEMBERS = new Set([
  K.MethodDeclaration,
  K.PropertyDeclaration,
  K.Constructor,
  K.GetAccessor,
  K.SetAccessor,
  K.IndexSignature,
  K.CallSignature,
  K.ConstructSignature,
  K.MethodSignature,
  K.PropertySignature,
  K.EnumMember,
  K.PropertyAssignment,
  K.ShorthandPropertyAssignment,
])

/** Nodes that may surround a comment: they lead from the file to a member and are no function. */
const AROUND = new Set([
  ...DECLARATIONS,
  K.SourceFile,
  K.ModuleBlock,
  K.ClassExpression,
  K.TypeLiteral,
  K.UnionType,
  K.IntersectionType,
  K.ParenthesizedType,
  K.ArrayType,
  K.PropertySignature,
  K.VariableDeclarationList,
  K.VariableDeclaration,
  K.ObjectLiteralExpression,
  K.PropertyAssignment,
  K.AsExpression,
  K.SatisfiesExpression,
  K.ParenthesizedExpression,
])
AROUND.delete(K.FunctionDeclaration)

/**
 * Why a comment does not stand where documentation stands: directly before a declaration or member, or,
 * for line comments, before a statement or member; on a line of its own; and not inside a function.
 *
 * The text of a function is what `Function.prototype.toString` gives, and programs do run, hash and
 * search it; so comments in parameters and bodies need a person. The text of a class holds the comments
 * of its members: those are allowed, since documented members are the point and no use of a class's text
 * is known that looks past its head. Positions in stack traces move with any comment.
 */
export function refusePlace(tree: ts.SourceFile, tokens: Tokens, comment: Comment): string | null {
  if (comment.kind !== 'doc' && comment.kind !== 'lines') return 'a comment that is neither /** */ nor //'
  if (comment.kind === 'lines' && !comment.ownLine) return 'a comment beside code'
  const { within, starting } = nodesBehind(tree, tokens, comment)
  const strange = within.find(node => !AROUND.has(node.kind) && !isExportedValue(node))
  if (strange)
    return ts.isFunctionLike(strange)
      ? 'a comment inside a function, whose text a program can read'
      : 'a comment inside an expression'
  const holder = within.at(-1)
  if (starting.some(node => DECLARATIONS.has(node.kind) || MEMBERS.has(node.kind) || isAssignment(node)))
    return null
  const first = starting[0]
  const statement =
    holder && first && (ts.isSourceFile(holder) || ts.isModuleBlock(holder)) && ts.isStatement(first)
  if (!statement) return 'a comment inside an expression, or before nothing'
  if (comment.kind === 'doc') return 'a doc comment that is not before a declaration or member'
  // Bundlers look for "use client" before anything else in a file.
  return ts.isExpressionStatement(first) && ts.isStringLiteral(first.expression)
    ? 'a comment before a directive'
    : null
}

/** `exports.a = ...`, `Type.prototype.method = ...`: how CommonJS declares. */
function isAssignment(node: ts.Node): boolean {
  return (
    ts.isExpressionStatement(node) &&
    ts.isBinaryExpression(node.expression) &&
    node.expression.operatorToken.kind === K.EqualsToken &&
    ts.isPropertyAccessExpression(node.expression.left)
  )
}

/** Both halves of `module.exports = { ... }`. */
function isExportedValue(node: ts.Node): boolean {
  return isAssignment(node) || (ts.isBinaryExpression(node) && node.operatorToken.kind === K.EqualsToken)
}
