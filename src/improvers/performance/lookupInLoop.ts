import { ts } from 'ts-morph'
import { EACH, isArray, isArrayType } from './arrays.ts'
import { isKept, isLeftAlone, isOnlyRead } from './handled.ts'
import { isInert } from './inert.ts'
import { indentAt, layoutOf } from './layout.ts'
import { askSet, type Membership, membershipsIn } from './membership.ts'
import { bare, everyNode, functionAround, isWithin, methodCall, type Reading } from './reading.ts'
import type { Put, Rewrite, Site } from './rewrite.ts'
import { declarationOf, freshName, isConstant, isFree, type Named, usesOf } from './uses.ts'

/** A list that is written out with fewer elements is found as fast one after the other. */
const FEWEST = 8

/** `a.filter(one => !b.includes(one))`: the whole of b is gone through for each element of a. */
export const lookupInLoop: Rewrite = {
  name: 'set-lookup',
  says: 'look up in a Set instead of a list',
  worth:
    'The list was gone through from its start for each of the others, n * m steps in all; with a Set there are n + m.',
  holds: [
    'what is asked is an array, and its name means the same one all the while',
    'nothing alters it between the making of the Set and the last question: it is new and nobody else has it, or no code runs that could',
    'it is only asked what it includes, which a Set answers in the same way for every value',
  ],
  hint: /\b(?:includes|indexOf)\b/,
  sitesIn(reading) {
    if (!isFree(reading, 'Set')) return []
    const groups = new Map<ts.Node, Map<Named, Membership[]>>()
    for (const one of membershipsIn(reading)) {
      const place = placeOf(reading, one)
      if (!place) continue
      const there = groups.get(place.stretch) ?? new Map<Named, Membership[]>()
      groups.set(place.stretch, there)
      there.set(place.list, [...(there.get(place.list) ?? []), one])
    }
    return [...groups].flatMap(([stretch, lists]) =>
      [...lists].map(([list, asked]) => siteOf(reading, stretch, list, asked)),
    )
  },
}

/** The list that is asked, and the statement (or function that is one expression) before which a Set of it can be made. */
function placeOf(
  reading: Reading,
  { list: name, node }: Membership,
): { list: Named; stretch: ts.Node } | null {
  const list = declarationOf(reading, name)
  if (!list || !isConstant(reading, list) || !isArray(reading, name)) return null
  if (!isAlwaysArray(reading, list) || isShort(list) || !isOfThisCall(reading, list)) return null
  const loop = loopAround(reading, node, list)
  const stretch = loop && stretchAround(loop)
  if (!stretch || list.pos > loop.pos || !isMadeBefore(list, stretch)) return null
  const isHeld = isLeftAlone(reading, list, stretch) || isUnalteredBy(reading, list, stretch)
  return isHeld ? { list, stretch } : null
}

/** Whether a list is one wherever it is there, and not only where it was asked what it is. */
function isAlwaysArray(reading: Reading, { name }: Named): boolean {
  const { checker, typed } = reading
  const declared = checker.getTypeAtLocation(name)
  return isArray(reading, name) || (typed && isArrayType(checker, checker.getNonNullableType(declared)))
}

/** Whether nothing that a stretch does can alter a list, whoever else has it. */
function isUnalteredBy(reading: Reading, list: Named, stretch: ts.Node): boolean {
  const inside = usesOf(reading, list.name).filter(use => isWithin(use, stretch))
  if (!inside.every(isOnlyRead)) return false
  const isOther = (pushed: Named) => isWithin(pushed, stretch) || isKept(reading, pushed, stretch)
  return (
    isInert(reading, ts.isArrowFunction(stretch) ? stretch.body : stretch) &&
    pushedIn(reading, stretch).every(isOther)
  )
}

/** The lists that code pushes to. */
function pushedIn(reading: Reading, node: ts.Node): Named[] {
  return everyNode(node).flatMap(one => {
    const called = methodCall(one)
    const on = called?.name === 'push' ? bare(called.on) : null
    return (on && ts.isIdentifier(on) && declarationOf(reading, on)) || []
  })
}

/** Whether a list certainly is there when a stretch begins: it may be a function that is called before its module has run so far. */
function isMadeBefore(list: Named, stretch: ts.Node): boolean {
  if (isWithin(list, stretch)) return isParameterOf(list, stretch)
  for (let at: ts.Node = stretch; at.parent && !isWithin(list, at); at = at.parent)
    if (ts.isFunctionDeclaration(at)) return false
  // What one case declares is there in the others without its value.
  for (let at: ts.Node = list; at.parent && !ts.isFunctionLike(at); at = at.parent)
    if (ts.isCaseOrDefaultClause(at) && !isWithin(stretch, at)) return false
  return true
}

/**
 * Whether a list is handed over to this very call, or made in it. One that was there before is another matter: a Set of it would be made for
 * every call, however few questions it asks.
 */
