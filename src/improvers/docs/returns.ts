import { ts } from 'ts-morph'
import { bare } from './bare.ts'
import { codeOf, isScalar } from './code.ts'
import { whenOf } from './condition.ts'
import { contains } from './contains.ts'
import type { Exit } from './exit.ts'
import type { Fact } from './fact.ts'
import { isAsGiven, isUntouched, type Names } from './names.ts'
import { operand } from './phrase.ts'

const MOST = 3
/** More ends than this are a table: the code says it better. */
const TABLE = 5

/**
 * What is returned in which case. `areThrowsSaid` tells whether each error has its sentence: only then
 * may a later return be said without naming what would have thrown first.
 */
export function returnFacts(exits: Exit[], isAsync: boolean, areThrowsSaid: boolean): Fact[] {
  const returns = exits.filter(exit => exit.kind === 'return')
  if (returns.length > TABLE) return []
  const facts: Fact[] = []
  const givesValues = returns.some(exit => exit.value !== null)
  const verb = isAsync ? 'Resolves to' : 'Returns'
  for (const exit of returns) {
    if (exit.conditions.length === 0 || (exit.afterThrows > 0 && !areThrowsSaid)) continue
    const when = whenOf(exit)
    if (!when) continue
    if (exit.value === null && !givesValues) {
      if (exit.isOnlyEntry && exit.isKnown)
        facts.push({ kind: 'returns', says: `Does nothing if ${when}.`, node: exit.node, weight: 3 })
      continue
    }
    const value = shownValue(exit)
    // "Returns `'*'` if `label` is `'*'`" tells nobody anything.
    if (value && !when.endsWith(` is ${value}`))
      facts.push({
        kind: 'returns',
        says: `${verb} ${value} if ${when}.`,
        node: exit.node,
        weight: /^`(true|false)`$/.test(value) ? 2 : 3,
        returned: `${value} if ${when}`,
      })
  }
  return facts.length > MOST
    ? facts.filter(fact => !/ `(true|false)` if /.test(fact.says)).slice(0, MOST)
    : facts
}

/** `return this` everywhere. */
export function chainingFact(fn: ts.FunctionLikeDeclaration, exits: Exit[], isAsync: boolean): Fact | null {
  const returns: ts.ReturnStatement[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isReturnStatement(node)) returns.push(node)
    if (!ts.isFunctionLike(node) && !ts.isClassLike(node)) ts.forEachChild(node, visit)
  }
  if (!fn.body || !ts.isBlock(fn.body) || fn.asteriskToken || fn.type?.kind === ts.SyntaxKind.ThisType)
    return null
  visit(fn.body)
  const last = fn.body.statements.at(-1)
  const isAlways =
    last &&
    ts.isReturnStatement(last) &&
    returns.every(one => one.expression?.kind === ts.SyntaxKind.ThisKeyword)
  if (!isAlways || ts.isArrowFunction(fn) || fn.body.statements.length < 2 || exits.length === 0) return null
  return {
    kind: 'returns',
    says: `${isAsync ? 'Resolves to' : 'Returns'} \`this\`, for chaining.`,
    node: last,
    weight: 3,
    returned: '`this`, for chaining',
  }
}

/** A search through a list that ends in a literal when nothing was found. */
export function searchFact(fn: ts.FunctionLikeDeclaration, exits: Exit[], isAsync: boolean): Fact | null {
  if (!fn.body || !ts.isBlock(fn.body)) return null
  const { statements } = fn.body
  const [loop, last] = statements.slice(-2)
  if (!loop || !last || !ts.isForOfStatement(loop) || loop.awaitModifier || !ts.isReturnStatement(last))
    return null
  if (!statements.slice(0, -2).every(ts.isVariableStatement)) return null
  const names = exits.at(-1)?.names
  const value = last.expression ? bare(last.expression) : null
  const ifs = ts.isBlock(loop.statement) ? loop.statement.statements : [loop.statement]
  const found = ifs.at(-1)
  if (!names || !value || !found || ifs.length !== 1 || !ts.isIfStatement(found) || found.elseStatement)
    return null
  const exit = ts.isBlock(found.thenStatement) ? found.thenStatement.statements[0] : found.thenStatement
  if (!exit || !ts.isReturnStatement(exit) || contains(loop, ts.isBreakOrContinueStatement)) return null
  const list = codeOf(loop.expression, names)
  const isNothing =
    (isScalar(value) && value.kind !== ts.SyntaxKind.TrueKeyword) || value.getText() === 'undefined'
  const text = isNothing ? codeOf(value, names) : null
  if (list === null || text === null || !ts.isVariableDeclarationList(loop.initializer)) return null
  const test = bare(found.expression)
  const element = loop.initializer.declarations[0]!.name.getText()
  const isPredicate =
    ts.isCallExpression(test) &&
    ts.isIdentifier(test.expression) &&
    names.called.has(test.expression.text) &&
    test.arguments[0]?.getText() === element
  const how = isPredicate ? `passes \`${codeOf(test.expression, names)}\`` : 'matches'
  const returned = `\`${text}\` if no element of \`${list}\` ${how}`
  return {
    kind: 'returns',
    says: `${isAsync ? 'Resolves to' : 'Returns'} ${returned}.`,
    node: loop,
    weight: 4,
    returned,
  }
}

function shownValue(exit: Exit): string | null {
  const { names } = exit
  const value = exit.value && bare(exit.value)
  if (!value) return '`undefined`'
  if (value.getText() === 'undefined' || ts.isVoidExpression(value)) return '`undefined`'
  if (ts.isStringLiteralLike(value) && value.text === '') return 'an empty string'
  if (isScalar(value)) {
    const code = codeOf(value, names)
    return code !== null && code.length <= 40 ? `\`${code}\`` : null
  }
  if (ts.isArrayLiteralExpression(value) && value.elements.length === 0) return 'an empty array'
  if (ts.isObjectLiteralExpression(value) && value.properties.length === 0) return 'an empty object'
  if (ts.isNewExpression(value) && /^(Map|Set)$/.test(value.expression.getText()) && !value.arguments?.length)
    return `an empty ${value.expression.getText()}`
  if (!ts.isIdentifier(value)) return null
  if (names.called.get(value.text) === value.text) {
    const at = value.getStart()
    if (!isAsGiven(names, value.text, at)) return null
    const type = typeOf(value.text, names)
    if (/^(string|bigint)( \| (null|undefined))*$/.test(type)) return `\`${value.text}\` unchanged`
    if (/^(number|boolean|symbol)$/.test(type)) return `\`${value.text}\``
    return `\`${value.text}\` ${isUntouched(names, value.text, at) ? 'unchanged' : 'itself'}`
  }
  const constant = names.declared.has(value.text) ? undefined : names.file.constants.get(value.text)
  return constant && isScalar(constant) ? operand(value, names) : null
}

function typeOf(name: string, names: Names): string {
  return names.fn.parameters.find(parameter => parameter.name.getText() === name)?.type?.getText() ?? ''
}
