import { ts } from 'ts-morph'
import { bare } from './bare.ts'
import { codeOf } from './code.ts'
import { contains } from './contains.ts'
import { type Exit, exit, type State, withGift } from './exit.ts'
import { isUntouched, type Names, namesOf, rootOf } from './names.ts'

/** The exits of a function's own body, in order; nothing inside nested functions or guarded by a `catch`. */
export function exitsOf(fn: ts.FunctionLikeDeclaration, names: Names): Exit[] {
  const exits: Exit[] = []
  const { body } = fn
  if (!body) return exits
  const start: State = { conditions: [], isKnown: true, throws: 0, isQuiet: true, isDone: false }
  if (ts.isBlock(body)) walk(body.statements, start, names, exits, 0)
  else leave(body, body, start, names, exits)
  return exits
}

function walk(
  statements: readonly ts.Statement[],
  state: State,
  names: Names,
  exits: Exit[],
  depth: number,
): void {
  for (const statement of statements) {
    if (state.isDone) return
    step(statement, state, names, exits, depth)
  }
}

function step(statement: ts.Statement, state: State, names: Names, exits: Exit[], depth: number): void {
  if (ts.isBlock(statement)) walk(statement.statements, state, names, exits, depth)
  else if (ts.isReturnStatement(statement)) {
    leave(statement, statement.expression ?? null, state, names, exits)
    state.isDone = true
  } else if (ts.isThrowStatement(statement)) {
    exits.push(exit('throw', statement, statement.expression, state, names))
    state.throws++
    state.isDone = true
  } else if (ts.isIfStatement(statement)) branch(statement, state, names, exits, depth)
  else if (ts.isForOfStatement(statement)) loop(statement, state, names, exits)
  else if (ts.isSwitchStatement(statement)) choose(statement, state, names, exits)
  else if (ts.isTryStatement(statement)) attempt(statement, state, names, exits)
  else if (ts.isExpressionStatement(statement)) {
    assertion(statement, state, names, exits, depth)
    state.isQuiet = false
  } else if (ts.isVariableStatement(statement)) {
    state.isQuiet &&= !contains(
      statement,
      node => ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isAwaitExpression(node),
    )
  } else if (!ts.isFunctionDeclaration(statement)) giveUp(statement, state, exits, names)
}

function branch(statement: ts.IfStatement, state: State, names: Names, exits: Exit[], depth: number): void {
  const { expression: test } = statement
  const within = (isNegated: boolean): State => ({
    ...state,
    conditions: [...state.conditions, { test, isNegated, names }],
    isDone: false,
  })
  const yes = within(false)
  step(statement.thenStatement, yes, names, exits, depth)
  const no = within(true)
  if (statement.elseStatement) step(statement.elseStatement, no, names, exits, depth)
  const returns = (node: ts.Node | undefined): boolean =>
    node !== undefined && contains(node, ts.isReturnStatement)
  state.throws = yes.throws + no.throws - state.throws
  state.isQuiet &&= yes.isQuiet && no.isQuiet
  if (yes.isDone && no.isDone) state.isDone = true
  // What only throws is no other way on: the sentence about a later exit stands beside the one about the error.
  else if (yes.isDone && returns(statement.thenStatement)) {
    state.conditions = withGift(no.conditions, statement.thenStatement)
  } else if (no.isDone && returns(statement.elseStatement)) {
    state.conditions = withGift(yes.conditions, statement.elseStatement!)
  }
  const isPartial = (end: State, node: ts.Node | undefined): boolean =>
    !end.isKnown || (!end.isDone && returns(node))
  if (isPartial(yes, statement.thenStatement) || isPartial(no, statement.elseStatement)) state.isKnown = false
}

/** `for (const x of xs) if (bad(x)) throw`: said of some element, when nothing else can end the loop first. */
function loop(statement: ts.ForOfStatement, state: State, names: Names, exits: Exit[]): void {
  const { initializer, statement: body } = statement
  const isPlain =
    !statement.awaitModifier &&
    ts.isVariableDeclarationList(initializer) &&
    ts.isIdentifier(initializer.declarations[0]!.name) &&
    !contains(
      body,
      node => ts.isReturnStatement(node) || ts.isBreakOrContinueStatement(node) || ts.isYieldExpression(node),
    )
  if (isPlain) {
    const element = (initializer.declarations[0]!.name as ts.Identifier).text
    const inner: State = { ...state, isDone: false }
    const found: Exit[] = []
    const inside: Names = { ...names, called: new Map([...names.called, [element, element]]) }
    walk(ts.isBlock(body) ? body.statements : [body], inner, inside, found, 1)
    for (const one of found) exits.push({ ...one, each: { element, list: statement.expression } })
    state.throws = inner.throws
  } else giveUp(statement, state, exits, names)
  state.isQuiet = false
}

