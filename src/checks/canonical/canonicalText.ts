import type { ts } from 'ts-morph'
import type { Compiler } from '../compiler.ts'
import { type Act, actsOf, type Value } from './acts.ts'
import { readNames } from './hiddenSymbols.ts'
import { beginsDenied, isBooleanValued, isDenial, isLiteral, operatorOf, unwrap } from './nodes.ts'

/** `a = a + b` says what `a += b` does; not so the logical ones, which need not assign. */
const ARITHMETIC = /^(?:\+|-|\*|\/|%|\*\*|&|\||\^|<<|>>>?)$/
const TURNED: Record<string, string> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=' }
const DENIED: Record<string, string> = { '===': '!==', '!==': '===', '==': '!=', '!=': '==' }

/**
 * Writes a program so that texts which differ only in what no run can tell become equal: names that no other file can see are numbered as
 * they are met; a constant is a variable that is never written; a literal stands on the right of a comparison; `a = a + b` is `a += b`;
 * what is denied as a whole is denied part by part; and statements are what they do (`actsOf`). What comes back is to be compared and is
 * no program: all that is joined stands in brackets, and which variable a name stands for is told by its number alone.
 * @param text JavaScript in which the names of functions count for nothing, or are written down elsewhere.
 */
export function canonicalText(compiler: Compiler, text: string, isJsx: boolean): string {
  const { ts } = compiler
  const names = readNames(compiler, text, isJsx)
  const { file } = names
  const numbers = new Map<ts.Symbol, string>()

  const print = (node: ts.Node): string => {
    if (ts.isIdentifier(node)) return identifier(node)
    if (ts.isSourceFile(node)) return list(node.statements, false)
    if (ts.isBlock(node)) return `{${list(node.statements, ts.isFunctionLike(node.parent))}}`
    if (ts.isParenthesizedExpression(node)) return parenthesized(node)
    if (ts.isBinaryExpression(node)) return binary(node)
    if (isDenial(ts, node as ts.Expression)) return isTrue(node as ts.Expression)
    if (ts.isPrefixUnaryExpression(node)) return `⟨${pieces(node)}⟩`
    if (ts.isConditionalExpression(node))
      return value({ condition: node.condition, isDenied: false, yes: node.whenTrue, no: node.whenFalse })
    if (ts.isVariableDeclarationList(node)) return declarations(node)
    if (ts.isCaseClause(node)) return `case ${print(node.expression)}:{${list(node.statements, false)}}`
    if (ts.isDefaultClause(node)) return `default:{${list(node.statements, false)}}`
    // The only statement of a loop.
    const isActs = ts.isExpressionStatement(node) || ts.isReturnStatement(node) || ts.isIfStatement(node)
    return isActs ? `{${list([node], false)}}` : pieces(node)
  }

  /** As it stands there, but for what its parts have become. */
  const pieces = (node: ts.Node): string => {
    const parts: string[] = []
    let end = node.getStart(file)
    ts.forEachChild(node, child => {
      parts.push(text.slice(end, child.getStart(file)), print(child))
      end = child.end
    })
    return parts.join('') + text.slice(end, node.end)
  }

  const list = (statements: readonly ts.Statement[], isTail: boolean) =>
    acts(actsOf(ts, names, statements, isTail))

  const acts = (all: Act[]): string => all.map(one => act(one)).join(';')

  const act = (one: Act): string => {
    switch (one.kind) {
      case 'does':
        return print(one.node)
      case 'sets':
        return `⟨${print(one.targets[0]!)} = ${value(one.value)}⟩`
      case 'gives':
        return one.node ? `return ${print(one.node)}` : 'return'
      case 'declares': {
        const name = `${keywordOf([one.node], one.node.parent.flags)} ${print(one.node.name)}`
        return one.value === null ? name : `${name}=${value(one.value)}`
      }
      case 'when': {
        const otherwise = one.no.length ? `else{${acts(one.no)}}` : ''
        return `if(${truth(one.condition, one.isDenied)}){${acts(one.yes)}}${otherwise}`
      }
      case 'other':
        return pieces(one.node).replace(/;$/, '')
    }
  }

  const value = (one: Value): string => {
    if ('kind' in one) return print(one)
    const { condition, isDenied } = one
    const isTurned = beginsDenied(ts, condition) !== isDenied
    const [yes, no] = isTurned ? [one.no, one.yes] : [one.yes, one.no]
    return `⟨${truth(condition, isDenied !== isTurned)}?${value(yes)}:${value(no)}⟩`
  }

  const identifier = (node: ts.Identifier): string => {
    const symbol = names.hidden(node)
    if (!symbol) return node.text
    // No name begins like this.
    const number = numbers.get(symbol) ?? `#${numbers.size}`
    numbers.set(symbol, number)
    if (!names.isShort(node)) return number
    // `{ __proto__: a }` says of whom an object is made, and `{ __proto__ }` gives it a key.
    return node.text === '__proto__' ? `['__proto__']:${number}` : `${node.text}:${number}`
  }

  /** What is joined has brackets of its own; of anything else the parentheses can mean something: `(a?.b).c`, `new (f())()`. */
  const parenthesized = (node: ts.ParenthesizedExpression): string => {
    const inner = unwrap(ts, node)
    const isJoined =
      ts.isBinaryExpression(inner) || ts.isPrefixUnaryExpression(inner) || ts.isConditionalExpression(inner)
    return isJoined ? print(inner) : pieces(node)
  }

  const binary = (node: ts.BinaryExpression): string => {
    const { left, right } = node
    const operator = operatorOf(node)
    if (isBooleanValued(ts, node) && /^(?:&&|\|\|)$/.test(operator)) return isTrue(node)
    const turned = TURNED[operator]
    if (turned && isLiteral(ts, left) && !isLiteral(ts, right))
      return `⟨${print(right)} ${turned} ${print(left)}⟩`
    const sum = operator === '=' ? unwrap(ts, right) : null
    if (sum && ts.isBinaryExpression(sum) && isPlace(left)) {
      const how = operatorOf(sum)
      if (ARITHMETIC.test(how) && sum.left.getText(file) === left.getText(file))
        return `⟨${print(left)} ${how}= ${print(sum.right)}⟩`
    }
    return `⟨${print(left)} ${operator} ${print(right)}⟩`
  }

  /** A variable, or a property by name of one or of `this`: to say it twice is to look there once to read and once to write. */
  const isPlace = (node: ts.Expression): boolean => {
    if (ts.isIdentifier(node)) return true
    if (!ts.isPropertyAccessExpression(node) || node.questionDotToken) return false
    const { expression } = node
    return ts.isIdentifier(expression)
      ? names.hidden(expression) !== null
      : expression.kind === ts.SyntaxKind.ThisKeyword
  }

  const isTrue = (node: ts.Expression) => `⟨bool ${truth(node, false)}⟩`

  /** What only has to be true or not. @param isDenied whether its contrary is meant. */
  const truth = (node: ts.Expression, isDenied: boolean): string => {
    const inner = unwrap(ts, node)
    if (isDenial(ts, inner)) return truth(inner.operand, !isDenied)
    if (ts.isBinaryExpression(inner)) {
      const operator = operatorOf(inner)
      if (operator === '&&' || operator === '||') {
        const other = operator === '&&' ? '||' : '&&'
        const [left, right] = [truth(inner.left, isDenied), truth(inner.right, isDenied)]
        return `⟨${left} ${isDenied ? other : operator} ${right}⟩`
      }
      const denied = DENIED[operator]
      if (isDenied && denied) return `⟨${print(inner.left)} ${denied} ${print(inner.right)}⟩`
    }
    return isDenied ? `⟨not ${print(inner)}⟩` : print(inner)
  }

  const declarations = (node: ts.VariableDeclarationList): string => {
    const { Let, Const, BlockScoped } = ts.NodeFlags
    const scope = node.flags & BlockScoped
    if (scope !== Let && scope !== Const) return pieces(node)
    return `${keywordOf(node.declarations, node.flags)} ${node.declarations.map(print).join()}`
  }

  const keywordOf = (all: readonly ts.VariableDeclaration[], flags: ts.NodeFlags): string => {
    const isConst = (flags & ts.NodeFlags.BlockScoped) === ts.NodeFlags.Const
    return isConst && !all.every(({ name }) => isNeverWritten(name)) ? 'const' : 'let'
  }

  /** Of variables that another script could write nothing is known. */
  const isNeverWritten = (name: ts.BindingName): boolean => {
    if (!ts.isIdentifier(name))
      return name.elements.every(one => ts.isOmittedExpression(one) || isNeverWritten(one.name))
    const isSeen = names.hidden(name) === null && !ts.isExternalModule(file)
    return names.symbol(name) !== undefined && !isSeen && !names.isWritten(name)
  }

  return print(file)
}
