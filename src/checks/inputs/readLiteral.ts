import type { ts } from 'ts-morph'
import type { Frozen } from '../../model/frozen.ts'

/** How deep a value is read, through names as well, and of how many parts in all. */
const DEEPEST = 8
const MOST_PARTS = 400

/**
 * The value that an expression stands for, where that can be read off its text. A function is taken for one that gives back
 * what it is given.
 * @param constants what names stand for.
 * @returns undefined where it cannot be read.
 */
export function readLiteral(
  typescript: typeof ts,
  expression: ts.Expression,
  constants: Pick<ReadonlyMap<string, ts.Expression>, 'get'>,
  depth = 0,
  budget = { left: MOST_PARTS },
): Frozen | undefined {
  // A list of names, each of which stands for a list of names, is short to write and without end to read.
  if (depth > DEEPEST || budget.left-- <= 0) return undefined
  const read = (one: ts.Expression) => readLiteral(typescript, one, constants, depth + 1, budget)
  const { SyntaxKind: Kind } = typescript
  if (typescript.isStringLiteralLike(expression)) return expression.text
  if (typescript.isNumericLiteral(expression)) return Number(expression.text)
  if (typescript.isBigIntLiteral(expression)) return { $: 'bigint', is: expression.text.slice(0, -1) }
  if (typescript.isRegularExpressionLiteral(expression)) {
    const end = expression.text.lastIndexOf('/')
    return { $: 'regexp', source: expression.text.slice(1, end), flags: expression.text.slice(end + 1) }
  }
  switch (expression.kind) {
    case Kind.TrueKeyword:
      return true
    case Kind.FalseKeyword:
      return false
    case Kind.NullKeyword:
      return null
    case Kind.ArrowFunction:
    case Kind.FunctionExpression:
      return { $: 'function', does: { kind: 'same' } }
  }
  if (typescript.isIdentifier(expression)) {
    const { text } = expression
    if (text === 'undefined') return { $: 'undefined' }
    if (text === 'NaN' || text === 'Infinity') return { $: 'number', is: text }
    const known = constants.get(text)
    return known && read(known)
  }
  if (typescript.isPrefixUnaryExpression(expression) && expression.operator === Kind.MinusToken) {
    const value = read(expression.operand)
    if (typeof value === 'number') return value === 0 ? { $: 'number', is: '-0' } : -value
    return undefined
  }
  if (
    typescript.isParenthesizedExpression(expression) ||
    typescript.isAsExpression(expression) ||
    typescript.isSatisfiesExpression(expression) ||
    typescript.isNonNullExpression(expression)
  )
    return read(expression.expression)
  if (typescript.isArrayLiteralExpression(expression)) {
    const of = expression.elements.map(one =>
      typescript.isOmittedExpression(one) ? ({ $: 'hole' } as const) : read(one),
    )
    return of.includes(undefined) ? undefined : { $: 'array', of: of as Frozen[] }
  }
  if (typescript.isObjectLiteralExpression(expression)) return readObject(typescript, expression, read)
  if (typescript.isNewExpression(expression)) return readNew(typescript, expression, read)
  return undefined
}

function readObject(
  typescript: typeof ts,
  expression: ts.ObjectLiteralExpression,
  read: (one: ts.Expression) => Frozen | undefined,
): Frozen | undefined {
  const of = new Map<string, Frozen>()
  for (const property of expression.properties) {
    const value = typescript.isPropertyAssignment(property)
      ? read(property.initializer)
      : typescript.isShorthandPropertyAssignment(property)
        ? read(property.name)
        : undefined
    const { name } = property
    const isPlain =
      name &&
      (typescript.isIdentifier(name) || typescript.isStringLiteral(name) || typescript.isNumericLiteral(name))
    if (value === undefined || !isPlain) return undefined
    of.set(name.text, value)
  }
  return { $: 'object', of: [...of] }
}

/** Dates, sets and maps. A date's parts are taken for those of Greenwich: on every machine it is the same. */
function readNew(
  typescript: typeof ts,
  { expression, arguments: given }: ts.NewExpression,
  read: (one: ts.Expression) => Frozen | undefined,
): Frozen | undefined {
  if (!typescript.isIdentifier(expression)) return undefined
  const args = (given ?? []).map(read)
  const [first] = args
  if (expression.text === 'Date' && args.length) return readDate(args)
  if (typeof first !== 'object' || first === null || first.$ !== 'array') return undefined
  if (expression.text === 'Set') return { $: 'set', of: first.of as Frozen[] }
  if (expression.text !== 'Map') return undefined
  const entries = first.of.map(one => (typeof one === 'object' && one?.$ === 'array' ? one.of : []))
  return entries.every(pair => pair.length === 2)
    ? { $: 'map', of: entries as [Frozen, Frozen][] }
    : undefined
}

function readDate([first, ...more]: (Frozen | undefined)[]): Frozen | undefined {
  const parts = [first, ...more].filter(one => typeof one === 'number')
  if (parts.length === more.length + 1)
    return { $: 'date', ms: timeOf(more.length ? Date.UTC(...(parts as [number, number])) : parts[0]!) }
  return typeof first === 'string' && !more.length ? { $: 'date', ms: timeOf(parseDate(first)) } : undefined
}

const timeOf = (ms: number) => (Number.isNaN(ms) ? null : ms)

/** As of Greenwich, unless it says where. */
function parseDate(text: string): number {
  const there = Date.parse(/^[\d-]+T[\d:.,]+$/.test(text) ? `${text}Z` : `${text} UTC`)
  return Number.isNaN(there) ? Date.parse(text) : there
}