/** The `default:` of a switch whose other cases can't fall into it. */
function choose(statement: ts.SwitchStatement, state: State, names: Names, exits: Exit[]): void {
  const clauses = statement.caseBlock.clauses
  const last = clauses.at(-1)
  if (last && ts.isDefaultClause(last) && last.statements[0] && ts.isThrowStatement(last.statements[0])) {
    let index = clauses.length - 2
    while (index >= 0 && clauses[index]!.statements.length === 0) index--
    const listed = clauses.slice(0, index + 1)
    const before = listed.at(-1)?.statements.at(-1)
    const ends =
      before && (ts.isReturnStatement(before) || ts.isBreakStatement(before) || ts.isThrowStatement(before))
    if (ends && listed.every(ts.isCaseClause)) {
      const tests = listed.map(clause =>
        ts.factory.createStrictInequality(statement.expression, (clause as ts.CaseClause).expression),
      )
      const thrown = last.statements[0]
      exits.push({
        ...exit('throw', thrown, thrown.expression, state, names),
        isOnlyEntry: true,
        conditions: [...state.conditions, ...tests.map(test => ({ test, isNegated: false, names }))],
      })
      state.throws++
      if (contains(statement, ts.isReturnStatement)) state.isKnown = false
      state.isQuiet = false
      return
    }
  }
  giveUp(statement, state, exits, names)
}

/** `try { one(call) } catch { throw new X() }`; everything else with a catch is left alone. */
function attempt(statement: ts.TryStatement, state: State, names: Names, exits: Exit[]): void {
  const { tryBlock, catchClause, finallyBlock } = statement
  const first = catchClause?.block.statements[0]
  const calls: ts.CallExpression[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) calls.push(node as ts.CallExpression)
    if (!ts.isFunctionLike(node)) ts.forEachChild(node, visit)
  }
  visit(tryBlock)
  if (
    !finallyBlock &&
    first &&
    ts.isThrowStatement(first) &&
    tryBlock.statements.length === 1 &&
    calls.length === 1 &&
    ts.isCallExpression(calls[0]!)
  ) {
    exits.push({ ...exit('throw', first, first.expression, state, names), failing: calls[0]! })
    state.throws++
  }
  if (contains(statement, ts.isReturnStatement)) state.isKnown = false
  state.isQuiet = false
}

/** A call of a helper in the same file that checks what it is given and throws. */
function assertion(
  statement: ts.ExpressionStatement,
  state: State,
  names: Names,
  exits: Exit[],
  depth: number,
): void {
  const call = ts.isAwaitExpression(statement.expression)
    ? statement.expression.expression
    : statement.expression
  if (!ts.isCallExpression(call) || !ts.isIdentifier(call.expression) || depth > 1) return
  const { text } = call.expression
  const helper = names.declared.has(text) ? undefined : names.file.functions.get(text)
  if (
    !helper?.body ||
    helper === names.fn ||
    !ts.isBlock(helper.body) ||
    helper.asteriskToken ||
    call.arguments.some(ts.isSpreadElement)
  )
    return
  const isAsync = (ts.getCombinedModifierFlags(helper) & ts.ModifierFlags.Async) !== 0
  if (isAsync !== ts.isAwaitExpression(statement.expression)) return
  const called = new Map<string, string | null>()
  for (const [index, parameter] of helper.parameters.entries()) {
    if (!ts.isIdentifier(parameter.name)) return
    const argument = call.arguments[index]
    // A default of the helper's own is not what the caller gave.
    const isKnown = argument && !parameter.initializer && !parameter.dotDotDotToken && state.isKnown
    const root = argument ? rootOf(argument) : null
    const isWhole = root === null || !names.declared.has(root) || isUntouched(names, root, call.getStart())
    called.set(parameter.name.text, isKnown && isWhole ? codeOf(argument, names) : null)
  }
  const inner = namesOf(names.file, helper, called)
  const found: Exit[] = []
  walk(
    helper.body.statements,
    { conditions: [], isKnown: state.isKnown, throws: 0, isQuiet: true, isDone: false },
    inner,
    found,
    depth + 1,
  )
  for (const one of found) {
    if (one.kind === 'return') continue
    exits.push({ ...one, node: call, conditions: [...state.conditions, ...one.conditions] })
    state.throws++
  }
  if (
    found.length === 1 &&
    found[0]!.kind === 'throw' &&
    found[0]!.conditions.length === 0 &&
    found[0]!.isKnown
  )
    state.isDone = true
}

/** Notes that from here on the way is unknown, and which errors it may throw. */
function giveUp(statement: ts.Statement, state: State, exits: Exit[], names: Names): void {
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node) || (ts.isTryStatement(node) && node.catchClause))
      return
    if (ts.isThrowStatement(node)) {
      exits.push({ ...exit('throw', node, node.expression, state, names), isKnown: false })
      state.throws++
    }
    ts.forEachChild(node, visit)
  }
  visit(statement)
  if (contains(statement, node => ts.isReturnStatement(node) || ts.isBreakOrContinueStatement(node))) {
    if (contains(statement, ts.isReturnStatement) || ts.isLabeledStatement(statement)) state.isKnown = false
  }
  state.isQuiet = false
}

/** Splits `return a ? b : c` into its two ends. */
function leave(node: ts.Node, given: ts.Expression | null, state: State, names: Names, exits: Exit[]): void {
  const value = given && bare(given)
  if (value && ts.isConditionalExpression(value)) {
    for (const [end, isNegated] of [
      [value.whenTrue, false],
      [value.whenFalse, true],
    ] as const) {
      leave(
        end,
        end,
        { ...state, conditions: [...state.conditions, { test: value.condition, isNegated, names }] },
        names,
        exits,
      )
    }
    return
  }
  const text = value?.getText() ?? 'undefined'
  const conditions = state.conditions.filter(condition => condition.gave !== text)
  exits.push(exit('return', node, value, { ...state, conditions }, names))
}
