import { ts } from 'ts-morph'
import { isOfType } from './arrays.ts'
import { isAsTyped } from './asTyped.ts'
import { isCalm } from './calm.ts'
import { hasNoHoles } from './elements.ts'
import { changesOf, isOnlyRead } from './handled.ts'
import { isEveryTurn, isMadeBefore, loopAround, stretchAround } from './loops.ts'
import { movedAway } from './moved.ts'
import { putBefore } from './putBefore.ts'
import { bare, everyNode, isWithin, methodCall, outer, type Reading, shortText } from './reading.ts'
import type { Put, Rewrite, Site } from './rewrite.ts'
import { declarationOf, freshName, isGlobal, type Named, usesOf } from './uses.ts'

type Kind = 'keys' | 'values' | 'entries' | 'split' | 'Set' | 'Map'
/** What is made anew in every turn, always of the same: a call of it, and the value that it is made of. */
type Made = { node: ts.Expression; kind: Kind; of: ts.Expression }

/** `for (const a of as) if (Object.keys(o).includes(a))`: the keys are listed anew in each turn. */
export const beforeLoop: Rewrite = {
  name: 'once-before-loop',
  says: 'make once what is the same in every turn',
  worth: 'In each turn the same was made anew; now it is made once for all of them.',
  holds: [
    'what it is made of has its value before the loop, of the same type, and is never given another one',
    'no code runs in the loop that could alter that, and making it cannot throw, so that it may be made where no turn comes',
    'what is made is only read: nobody can tell one that is made once from one that is made anew',
  ],
  hint: /\bObject\.(?:keys|values|entries)\(|\.split\(|\bnew (?:Set|Map)\b/,
  sitesIn(reading) {
    if (!reading.typed) return []
    const groups = new Map<string, Place[]>()
    for (const node of everyNode(reading.file)) {
      const made = madeAt(reading, node)
      const place = made && placeOf(reading, made)
      if (!place) continue
      const key = [place.stretch.pos, ...place.names.map(({ pos }) => pos), node.getText()].join(' ')
      groups.set(key, [...(groups.get(key) ?? []), place])
    }
    return [...groups.values()].map(places => siteOf(reading, places))
  },
}

function madeAt(reading: Reading, node: ts.Node): Made | null {
  if (ts.isNewExpression(node)) {
    const [of, ...others] = node.arguments ?? []
    const name =
      ts.isIdentifier(node.expression) && isGlobal(reading, node.expression) && node.expression.text
    return of && !others.length && (name === 'Set' || name === 'Map') ? { node, kind: name, of } : null
  }
  const called = methodCall(node)
  if (!called) return null
  const { call, on, name, args } = called
  if (name === 'split' && args.length === 1) {
    const isText = isOfType(reading.checker.getTypeAtLocation(on), ts.TypeFlags.StringLike)
    return isText ? { node: call, kind: name, of: on } : null
  }
  const [of] = args
  const isObject = ts.isIdentifier(on) && on.text === 'Object' && isGlobal(reading, on)
  if (!isObject || args.length !== 1 || !/^(?:keys|values|entries)$/.test(name)) return null
  return { node: call, kind: name as Kind, of: of! }
}

type Place = Made & { stretch: ts.Node; names: Named[] }

function placeOf(reading: Reading, made: Made): Place | null {
  const names = namesIn(reading, made.node)
  if (!names || !isCalm(reading, made.node)) return null
  if (made.kind === 'Map' && !hasNoHoles(reading, made.of)) return null
  const loop = loopAround(reading, made.node, names, isEveryTurn)
  const stretch = loop && stretchAround(loop)
  if (!stretch || !names.every(name => name.pos < loop.pos && isMadeBefore(name, stretch))) return null
  if (!usesOfMade(reading, made.node).every(use => isRead(reading, made, use))) return null
  const changes = changesOf(reading, stretch)
  return changes && !names.some(name => changes.includes(name)) ? { ...made, stretch, names } : null
}

/** The constants that code is made of, none of them known to be less there than it was declared; null where there is anything else. */
function namesIn(reading: Reading, code: ts.Expression): Named[] | null {
  const names: Named[] = []
  for (const node of everyNode(code)) {
    if (node.kind === ts.SyntaxKind.ThisKeyword || node.kind === ts.SyntaxKind.SuperKeyword) return null
    if (ts.isPropertyAccessExpression(node) && !isAsDeclared(reading, node)) return null
    const { parent } = node
    if (!ts.isIdentifier(node) || (ts.isPropertyAccessExpression(parent) && parent.name === node)) continue
    const declaration = declarationOf(reading, node)
    if (declaration && isWithin(declaration, code)) continue
    if (!declaration) {
      if (!/^(?:Object|Set|Map|Math|String|Number|Boolean)$/.test(node.text) || !isGlobal(reading, node))
        return null
    } else if (!isAsTyped(reading, declaration) || !isAsDeclared(reading, node)) return null
    else names.push(declaration)
  }
  return names
}

/** Whether a name, or a property, has the type that it is declared with, and not one that only holds where it stands. */
function isAsDeclared({ checker }: Reading, node: ts.Identifier | ts.PropertyAccessExpression): boolean {
  const symbol = checker.getSymbolAtLocation(ts.isIdentifier(node) ? node : node.name)
  return symbol !== undefined && checker.getTypeAtLocation(node) === checker.getTypeOfSymbol(symbol)
}

/** The constant that something is kept in where it is made. */
function constantOf(node: ts.Expression): (Named & ts.VariableDeclaration) | null {
  const at = outer(node)
  const { parent } = at
  const isKept = ts.isVariableDeclaration(parent) && parent.initializer === at && ts.isIdentifier(parent.name)
  return isKept && parent.parent.flags & ts.NodeFlags.Const
    ? (parent as Named & ts.VariableDeclaration)
    : null
}

/** The places where something is used that is made: where it stands, or where the constant is named that keeps it. */
function usesOfMade(reading: Reading, node: ts.Expression): ts.Expression[] {
  const constant = constantOf(node)
  return constant ? usesOf(reading, constant.name) : [node]
}

/** Whether a use only reads what was made, and gets nothing from it that was made with it. */
function isRead(reading: Reading, { kind, of, node }: Made, use: ts.Expression): boolean {
  if (kind === 'Set' || kind === 'Map') return isAskedOnly(reading, node, of, kind, use)
  if (kind === 'split' || kind === 'keys' || kind === 'values') return isOnlyRead(use)
  // A pair is taken apart where it is read.
  const { parent } = outer(use)
  if (ts.isForOfStatement(parent)) {
    const [first] = ts.isVariableDeclarationList(parent.initializer) ? parent.initializer.declarations : []
    return first !== undefined && ts.isArrayBindingPattern(first.name) && parent.expression === outer(use)
  }
  const called = ts.isPropertyAccessExpression(parent) ? methodCall(parent.parent) : null
  if (!called)
    return ts.isPropertyAccessExpression(parent) && parent.name.text === 'length' && isOnlyRead(use)
  const callback = called.args[0] && bare(called.args[0])
  const isApart =
    callback !== undefined &&
    ts.isArrowFunction(callback) &&
    callback.parameters.every(({ name }, at) => at > 0 || ts.isArrayBindingPattern(name))
  return /^(?:map|forEach|some|every|flatMap|findIndex)$/.test(called.name) && isApart && isOnlyRead(use)
}

/** Whether a Set or a Map is only asked what it has. What a Map gives must not have been made with it. */
function isAskedOnly(
  reading: Reading,
  node: ts.Expression,
  of: ts.Expression,
  kind: Kind,
  use: ts.Expression,
): boolean {
  const { parent } = outer(use)
  if (!ts.isPropertyAccessExpression(parent) || parent.expression !== outer(use)) return false
  const { parent: around } = parent
  const isCall = ts.isCallExpression(around) && around.expression === parent
  if (!isCall) return parent.name.text === 'size' && !ts.isTaggedTemplateExpression(around)
  if (parent.name.text === 'has') return true
  if (parent.name.text !== 'get' || kind !== 'Map') return false
  const { checker } = reading
  const value = checker.getTypeArguments(checker.getTypeAtLocation(node) as ts.TypeReference)[1]
  const isThere = ts.isIdentifier(bare(of)) || ts.isPropertyAccessExpression(bare(of))
  return isThere || (value !== undefined && isOfType(value, PLAIN))
}

const PLAIN =
  ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike | ts.TypeFlags.BooleanLike | ts.TypeFlags.BigIntLike

function siteOf(reading: Reading, places: Place[]): Site {
  const { file } = reading
  const [{ node, kind, of, stretch }] = places as [Place]
  const constant = places.length === 1 ? constantOf(node) : null
  const away = constant && !constant.type && movedAway(reading, constant, usesOf(reading, constant.name))
  const name = away ? away.name : freshName(reading, nameFor(kind, of))
  const questions: Put[] = away
    ? away.puts
    : places.map(one => ({ start: one.node.getStart(file), end: one.node.end, text: name }))
  return {
    node,
    puts: [...putBefore(reading, stretch, `const ${name} = ${node.getText(file)}`), ...questions],
    seen: `${shortText(reading, node)} is made anew in each turn, always of the same`,
  }
}

/** `optionsKeys`, `textParts`, `namesSet`. */
function nameFor(kind: Kind, of: ts.Expression): string {
  const last = everyNode(of)
    .filter(ts.isIdentifier)
    .find(({ parent }) => !ts.isPropertyAccessExpression(parent) || parent.name === bare(of))
  const part = kind === 'split' ? 'Parts' : kind[0]!.toUpperCase() + kind.slice(1)
  return last ? `${last.text}${part}` : part[0]!.toLowerCase() + part.slice(1)
}
