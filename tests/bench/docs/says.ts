import { ts } from 'ts-morph'

/** Words that say nothing of one function that they would not say of another. */
const EMPTY = new Set(
  'the and for from with that this its are was has have will can returns return returned gets get sets set does when given which value values parameter param function method class object instance type a an of to in on is it or by as be if not'.split(
    ' ',
  ),
)

/** A documented declaration: what its comment says in words, and all that its signature says. */
export type Documented = { place: string; comment: string; signature: string }

/** The declarations of a text with a doc comment above, whoever wrote it. */
export function documentedIn(path: string, text: string): Documented[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true)
  const found: Documented[] = []
  const visit = (node: ts.Node): void => {
    const [block] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc)
    if (block && block.parent === node)
      found.push({
        place: String(block.pos),
        comment: text.slice(block.pos, block.end),
        signature: signatureOf(node, text),
      })
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

/** The declaration without its comment and its body, with the name of what it is in. */
function signatureOf(node: ts.Node, text: string): string {
  const inside =
    ts.isClassLike(node) || ts.isInterfaceDeclaration(node) ? node.members.pos : bodyOf(node)?.pos
  const own = text.slice(node.getStart(), inside ?? node.end)
  const around =
    node.parent && 'name' in node.parent ? ((node.parent.name as ts.Node)?.getText?.() ?? '') : ''
  return `${around} ${own}`
}

/** Of a function, or of the first that a variable holds. */
function bodyOf(node: ts.Node): ts.Node | undefined {
  if (ts.isFunctionLike(node)) return (node as ts.FunctionLikeDeclaration).body
  return ts.isVariableStatement(node) || ts.isVariableDeclaration(node) || ts.isVariableDeclarationList(node)
    ? ts.forEachChild(node, bodyOf)
    : undefined
}

/** Whether a comment says something that its signature does not: a word that is neither in it nor empty. */
export function saysMore({ comment, signature }: Documented): boolean {
  const known = new Set(wordsOf(signature).map(stem))
  return wordsOf(comment.replace(/@\w+/g, ' ')).some(word => !EMPTY.has(word) && !known.has(stem(word)))
}

/** Whether a comment holds nothing but tags and names. */
export function isBlank({ comment }: Documented): boolean {
  return !/[\p{L}\p{N}]/u.test(
    comment
      .replace(/@(?:param|returns?|template)\b(?:\s*\{[^}]*\})?(?:\s+[\w.$[\]=]+)?/g, ' ')
      .replace(/@\w+/g, ' '),
  )
}

function wordsOf(text: string): string[] {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}.-]+/u)
    .map(word => word.replace(/^[.-]+|[.-]+$/g, ''))
    .filter(word => word.length > 0)
}

const stem = (word: string) => word.replace(/(?:ies|es|s|ed|ing)$/, '')
