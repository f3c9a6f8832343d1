import { ts } from 'ts-morph'

/** A part of a file that became another one: the smallest that can be read alone. */
export type Site = { was: ts.Node; is: ts.Node }

/**
 * Where two versions of a file differ, as expressions and statements that became others; null where parts came or went, so that nothing
 * says what became what.
 * @param old and @param now must know their parents.
 */
export function findSites(old: ts.SourceFile, now: ts.SourceFile): Site[] | null {
  const found = differences(old, now)
  if (found === null) return null
  const whole = found.map(standingAlone)
  if (whole.includes(null)) return null
  // What several differences are lifted to is one site, and what is within another one is part of it.
  const sites = whole as Site[]
  const isWithin = (one: Site, other: Site) =>
    one.was !== other.was && other.was.pos <= one.was.pos && one.was.end <= other.was.end
  return sites.filter(
    (one, at) =>
      sites.findIndex(({ was }) => was === one.was) === at && !sites.some(other => isWithin(one, other)),
  )
}

function differences(was: ts.Node, is: ts.Node): Site[] | null {
  if (was.getText() === is.getText()) return []
  const [old, now] = [childrenOf(was), childrenOf(is)]
  const isSameShape =
    was.kind === is.kind && old.length === now.length && around(was, old) === around(is, now)
  if (!isSameShape) return hasStatements(was) && hasStatements(is) ? inStatements(was, is) : [{ was, is }]
  const all = old.map((child, at) => differences(child, now[at]!))
  return all.includes(null) ? null : (all as Site[][]).flat()
}

/** Statements that stand across from each other once those that stayed are paired; what came or went has no partner. */
function inStatements(was: ts.BlockLike, is: ts.BlockLike): Site[] | null {
  const [old, now] = [was.statements, is.statements]
  if (old.length !== now.length || was.kind !== is.kind) return null
  const all = old.map((statement, at) => differences(statement, now[at]!))
  return all.includes(null) ? null : (all as Site[][]).flat()
}

const hasStatements = (node: ts.Node): node is ts.BlockLike =>
  ts.isSourceFile(node) || ts.isBlock(node) || ts.isModuleBlock(node) || ts.isCaseClause(node)

/** The children of a node that say something; the end of a file does not. */
function childrenOf(node: ts.Node): ts.Node[] {
  const children: ts.Node[] = []
  ts.forEachChild(node, child => {
    if (child.kind !== ts.SyntaxKind.EndOfFileToken) children.push(child)
  })
  return children
}

/** The words of a node that are in none of its children: its keywords and signs. */
function around(node: ts.Node, children: ts.Node[]): string {
  const [file, parts] = [node.getSourceFile(), [] as string[]]
  let from = node.getStart()
  for (const child of [...children].sort((a, b) => a.pos - b.pos)) {
    parts.push(file.text.slice(from, Math.max(from, child.getStart())))
    from = Math.max(from, child.end)
  }
  return [...parts, file.text.slice(from, node.end)].map(part => part.replace(/\s+/g, '')).join(' ')
}

/** The site, or what it stands in on both sides, until it is an expression with parts or a statement: only such are found again alone. */
function standingAlone(site: Site): Site | null {
  let { was, is } = site
  while (!isAlone(was) || !isAlone(is)) {
    if (!was.parent || !is.parent || ts.isSourceFile(was.parent) || ts.isSourceFile(is.parent)) return null
    ;[was, is] = [was.parent, is.parent]
  }
  return { was, is }
}

function isAlone(node: ts.Node): boolean {
  if (ts.isBlock(node)) return false
  if (ts.isStatement(node)) return true
  // What is called says little without what it is called with.
  const { parent } = node
  if ((ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression === node) return false
  return ts.isExpression(node) && childrenOf(node).length > 0
}