function isOfThisCall(reading: Reading, list: Named): boolean {
  if (!functionAround(list)) return false
  const owner = ts.isBindingElement(list) ? ownerOf(list) : list
  // What callers write out one by one is short.
  if (ts.isParameter(owner)) return !owner.dotDotDotToken
  let from = ts.isVariableDeclaration(owner) && owner.initializer ? bare(owner.initializer) : null
  if (!from || (!ts.isBindingElement(list) && !ts.isPropertyAccessExpression(from))) return from !== null
  while (ts.isPropertyAccessExpression(from)) from = bare(from.expression)
  const root = ts.isIdentifier(from) ? declarationOf(reading, from) : null
  return root !== null && ts.isParameter(ts.isBindingElement(root) ? ownerOf(root) : root)
}

/** The parameter or variable that a part of a pattern is in. */
function ownerOf(part: ts.BindingElement): ts.Declaration {
  const { parent } = part.parent
  return ts.isBindingElement(parent) ? ownerOf(parent) : parent
}

/** Whether a list is written out with so few elements that nothing finds them faster. */
export function isShort(list: Named): boolean {
  const made = ts.isVariableDeclaration(list) && list.initializer ? bare(list.initializer) : null
  return (
    made !== null &&
    ts.isArrayLiteralExpression(made) &&
    made.elements.length < FEWEST &&
    !made.elements.some(ts.isSpreadElement)
  )
}

/** The outermost loop, or call of a function for each element, around a node in which a list is not declared. */
function loopAround(reading: Reading, node: ts.Node, list: Named): ts.Node | null {
  let found: ts.Node | null = null
  for (let at: ts.Node = node; at.parent; at = at.parent) {
    const { parent } = at
    if (isWithin(list, parent)) break
    if (ts.isFunctionLike(parent)) {
      const called = methodCall(parent.parent)
      const isEach =
        called !== null && called.args[0] === parent && (EACH.has(called.name) || called.name === 'reduce')
      const isLater =
        Boolean((parent as ts.ArrowFunction).asteriskToken) ||
        ts.getCombinedModifierFlags(parent as ts.Declaration) & ts.ModifierFlags.Async
      if (!isEach || isLater || !isArray(reading, called.on)) break
      found = called.call
    } else if (isRepeated(parent, at)) found = parent
  }
  return found
}

/** Whether a part of a statement runs again and again. A condition is none: what it asks ends the loop, most often soon. */
function isRepeated(loop: ts.Node, part: ts.Node): boolean {
  if (ts.isForOfStatement(loop)) return part === loop.statement && !loop.awaitModifier
  return ts.isIterationStatement(loop, false) && part === loop.statement
}

/** The statement of a block that a loop stands in, or the function whose whole body it stands in. */
function stretchAround(loop: ts.Node): ts.Node | null {
  for (let at = loop; at.parent; at = at.parent) {
    const { parent } = at
    if (ts.isArrowFunction(parent) && parent.body === at) return parent
    if (ts.isFunctionLike(parent) || ts.isClassLike(parent)) return null
    if (ts.isStatement(at)) return ts.isBlock(parent) || ts.isSourceFile(parent) ? at : null
  }
  return null
}

function isParameterOf(list: Named, stretch: ts.Node): boolean {
  for (let at: ts.Node = list; at !== stretch && at.parent; at = at.parent)
    if (at.parent === stretch) return ts.isParameter(at)
  return false
}

function siteOf(reading: Reading, stretch: ts.Node, list: Named, asked: Membership[]): Site {
  const { file } = reading
  const set = freshName(reading, `${list.name.text}Set`)
  const questions = asked.map(
    (one): Put => ({ start: one.node.getStart(file), end: one.node.end, text: askSet(reading, one, set) }),
  )
  const puts = [...making(reading, stretch, `const ${set} = new Set(${list.name.text})`), ...questions]
  const first = asked[0]!
  return {
    node: first.node,
    puts,
    seen: `${list.name.text} is gone through for each element of another list`,
  }
}

/** Puts a statement before a stretch; a function that is one expression becomes a block. */
function making(reading: Reading, stretch: ts.Node, statement: string): Put[] {
  const { text, file } = reading
  const { unit, end, line } = layoutOf(text)
  if (ts.isArrowFunction(stretch)) {
    const indent = indentAt(text, stretch.getStart(file))
    const start = stretch.body.getStart(file)
    const inner = `${line}${indent}${unit}`
    return [
      { start, end: start, text: `{${inner}${statement}${end}${inner}return ` },
      { start: stretch.body.end, end: stretch.body.end, text: `${end}${line}${indent}}` },
    ]
  }
  const start = ts.getLeadingCommentRanges(text, stretch.pos)?.[0]?.pos ?? stretch.getStart(file)
  // Without a semicolon a line that begins so would go on with what stands above it.
  const stop = end || /^[([`+\-/]/.test(text.slice(stretch.getStart(file))) ? ';' : ''
  const isFirst = /^[\s;]*$/.test(text.slice(text.lastIndexOf('\n', start - 1) + 1, start))
  const apart = isFirst ? `${stop}${line}${indentAt(text, start)}` : '; '
  return [{ start, end: start, text: `${statement}${apart}` }]
}
