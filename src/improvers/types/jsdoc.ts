import { ts } from 'ts-morph'

/** Whether a file is JavaScript, where types stand in doc comments. */
export const isJavaScript = (file: ts.SourceFile) => (file.flags & ts.NodeFlags.JavaScriptFile) !== 0

/** Whether the compiler checks what a file of JavaScript does: where it does not, nobody would say that a type is wrong. */
export function isChecked(file: ts.SourceFile, { checkJs }: ts.CompilerOptions): boolean {
  // The last of such comments above the code counts.
  const head = file.text.slice(0, file.getStart())
  const said = [...head.matchAll(/^[ \t]*\/\/\/?[ \t]*@ts-(no)?check\b/gm)].at(-1)
  return said ? said[1] === undefined : checkJs === true
}

/** The type that is written beside what declares something; in JavaScript that in the comment above it, if TypeScript would write it so. */
export function writtenType(node: ts.Node & { type?: ts.TypeNode | undefined }): ts.TypeNode | undefined {
  if (node.type || !(node.flags & ts.NodeFlags.JavaScriptFile)) return node.type
  const said = ts.getJSDocType(node)
  const type = said && ts.isJSDocOptionalType(said) ? said.type : said
  return type && isPlain(type) ? type : undefined
}

/** `?string`, `*`, `Object` and the like mean something else, or nothing, elsewhere. */
function isPlain(type: ts.Node): boolean {
  if (type.kind >= ts.SyntaxKind.FirstJSDocNode && type.kind <= ts.SyntaxKind.LastJSDocNode) return false
  if (ts.isTypeReferenceNode(type) && /^(?:Object|Function|Array|object)$/.test(type.getText())) return false
  return ts.forEachChild(type, child => !isPlain(child)) !== true
}

/** The node above which the doc comment of a function stands; null where it has no place of its own. */
export function documentedBy(owner: ts.SignatureDeclaration): ts.Node | null {
  const host = ts.isArrowFunction(owner) || ts.isFunctionExpression(owner) ? hostOfValue(owner) : owner
  if (!host || ts.isParameter(host)) return null
  const { text } = host.getSourceFile()
  const start = host.getStart()
  return /^[ \t]*$/.test(text.slice(text.lastIndexOf('\n', start - 1) + 1, start)) ? host : null
}

/** A function that is given to a variable, a property or an export by its name is what the comment above that is about. */
function hostOfValue(value: ts.Expression): ts.Node | null {
  const { parent } = value
  if (ts.isParenthesizedExpression(parent)) return hostOfValue(parent)
  if (ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent) || ts.isExportAssignment(parent))
    return parent
  if (ts.isVariableDeclaration(parent)) {
    const list = parent.parent
    const isAlone = ts.isVariableDeclarationList(list) && list.declarations.length === 1
    return isAlone && ts.isVariableStatement(list.parent) ? list.parent : null
  }
  const isGiven =
    ts.isBinaryExpression(parent) &&
    parent.right === value &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
  return isGiven && ts.isExpressionStatement(parent.parent) ? parent.parent : null
}

/** Tags of comments that are about a file, or are a type by themselves. */
const OF_OTHERS =
  /^(?:file|fileoverview|module|license|licence|copyright|packagedocumentation|typedef|callback|import)$/i

/** The doc comment of a node: not one that only stands above it, about the file, a type, or what an empty line parts from it. */
export function docOf(host: ts.Node): ts.JSDoc | null {
  const doc = (host as { jsDoc?: ts.JSDoc[] }).jsDoc?.at(-1)
  if (!doc || doc.tags?.some(({ tagName }) => OF_OTHERS.test(tagName.text))) return null
  const between = host.getSourceFile().text.slice(doc.end, host.getStart())
  return /\n[ \t]*\r?\n/.test(between) ? null : doc
}

/** The types that the doc comments above a node of JavaScript give a name, and no type parameters. */
export function typedefsAbove(node: ts.Node): ts.JSDocTypedefTag[] {
  if (!(node.flags & ts.NodeFlags.JavaScriptFile)) return []
  const docs = (node as { jsDoc?: ts.JSDoc[] }).jsDoc ?? []
  return docs.flatMap(({ tags }) => {
    const all = [...(tags ?? [])]
    return all.some(ts.isJSDocTemplateTag) ? [] : all.filter(ts.isJSDocTypedefTag).filter(({ name }) => name)
  })
}
