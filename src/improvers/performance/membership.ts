import { ts } from 'ts-morph'
import { isString } from './arrays.ts'
import { bare, everyNode, methodCall, outer, type Reading } from './reading.ts'

/** A place that asks whether a list, by its name, has something in it. */
export type Membership = {
  list: ts.Identifier
  asked: ts.Expression
  /** What asks, and whether it asks for the opposite. */
  node: ts.Expression
  isNot: boolean
}

/**
 * Every such place of a file: `includes`, which a Set answers in the same way for every value, and comparisons of `indexOf`, which are
 * only the same where what is asked for is a text, and so never NaN, nor what a hole reads as.
 */
export function membershipsIn(reading: Reading): Membership[] {
  return everyNode(reading.file).flatMap(node => membershipAt(reading, node) ?? [])
}

function membershipAt(reading: Reading, node: ts.Node): Membership | null {
  const called = methodCall(node)
  // What is said of the type of the list cannot be said of a Set.
  const list = called?.on
  if (!called || !list || !ts.isIdentifier(list) || called.args.length !== 1) return null
  const [asked] = called.args as [ts.Expression]
  if (called.name === 'includes') return { list, asked, node: called.call, isNot: false }
  if (called.name !== 'indexOf' || !isString(reading, asked)) return null
  const { parent } = outer(called.call)
  if (!ts.isBinaryExpression(parent) || bare(parent.left) !== called.call) return null
  const isNot = SAYS[`${parent.operatorToken.getText(reading.file)} ${parent.right.getText(reading.file)}`]
  return isNot === undefined ? null : { list, asked, node: parent, isNot }
}

/** Comparisons of a place in a list, and whether they ask that there is none. */
const SAYS: Record<string, boolean> = {
  '!== -1': false,
  '!= -1': false,
  '> -1': false,
  '>= 0': false,
  '=== -1': true,
  '== -1': true,
  '< 0': true,
}

/** How a Set by that name is asked the same. */
export function askSet({ file }: Reading, { asked, isNot, node }: Membership, set: string): string {
  const question = `${isNot ? '!' : ''}${set}.has(${asked.getText(file)})`
  // `!a ** b` and the like: what binds closer than a comparison needs brackets.
  return isNot && !isLoose(outer(node).parent) ? `(${question})` : question
}

function isLoose(around: ts.Node): boolean {
  if (ts.isBinaryExpression(around)) return around.operatorToken.kind !== ts.SyntaxKind.AsteriskAsteriskToken
  return !ts.isPropertyAccessExpression(around) && !ts.isElementAccessExpression(around)
}
