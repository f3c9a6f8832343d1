import type { ts } from 'ts-morph'
import { refactorLoop } from './harmlessLoops.ts'
import type { Place } from './place.ts'

/** Refactorings of whole statements: branches, declarations, switches. */
export function refactorStatement(place: Place, node: ts.Node): void {
  const { ts } = place
  if (ts.isIfStatement(node)) branches(place, node)
  else if (ts.isReturnStatement(node)) returnedTernary(place, node)
  else if (ts.isVariableStatement(node)) declarations(place, node)
  else if (ts.isSwitchStatement(node)) switchToIf(place, node)
  else refactorLoop(place, node)
}

function branches(place: Place, node: ts.IfStatement): void {
  const { ts, text, put, block, listOf } = place
  const { expression, thenStatement, elseStatement } = node
  const [test, list] = [text(expression), listOf(node)]
  if (elseStatement)
    put('turn if and else', node, `if (!(${test})) ${block(elseStatement)} else ${block(thenStatement)}`)
  const [yes, no] = [thenStatement, elseStatement].map(one => one && returned(place, one))
  if (yes && no) put('returns to ternary', node, `return (${test}) ? (${yes}) : (${no});`)
  if (list && elseStatement && leaves(place, thenStatement)) {
    // Names of the else part must not come among those around it.
    const inner = ts.isBlock(elseStatement) ? elseStatement.statements : [elseStatement]
    if (!inner.some(one => declares(place, one)))
      put(
        'no else behind return',
        node,
        `if (${test}) ${block(thenStatement)}\n${inner.map(text).join('\n')}`,
      )
  }
  if (list && !elseStatement && leaves(place, thenStatement)) elseForRest(place, node, list)
  if (elseStatement) return
  const only =
    ts.isBlock(thenStatement) && thenStatement.statements.length === 1 ? thenStatement.statements[0] : null
  if (only && ts.isIfStatement(only) && !only.elseStatement)
    put('merge nested ifs', node, `if ((${test}) && (${text(only.expression)})) ${block(only.thenStatement)}`)
  if (ts.isBinaryExpression(expression) && text(expression.operatorToken) === '&&')
    put(
      'nest a condition',
      node,
      `if (${text(expression.left)}) { if (${text(expression.right)}) ${block(thenStatement)} }`,
    )
}

/** `if (a) return b; rest` to `if (a) return b; else { rest }`, where the rest declares nothing that is seen outside of it. */
function elseForRest(place: Place, node: ts.IfStatement, list: ts.NodeArray<ts.Statement>): void {
  const { ts, file, text, put, block } = place
  const rest = list.slice(list.indexOf(node) + 1)
  const [first, last] = [rest[0], rest.at(-1)]
  if (!first || !last || ts.isSourceFile(node.parent) || rest.some(one => !isEnclosed(place, one, first)))
    return
  const inner = file.text.slice(first.getStart(file), last.getEnd())
  put(
    'else for the rest',
    node,
    `if (${text(node.expression)}) ${block(node.thenStatement)} else {\n${inner}\n}`,
    [],
    last,
  )
}

/** Whether what a statement declares is only used from `first` on. */
function isEnclosed(place: Place, node: ts.Statement, first: ts.Statement): boolean {
  const { ts } = place
  if (!declares(place, node)) return true
  if (!ts.isVariableStatement(node)) return false
  return node.declarationList.declarations.every(
    ({ name }) =>
      ts.isIdentifier(name) && (place.placesOf(name)?.every(one => one.pos >= first.pos) ?? false),
  )
}

function declares({ ts }: Place, node: ts.Statement): boolean {
  return ts.isVariableStatement(node) || ts.isDeclarationStatement(node)
}

/** Whether nothing that stands behind a statement comes after it. */
function leaves({ ts }: Place, node: ts.Statement): boolean {
  const last = ts.isBlock(node) ? node.statements.at(-1) : node
  return last !== undefined && (ts.isReturnStatement(last) || ts.isThrowStatement(last))
}

