import { ts } from 'ts-morph'
import { layoutOf } from './layout.ts'
import { isLook } from './looks.ts'
import { isInOrder, isLonger, pushes } from './pushes.ts'
import { bare, everyNode, functionAround, isTried, isWithin, type Reading } from './reading.ts'
import type { Put, Rewrite, Site } from './rewrite.ts'
import { declarationOf, isAssigned, type Named, usesOf } from './uses.ts'

/** `all = [...all, one]` in a loop: the list so far is copied every time. */
export const copyInLoop: Rewrite = {
  name: 'copy-in-loop',
  says: 'push instead of copying the list so far',
  worth: 'Each turn copied the list so far, so that n elements took n * n / 2 copies; pushing takes n.',
  holds: [
    'the list is new, and a variable of this function alone',
    'until the loop is over it is only made longer, or looked at by its length, its places or what it includes: nobody has it',
  ],
  hint: /=\s*\[\s*\.\.\./,
  sitesIn(reading) {
    const groups = new Map<Named, ts.BinaryExpression[]>()
    for (const node of everyNode(reading.file)) {
      const list = ts.isBinaryExpression(node) ? lengthened(reading, node) : null
      if (list) groups.set(list, [...(groups.get(list) ?? []), node as ts.BinaryExpression])
    }
    return [...groups].flatMap(([list, nodes]) => siteOf(reading, list, nodes) ?? [])
  },
}

/** The list of `list = [...list, a]`, where that is a statement. */
function lengthened(
  reading: Reading,
  { left, operatorToken, right, parent }: ts.BinaryExpression,
): Named | null {
  const isStatement = operatorToken.kind === ts.SyntaxKind.EqualsToken && ts.isExpressionStatement(parent)
  if (!isStatement || !ts.isIdentifier(left)) return null
  const list = declarationOf(reading, left)
  if (!list || !ts.isVariableDeclaration(list)) return null
  const uses = usesOf(reading, list.name)
  const longer = bare(right)
  if (!isLonger(longer, uses) || !isInOrder(longer, uses)) return null
  // What is spread may fail half way, which whoever catches that would see.
  const isWhole = !longer.elements.slice(1).some(ts.isSpreadElement) || !isTried(parent)
  return isWhole ? list : null
}

function siteOf(reading: Reading, list: Named, nodes: ts.BinaryExpression[]): Site | null {
  const { file, text, typed, checker } = reading
  const { parent: declared, initializer } = list as ts.VariableDeclaration
  const isLet = ts.isVariableDeclarationList(declared) && (declared.flags & ts.NodeFlags.Let) !== 0
  if (!isLet || !ts.isVariableStatement(declared.parent) || !initializer) return null
  const start = bare(initializer)
  if (!ts.isArrayLiteralExpression(start) || start.elements.some(ts.isOmittedExpression)) return null
  const home = functionAround(list)
  // A module's own variables may be seen by whoever it calls.
  if (!home || (typed && checker.getTypeAtLocation(list.name).symbol?.name !== 'Array')) return null
  const loops = nodes.map(node => outermostLoop(node, declared.parent.parent))
  if (!loops.every(loop => loop !== null) || new Set(loops).size !== 1) return null
  const loop = loops[0]!
  const own = nodes.flatMap(node => [
    node.left,
    bare(((bare(node.right) as ts.ArrayLiteralExpression).elements[0] as ts.SpreadElement).expression),
  ])
  const uses = usesOf(reading, list.name)
  const others = uses.filter(use => !own.includes(use))
  const isHarmless = (use: ts.Identifier) =>
    functionAround(use) === home && (isLook(use) || use.pos > loop.end)
  if (!others.every(isHarmless) || nodes.some(node => functionAround(node) !== home)) return null
  const { line } = layoutOf(text)
  const puts: Put[] = nodes.map(node => ({
    start: node.getStart(file),
    end: node.end,
    text: pushes(reading, bare(node.right) as ts.ArrayLiteralExpression, list.name.text).join(line),
  }))
  // More than one statement would need brackets, and the indent of each.
  if (puts.some(put => put.text.includes(line))) return null
  const isAlone = declared.declarations.length === 1 && !others.some(isAssigned)
  const keyword = declared.getStart(file)
  if (isAlone) puts.unshift({ start: keyword, end: keyword + 'let'.length, text: 'const' })
  return { node: nodes[0]!, puts, seen: `${list.name.text} is copied by a spread in each turn of a loop` }
}

/** The outermost loop around a node within a block; null where there is none. */
function outermostLoop(node: ts.Node, block: ts.Node): ts.Node | null {
  let found: ts.Node | null = null
  for (let at = node.parent; at && isWithin(at, block) && at !== block; at = at.parent)
    if (ts.isIterationStatement(at, false)) found = at
  return found
}
