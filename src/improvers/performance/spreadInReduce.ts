import { ts } from 'ts-morph'
import { isOfType, isString } from './arrays.ts'
import { hasNoHoles } from './elements.ts'
import { isOnlyRead } from './handled.ts'
import { bare, isWithin, outer, type Reading, shortText } from './reading.ts'
import { type Reduction, reductionsIn, resultsOf } from './reduceCall.ts'
import type { Put, Rewrite } from './rewrite.ts'
import { isFree, usesOf } from './uses.ts'

const KEYS = ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike | ts.TypeFlags.ESSymbolLike

/** `list.reduce((all, one) => ({ ...all, [one.id]: one }), {})`: the object so far is copied for every element. */
export const spreadInReduce: Rewrite = {
  name: 'spread-in-reduce',
  says: 'make the object at once instead of copying it',
  worth:
    'Each step copied the object so far, so that n keys took n * n / 2 copies; Object.fromEntries takes n.',
  holds: [
    'reduce is called on an array without holes, and begins with an empty object',
    'each step copies the object so far and adds one key, and does not look at it otherwise',
    'keys are texts, numbers or symbols; Object.fromEntries defines each of them, __proto__ too, as a literal does',
  ],
  hint: /\.reduce\b[\s\S]*\.\.\./,
  sitesIn(reading) {
    if (!isFree(reading, 'Object')) return []
    return reductionsIn(reading).flatMap(one => {
      const puts = putsFor(reading, one)
      const seen = `${one.sum.name.text} is copied by a spread for each element of ${shortText(reading, one.list)}`
      return puts ? [{ node: one.call, puts, seen }] : []
    })
  },
}

function putsFor(reading: Reading, reduction: Reduction): Put[] | null {
  const { callback, call, list, uses, start } = reduction
  const { file, text } = reading
  if (!ts.isObjectLiteralExpression(start) || start.properties.length || !ts.isArrowFunction(callback))
    return null
  if (callback.type || callback.typeParameters || !hasNoHoles(reading, list)) return null
  const [result, ...others] = resultsOf(callback) ?? []
  const entry = result && !others.length ? entryOf(reading, result, uses) : null
  const said = typeSaid(reduction, file)
  if (!result || !entry || !keepsLength(reading, reduction)) return null
  if (said && ts.isLeftHandSideExpression(call.parent)) return null
  const pair = `[${entry.key.getText(file)}, ${entry.value.getText(file)}]`
  const { body } = callback
  const before = text.slice(body.getStart(file), result.getStart(file))
  const whole = `${before}${pair}${text.slice(result.end, body.end)}`
  const callbackText = `${parametersOf(reading, callback)} => ${whole}`
  const made = `Object.fromEntries(${list.getText(file)}.map(${callbackText}))${said}`
  return [{ start: call.getStart(file), end: call.end, text: made }]
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
  return isPlain && /[(,=]\s*[\w$]+ =>/.test(text) ? given : `(${given})`
}

/** The key and value that a result adds to the accumulator, where it does nothing else. */
function entryOf(reading: Reading, result: ts.Expression, uses: ts.Identifier[]) {
  const object = bare(result)
  if (!ts.isObjectLiteralExpression(object) || object.properties.length !== 2 || uses.length !== 1)
    return null
  const [spread, added] = object.properties
  if (!spread || !added || !ts.isSpreadAssignment(spread) || bare(spread.expression) !== uses[0]) return null
  if (!ts.isPropertyAssignment(added) || !ts.isComputedPropertyName(added.name)) return null
  const key = added.name.expression
  const value = bare(added.initializer)
  // A function or class that stands as the value of a key is named after it.
  const isNamed = ts.isArrowFunction(value) || ts.isFunctionExpression(value) || ts.isClassExpression(value)
  if (isNamed || outer(uses[0]!).parent !== spread) return null
  return isKey(reading, key) ? { key, value: added.initializer } : null
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
