import { ts } from 'ts-morph'
import type { Add, Evidence, Say, Witness } from './candidate.ts'
import { widened } from './fromCalls.ts'
import type { ParameterGap } from './gaps.ts'
import { typeText } from './print.ts'
import { shapesWith } from './shapes.ts'
import type { Uses } from './uses.ts'

/** What its uses say of it. */
export function fromUses(uses: Uses, checker: ts.TypeChecker, say: Say): void {
  const mayMiss = uses.missing.null || uses.missing.undefined
  for (const { type, at } of uses.given.slice(0, 20)) {
    const witness: Witness = {
      kind: 'given',
      says: 'it is given to something of that type',
      from: at,
      weight: 2.5,
    }
    // What takes nothing as well is seldom given nothing.
    const present = checker.getNonNullableType(type)
    say(present, witness)
    if (present !== type) say(type, { ...witness, weight: mayMiss ? 3 : 1.2 })
  }
  const tested = uses.tested.map(({ type }) => checker.getBaseTypeOfLiteralType(type))
  if (tested[0] && tested.every(type => type === tested[0]))
    say(tested[0], { kind: 'use', says: 'it is compared with that', from: uses.tested[0]!.at, weight: 1.5 })
  const kinds = new Set(uses.operated.map(({ kind }) => kind).filter(kind => kind !== 'boolean'))
  const [kind] = kinds
  if (kinds.size === 1 && kind)
    say(kind === 'number' ? checker.getNumberType() : checker.getStringType(), {
      kind: 'use',
      says: `it is used as a ${kind}`,
      from: uses.operated.find(one => one.kind === kind)!.at,
      weight: kind === 'number' ? 2 : 1,
    })
  if (uses.count > 0 && uses.operated.length === uses.count && !kinds.size)
    say(checker.getBooleanType(), {
      kind: 'use',
      says: 'it is only asked whether it holds',
      from: uses.operated[0]!.at,
      weight: 1.5,
    })
}

/** A function that takes what it is called with. */
export function fromCallbacks(gap: ParameterGap, uses: Uses, checker: ts.TypeChecker, add: Add): void {
  const [call, ...others] = uses.called
  if (!call || gap.parameter.dotDotDotToken || call.arguments.some(ts.isSpreadElement)) return
  if (others.some(other => other.arguments.length !== call.arguments.length)) return
  const taken = new Set<string>()
  const parameters: string[] = []
  for (const [index, one] of call.arguments.entries()) {
    const text = typeText(widened(checker.getTypeAtLocation(one), checker), gap.parameter, checker)
    if (text === null) return
    const said = ts.isIdentifier(one) && !taken.has(one.text) ? one.text : `argument${index + 1}`
    taken.add(said)
    parameters.push(`${said}: ${text}`)
  }
  const result = resultOf(call, gap, checker)
  if (result === null) return
  add(`(${parameters.join(', ')}) => ${result}`, null, {
    kind: 'use',
    says: 'it is called so',
    from: call,
    weight: 1.3,
  })
}

/** What a call must give. */
function resultOf(call: ts.CallExpression, gap: ParameterGap, checker: ts.TypeChecker): string | null {
  const { parent } = call
  if (ts.isExpressionStatement(parent)) return 'void'
  const asked =
    ((ts.isIfStatement(parent) || ts.isWhileStatement(parent)) && parent.expression === call) ||
    (ts.isConditionalExpression(parent) && parent.condition === call) ||
    (ts.isPrefixUnaryExpression(parent) && parent.operator === ts.SyntaxKind.ExclamationToken)
  if (asked) return 'boolean'
  const wanted = checker.getContextualType(call)
  return wanted ? typeText(wanted, gap.parameter, checker) : null
}

/** What has all the members that are read of it. */
export function fromMembers(of: ts.Node, uses: Uses, { shapes, checker }: Evidence, say: Say): void {
  const names =
    ts.isParameter(of) && ts.isObjectBindingPattern(of.name)
      ? of.name.elements
          .filter(one => !one.dotDotDotToken)
          .map(one => (one.propertyName ?? one.name).getText())
      : [...uses.members.keys()]
  if (names.length === 0) return
  const at = uses.members.values().next().value?.at ?? of
  for (const [type, what] of builtIns(of, checker))
    if (names.every(name => checker.getPropertyOfType(type, name)))
      say(type, {
        kind: 'use',
        says: `it is used like a ${what}`,
        from: at,
        weight: names.length > 1 ? 1.5 : 1,
      })
  const fitting = shapesWith(names, shapes, of, checker)
  for (const [place, shape] of fitting.slice(0, 4).entries())
    say(checker.getDeclaredTypeOfSymbol(shape.symbol), {
      kind: 'shape',
      says: `${shape.name} has ${names.join(', ')}`,
      from: shape.declaration,
      weight: (Math.min(3, 0.8 * names.length) * (place === 0 ? 1 : 0.5)) / Math.sqrt(fitting.length),
    })
}

function* builtIns(at: ts.Node, checker: ts.TypeChecker): Generator<[ts.Type, string]> {
  yield [checker.getStringType(), 'string']
  for (const name of ['Date', 'RegExp', 'Error', 'URL', 'Request', 'Response', 'Headers']) {
    const symbol = checker.resolveName(name, at, ts.SymbolFlags.Interface, false)
    if (symbol) yield [checker.getDeclaredTypeOfSymbol(symbol), name]
  }
}
