import { ts } from 'ts-morph'
import type { Names } from './names.ts'

/** A condition on the way to an exit, in the names of the function that it was written in. */
export type Condition = {
  test: ts.Expression
  isNegated: boolean
  names: Names
  /** What was returned where it was otherwise: a later return of the same need not exclude it. */
  gave?: string
}

/**
 * One way out of a function. All `conditions` hold when it is taken, and when they hold it is taken,
 * but for errors thrown before (`afterThrows` of them). `each` is set where it happens for some element
 * of a list, and `calls` where something must have thrown first.
 */
export type Exit = {
  kind: 'throw' | 'return'
  /** The statement or conditional branch: what the sentence is read from. */
  node: ts.Node
  value: ts.Expression | null
  conditions: Condition[]
  names: Names
  each: { element: string; list: ts.Expression } | null
  failing: ts.CallExpression | null
  isOnlyEntry: boolean
  /** False where the way there could not be followed: such a throw can happen, but nobody knows when. */
  isKnown: boolean
  afterThrows: number
}

/** What is known at a point of a walk through a body, and of the way to it. */
export type State = {
  conditions: Condition[]
  isKnown: boolean
  throws: number
  isQuiet: boolean
  isDone: boolean
}

/** Notes on the last condition what a branch that does nothing but return has returned. */
export function withGift(conditions: Condition[], taken: ts.Statement): Condition[] {
  const only = ts.isBlock(taken) && taken.statements.length === 1 ? taken.statements[0]! : taken
  const gave = ts.isReturnStatement(only) ? (only.expression?.getText() ?? 'undefined') : undefined
  return [...conditions.slice(0, -1), { ...conditions.at(-1)!, gave }]
}

/** An exit as it is taken in a state. */
export function exit(
  kind: Exit['kind'],
  node: ts.Node,
  value: ts.Expression | null,
  state: State,
  names: Names,
): Exit {
  return {
    kind,
    node,
    value,
    conditions: state.conditions,
    names,
    each: null,
    failing: null,
    isOnlyEntry: state.isQuiet,
    isKnown: state.isKnown,
    afterThrows: state.throws,
  }
}
