import { ts } from 'ts-morph'
import type { Site } from './sites.ts'

/** What to look for and what to put there, in ast-grep's words. */
export type Generalized = { pattern: string; fix: string }

/** A variable as it is named here, which is never part of a longer one. */
const VARIABLE = /\${1,3}[A-Z](?![A-Z0-9_])/g
const NAMES = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
/** What is longer is one place and no pattern. */
const LONGEST = 400

/**
 * Rules that would have made of a site what it became, the most general one first: what stands on both sides may be anything, and
 * lists that stand on both may be of any length. What the program takes from elsewhere (imports, globals) stays what it is.
 */
export function generalize({ was, is }: Site): Generalized[] {
  const own = declaredIn(was.getSourceFile())
  const made = [true, false].flatMap(withLists => {
    const variables = new Map<string, string>()
    const shared = partsOf(was, own, withLists)
    const fix = written(is, shared, own, withLists, variables)
    const pattern = written(was, new Set(variables.keys()), own, withLists, variables)
    const isAnything = /^\${1,3}[A-Z]$/.test(pattern)
    return isAnything || pattern.length > LONGEST || !usesAll(pattern, fix) ? [] : [inOrder({ pattern, fix })]
  })
  const exact = { pattern: was.getText(), fix: is.getText() }
  const all = exact.pattern.length > LONGEST ? made : [...made, exact]
  return all.filter((one, at) => all.findIndex(other => other.pattern === one.pattern) === at)
}

/** The same with its variables named as they come in the pattern. */
function inOrder({ pattern, fix }: Generalized): Generalized {
  const order = [...new Set(pattern.match(VARIABLE) ?? [])]
  const renamed = (text: string) =>
    text.replace(VARIABLE, one => `${one.slice(0, -1)}${NAMES[order.indexOf(one)] ?? one.at(-1)}`)
  return { pattern: renamed(pattern), fix: renamed(fix) }
}

/** Whether every variable of the fix is one of the pattern. */
function usesAll(pattern: string, fix: string): boolean {
  const variables = (text: string) => text.match(VARIABLE) ?? []
  const known = new Set(variables(pattern))
  return variables(fix).every(one => known.has(one))
}

/** Names that a file gives to values of its own: variables and parameters. */
function declaredIn(file: ts.SourceFile): Set<string> {
  const names = new Set<string>()
  const visit = (node: ts.Node): void => {
    const isValue = ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node)
    if (isValue && ts.isIdentifier(node.name)) names.add(node.name.text)
    ts.forEachChild(node, visit)
  }
  visit(file)
  return names
}

/** The texts of all parts of a node that may be anything, itself left out. */
function partsOf(root: ts.Node, own: ReadonlySet<string>, withLists: boolean): Set<string> {
  const texts = new Set<string>()
  const visit = (node: ts.Node): void => {
    for (const list of withLists ? listsOf(node) : []) texts.add(listKey(list))
    if (node !== root && mayBeAnything(node, own)) texts.add(node.getText())
    ts.forEachChild(node, visit)
  }
  visit(root)
  return texts
}

/**
 * The text of a node with a variable for each outermost part that is shared; new ones are named where `variables` has none.
 */
function written(
  root: ts.Node,
  shared: ReadonlySet<string>,
  own: ReadonlySet<string>,
  withLists: boolean,
  variables: Map<string, string>,
): string {
  const spans: { start: number; end: number; text: string }[] = []
  const nameOf = (key: string, sign: '$' | '$$$'): string => {
    const known = variables.get(key)
    if (known !== undefined) return known
    const name = `${sign}${NAMES[variables.size] ?? 'Z'}`
    variables.set(key, name)
    return name
  }
  const visit = (node: ts.Node): void => {
    const text = node.getText()
    if (node !== root && mayBeAnything(node, own) && shared.has(text)) {
      spans.push({ start: node.getStart(), end: node.end, text: nameOf(text, '$') })
      return
    }
    const taken = (withLists ? listsOf(node) : []).filter(list => shared.has(listKey(list)))
    for (const list of taken)
      spans.push({ start: list[0]!.getStart(), end: list.at(-1)!.end, text: nameOf(listKey(list), '$$$') })
    ts.forEachChild(node, child => {
      if (!taken.some(list => list.includes(child))) visit(child)
    })
  }
  visit(root)
  const file = root.getSourceFile().text
  let [made, from] = ['', root.getStart()]
  for (const { start, end, text } of spans.sort((a, b) => a.start - b.start)) {
    made += file.slice(from, start) + text
    from = end
  }
  return made + file.slice(from, root.end)
}

/** Lists that a variable of many may stand for: arguments and elements, two or more, and the statements of a block. */
function listsOf(node: ts.Node): ts.Node[][] {
  const several = (list: readonly ts.Node[]) => (list.length > 1 ? [[...list]] : [])
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) return several(node.arguments ?? [])
  if (ts.isArrayLiteralExpression(node)) return several(node.elements)
  return ts.isBlock(node) && node.statements.length ? [[...node.statements]] : []
}

const listKey = (list: ts.Node[]) => `list\n${list.map(one => one.getText()).join('\n')}`

/** Expressions and names of the program's own values; not what is called, named as a member, or taken from elsewhere. */
function mayBeAnything(node: ts.Node, own: ReadonlySet<string>): boolean {
  const { parent } = node
  if (parent && (ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression === node)
    return false
  if (ts.isIdentifier(node)) {
    const isMember =
      (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
      (ts.isPropertyAssignment(parent) && parent.name === node) ||
      ts.isShorthandPropertyAssignment(parent)
    return !isMember && own.has(node.text)
  }
  if (ts.isStringLiteralLike(node) && (ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent)))
    return false
  if (ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node)) return childCount(node) > 0
  const { ThisKeyword, SuperKeyword, TrueKeyword, FalseKeyword, NullKeyword } = ts.SyntaxKind
  const isWord = [ThisKeyword, SuperKeyword, TrueKeyword, FalseKeyword, NullKeyword].includes(node.kind)
  return !isWord && ts.isExpression(node) && !ts.isOmittedExpression(node) && !ts.isSpreadElement(node)
}

function childCount(node: ts.Node): number {
  let count = 0
  ts.forEachChild(node, () => {
    count += 1
  })
  return count
}
