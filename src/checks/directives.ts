import type { ts } from 'ts-morph'
import type { Path } from '../model/change.ts'
import type { Compiler } from './compiler.ts'

/** Documentation tags that no tool acts on. Any other `@word` at the start of a line may be a directive. */
const DOCUMENTATION = new Set(
  (
    'abstract access alias alpha api arg argument async augments author beta borrows callback category class classdesc ' +
    'constant constructor constructs copyright decorator default defaultValue deprecated description desc enum ' +
    'event eventProperty example exception experimental export extends external file fileoverview fires function ' +
    'generator global group hideconstructor ignore implements import inheritDoc inheritdoc inner instance interface ' +
    'kind lends link linkcode linkplain listens member memberof method mixes mixin module name namespace overload ' +
    'override package packageDocumentation param prop private privateRemarks property protected public read readonly ' +
    'remarks requires returns return satisfies sealed see since static summary template this throws todo tutorial ' +
    'type typeParam typedef variation version virtual yields'
  ).split(' '),
)

/** Comments that tools act on and that begin with no `@`. */
const SPOKEN =
  /^(?:[#@] ?source(?:Mapping)?URL|eslint\b|biome-|prettier-|tslint:|jshint\b|jscs:|jslint\b|deno-|oxlint-|(?:istanbul|c8|v8|coverage) ignore|node:coverage|webpack[A-Z]|turbopack[A-Z]|vite-|rollup-|rspack|swc-|Stryker |i18n|cspell[:-]|spell-?checker|dprint-|[\w-]+-(?:ignore|disable|enable|env|expect))/
/** ESLint reads these in plain block comments only; in documentation they are words. */
const GLOBALS = /^\/\*(?!\*)\s*(?:globals?|exported|!)(?:\s|$)|^\/\*!/
const PURE = /[#@]__\w+__/

/** A comment that tools act on, and what it is attached to: the how-manieth node of the program. */
export type Directive = { text: string; at: number; kind: string }

/**
 * Lists the comments of a file that may be more than prose, each with the node that follows it, counted
 * over the nodes that remain when types are erased.
 */
export function directives({ ts }: Compiler, path: Path, text: string): Directive[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true)
  const starts: { start: number; kind: string }[] = []
  const visit = (node: ts.Node) => {
    if (isErased(ts, node)) return
    if (node !== file && !isWrapper(ts, node))
      starts.push({ start: node.getStart(file), kind: ts.SyntaxKind[node.kind] })
    ts.forEachChild(node, visit)
  }
  visit(file)
  starts.sort((a, b) => a.start - b.start)
  return comments(ts, file)
    .filter(comment => isDirective(text.slice(comment.pos, comment.end)))
    .map(comment => {
      const at = starts.findIndex(one => one.start >= comment.end)
      const kind = starts[at]?.kind ?? 'end of file'
      return { text: squeezed(text.slice(comment.pos, comment.end)), at, kind }
    })
}

/** The texts of all comments of a file, in their order. */
export function commentsIn({ ts }: Compiler, path: Path, text: string): string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true)
  return comments(ts, file).map(({ pos, end }) => text.slice(pos, end))
}

const FOR_LINTERS =
  /^(?:\/\/|\/\*+)\s*(?:eslint\b|biome-|prettier-|tslint:|jshint\b|jscs:|jslint\b|deno-|oxlint-|(?:istanbul|c8|v8|coverage) ignore|node:coverage|cspell[:-]|spell-?checker|dprint-|Stryker |@ts-(?:ignore|expect-error|nocheck|check)\b|[\w-]+-(?:ignore|disable|enable|expect))/

/** Whether a comment speaks to linters, formatters, type checkers or coverage alone: it has no say in what is built. */
export function isForLinters({ text }: Pick<Directive, 'text'>): boolean {
  return FOR_LINTERS.test(text)
}

function isDirective(comment: string): boolean {
  if (GLOBALS.test(comment) || /^\/\/\/\s*</.test(comment) || PURE.test(comment)) return true
  if (/@(?:vite|ts|jsx|internal|preserve|license|cc_on)[\w-]*/i.test(comment)) return true
  const lines = comment.replace(/^\/\*+|\*+\/$|^\/\//g, '').split('\n')
  return lines.some(line => {
    const said = line.replace(/^[\s*/]+/, '')
    const [, tag] = /^@([A-Za-z][\w-]*)/.exec(said) ?? []
    return tag === undefined ? SPOKEN.test(said) : !DOCUMENTATION.has(tag)
  })
}

function squeezed(comment: string): string {
  return comment.replace(/\s+/g, ' ').trim()
}

/** All comments: those before and after each token, each once. */
function comments(ts: Compiler['ts'], file: ts.SourceFile): ts.CommentRange[] {
  const found = new Map<number, ts.CommentRange>()
  const text = file.text
  const visit = (node: ts.Node) => {
    if (node.kind === ts.SyntaxKind.JsxText) return
    for (const pos of [node.pos, node.end]) {
      const ranges = [
        ...(ts.getLeadingCommentRanges(text, pos) ?? []),
        ...(ts.getTrailingCommentRanges(text, pos) ?? []),
      ]
      for (const range of ranges) found.set(range.pos, range)
    }
    if (node.kind >= ts.SyntaxKind.FirstJSDocNode && node.kind <= ts.SyntaxKind.LastJSDocNode) return
    for (const child of node.getChildren(file)) visit(child)
  }
  visit(file)
  return [...found.values()].sort((a, b) => a.pos - b.pos)
}

function isErased(ts: Compiler['ts'], node: ts.Node): boolean {
  if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return true
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return true
  if (ts.isTypeParameterDeclaration(node)) return true
  if (
    ts.canHaveModifiers(node) &&
    ts.getModifiers(node)?.some(one => one.kind === ts.SyntaxKind.DeclareKeyword)
  )
    return true
  if (ts.isImportDeclaration(node) && node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword)
    return true
  return (
    node.kind === ts.SyntaxKind.QuestionToken ||
    node.kind === ts.SyntaxKind.ExclamationToken ||
    isTypeModifier(ts, node)
  )
}

function isTypeModifier(ts: Compiler['ts'], node: ts.Node): boolean {
  const { SyntaxKind } = ts
  return [
    SyntaxKind.PublicKeyword,
    SyntaxKind.PrivateKeyword,
    SyntaxKind.ProtectedKeyword,
    SyntaxKind.ReadonlyKeyword,
    SyntaxKind.AbstractKeyword,
    SyntaxKind.OverrideKeyword,
  ].includes(node.kind)
}

/** `x as T`, `x satisfies T` and `x!` are `x` when types are erased. */
function isWrapper(ts: Compiler['ts'], node: ts.Node): boolean {
  return (
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isTypeAssertionExpression(node)
  )
}
