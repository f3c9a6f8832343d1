import { ts } from 'ts-morph'
import { isOfType, isString } from './arrays.ts'
import { hasNoHoles } from './elements.ts'
import { isOnlyRead } from './handled.ts'
import { onlyParameter } from './layout.ts'
import { bare, isWithin, outer, type Reading, shortText } from './reading.ts'
import { type Reduction, reductionsIn, resultsOf } from './reduceCall.ts'
import type { Put, Rewrite, Site } from './rewrite.ts'
import { isFree, usesOf } from './uses.ts'

const KEYS = ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike | ts.TypeFlags.ESSymbolLike

/** `list.reduce((all, one) => ({ ...all, [one.id]: one }), {})`: the object so far is copied for every element. */
export const spreadInReduce: Rewrite = {
  name: 'spread-in-reduce',
  says: 'make the object at once instead of copying it',
  worth:
    'Each step copied the object so far, so that n keys took n * n / 2 copies; Object.fromEntries takes n.',
  holds: [
    'reduce is called on an array and begins with an empty object; where the array may have holes, flatMap passes over them as reduce does',
    'each step copies the object so far and adds one key, or gives it on as it is, and does not look at it otherwise',
    'keys are texts, numbers or symbols; Object.fromEntries defines each of them, __proto__ too, as a literal does',
  ],
  hint: /\.reduce\b[\s\S]*\.\.\./,
  sitesIn: reading => copiesIn(reading, putsFor),
}

/** Reductions that copy the object so far, with what becomes of each. @param putsFor null for one that is left as it is. */
export function copiesIn(
  reading: Reading,
  putsFor: (reading: Reading, reduction: Reduction) => Put[] | null,
): Site[] {
  if (!isFree(reading, 'Object')) return []
  return reductionsIn(reading).flatMap(one => {
    const puts = putsFor(reading, one)
    const seen = `${one.sum.name.text} is copied by a spread for each element of ${shortText(reading, one.list)}`
    return puts ? [{ node: one.call, puts, seen }] : []
  })
}

function putsFor(reading: Reading, reduction: Reduction): Put[] | null {
  const { callback, call, list, uses, start } = reduction
  const { file } = reading
  if (!ts.isObjectLiteralExpression(start) || start.properties.length || !ts.isArrowFunction(callback))
    return null
  if (callback.type || callback.typeParameters) return null
  const results = resultsOf(callback)?.flatMap(branches) ?? []
  const steps = results.map(result => stepOf(reading, result, uses))
  const added = steps.flatMap(step => (step?.entry ? [step] : []))
  // Each place that names the object so far is one of these, and each of these names it once.
  if (!added.length || !steps.every(Boolean) || uses.length !== steps.length) return null
  const said = typeSaid(reduction, file)
  if (said && ts.isLeftHandSideExpression(call.parent)) return null
  const isEach = results.length === 1 && hasNoHoles(reading, list) && keepsLength(reading, reduction)
  const pairs = steps.map((step): Put => {
    const { result, entry } = step!
    const pair = entry ? `[${entry.key.getText(file)}, ${entry.value.getText(file)}]` : ''
    return { start: result.getStart(file), end: result.end, text: isEach ? pair : `[${pair}]` }
  })
  const callbackText = `${parametersOf(reading, callback)} => ${withPuts(reading, callback.body, pairs)}`
  const made = `Object.fromEntries(${list.getText(file)}.${isEach ? 'map' : 'flatMap'}(${callbackText}))${said}`
  return [{ start: call.getStart(file), end: call.end, text: made }]
}

/** What an expression may come to, as it is written: both sides of a choice. */
export function branches(node: ts.Expression): ts.Expression[] {
  const inner = ts.isParenthesizedExpression(node) ? bare(node) : node
  if (!ts.isConditionalExpression(inner)) return [node]
  return [...branches(inner.whenTrue), ...branches(inner.whenFalse)]
}

/** What one result does to the object so far: adds an entry, or nothing; null for anything else. */
function stepOf(reading: Reading, result: ts.Expression, uses: ts.Identifier[]) {
  const inner = bare(result)
  if (ts.isIdentifier(inner) && uses.includes(inner)) return { result, entry: null }
  const entry = entryOf(reading, result, uses)
  return entry && { result, entry }
}

/** The text of a node with some of its parts replaced. */
function withPuts({ file, text }: Reading, node: ts.Node, puts: Put[]): string {
  const parts: string[] = []
  let end = node.getStart(file)
  for (const put of puts) {
    parts.push(text.slice(end, put.start), put.text)
    end = put.end
  }
  return parts.join('') + text.slice(end, node.end)
}

/** Whether a callback takes no element out before its turn: reduce passes over its place, which stays empty in what map gives. */
function keepsLength(reading: Reading, { list, callback }: Reduction): boolean {
  const names = [bare(list), callback.parameters[3]?.name]
  return names.every(
    name =>
      !name ||
      !ts.isIdentifier(name) ||
      usesOf(reading, name).every(use => !isWithin(use, callback) || isOnlyRead(use)),
  )
}

/** The parameters after the accumulator, in brackets where they need them or the file has them always. */
function parametersOf({ file, text }: Reading, { parameters }: Reduction['callback']): string {
  const [, first, ...more] = parameters
  const given = first ? text.slice(first.getStart(file), parameters.at(-1)!.end) : ''
  const isPlain =
    first !== undefined && !more.length && given === first.name.getText(file) && ts.isIdentifier(first.name)
  return isPlain ? onlyParameter(text, given) : `(${given})`
}

/** The key and value that a result adds to a copy of the accumulator. */
export function entryOf(reading: Reading, result: ts.Expression, uses: ts.Identifier[]) {
  const object = bare(result)
  if (!ts.isObjectLiteralExpression(object) || object.properties.length !== 2) return null
  const [spread, added] = object.properties
  const use = spread && ts.isSpreadAssignment(spread) ? bare(spread.expression) : null
  if (!use || !added || !ts.isIdentifier(use) || !uses.includes(use)) return null
  if (!ts.isPropertyAssignment(added) || !ts.isComputedPropertyName(added.name)) return null
  const key = added.name.expression
  const value = bare(added.initializer)
  // A function or class that stands as the value of a key is named after it.
  const isNamed = ts.isArrowFunction(value) || ts.isFunctionExpression(value) || ts.isClassExpression(value)
  if (isNamed || outer(use).parent !== spread) return null
  return isKey(reading, key) ? { key, value: added.initializer, use } : null
}

/** Whether a key is none that runs code when it is made a text. */
function isKey(reading: Reading, key: ts.Expression): boolean {
  if (isString(reading, key)) return true
  const { checker, typed } = reading
  const type = checker.getTypeAtLocation(key)
  return typed && isOfType(checker.getBaseConstraintOfType(type) ?? type, KEYS)
}

/** What was said of the type of the start, or in the call, where it is not that of any object with such values. */
function typeSaid({ call }: Reduction, file: ts.SourceFile): string {
  const start = call.arguments[1]!
  const said = ts.isAsExpression(start) ? start.type : call.typeArguments?.[0]
  if (!said || /^(?:Record<string,|\{\s*\[)/.test(said.getText(file))) return ''
  return ` as ${said.getText(file)}`
}