/** The text of what a branch gives back, when that is all that it does. */
function returned({ ts, text }: Place, node: ts.Statement): string | undefined {
  const only = ts.isBlock(node) && node.statements.length === 1 ? node.statements[0] : node
  return only && ts.isReturnStatement(only) && only.expression ? text(only.expression) : undefined
}

function returnedTernary({ ts, text, put, listOf }: Place, node: ts.ReturnStatement): void {
  if (!node.expression || !ts.isConditionalExpression(node.expression)) return
  const { condition, whenTrue, whenFalse } = node.expression
  const is = `if (${text(condition)}) { return ${text(whenTrue)}; }\nreturn ${text(whenFalse)};`
  put('ternary to returns', node, listOf(node) ? is : `{ ${is} }`)
}

function declarations(place: Place, node: ts.VariableStatement): void {
  const { ts, text, put, listOf, isLiteral } = place
  const { declarations: all, flags } = node.declarationList
  const list = listOf(node)
  if (!list || node.modifiers) return
  const word = (flags & ts.NodeFlags.BlockScoped) === 2 ? 'const' : flags & ts.NodeFlags.Let ? 'let' : 'var'
  if (!text(node).startsWith(word)) return
  if (all.length > 1) put('split declarations', node, all.map(one => `${word} ${text(one)};`).join('\n'))
  const [only] = all
  const next = list[list.indexOf(node) + 1]
  if (all.length === 1 && only?.initializer && ts.isConditionalExpression(only.initializer) && !only.type)
    ternary()
  if (!next || !ts.isVariableStatement(next) || next.modifiers || !text(next).startsWith(`${word} `)) return
  const others = next.declarationList.declarations
  put('merge declarations', node, `${word} ${[...all, ...others].map(text).join(', ')};`, [], next)
  const isFixed = (one: ts.VariableDeclaration) => one.initializer !== undefined && isLiteral(one.initializer)
  if ([...all, ...others].every(isFixed))
    put('reorder constants', node, `${text(next)}\n${text(node)}`, [], next)

  function ternary(): void {
    const { condition, whenTrue, whenFalse } = only!.initializer as ts.ConditionalExpression
    if (!ts.isIdentifier(only!.name) || word === 'var') return
    const name = text(only!.name)
    put(
      'ternary to branches',
      node,
      `let ${name};\nif (${text(condition)}) { ${name} = ${text(whenTrue)}; } else { ${name} = ${text(whenFalse)}; }`,
    )
  }
}

/** A switch over literals whose cases all end, to a chain of ifs. */
function switchToIf(place: Place, node: ts.SwitchStatement): void {
  const { ts, text, put } = place
  const { clauses } = node.caseBlock
  if (!place.isStill(node.expression) || !clauses.length) return
  const branches: string[] = []
  let tests: string[] = []
  for (const [at, clause] of clauses.entries()) {
    const isLast = at === clauses.length - 1
    if (ts.isDefaultClause(clause) ? !isLast || tests.length : !place.isLiteral(clause.expression)) return
    if (!ts.isDefaultClause(clause)) tests.push(`${text(node.expression)} === ${text(clause.expression)}`)
    if (!clause.statements.length && !isLast) continue
    const [whole] = clause.statements
    const braced = clause.statements.length === 1 && whole && ts.isBlock(whole)
    const body = braced ? whole.statements : clause.statements
    const last = body.at(-1)
    const ends = last !== undefined && (ts.isBreakStatement(last) ? !last.label : leaves(place, last))
    if (!ends && !isLast) return
    const kept = last && ts.isBreakStatement(last) ? body.slice(0, -1) : [...body]
    // Declarations of one case are seen by the others; a break in the middle would end something else.
    if (kept.some(one => (!braced && declares(place, one)) || place.some(one, ts.isBreakStatement))) return
    const inner = `{ ${kept.map(text).join('\n')} }`
    branches.push(ts.isDefaultClause(clause) ? inner : `if (${tests.join(' || ')}) ${inner}`)
    tests = []
  }
  put('switch to ifs', node, branches.join(' else '))
}
