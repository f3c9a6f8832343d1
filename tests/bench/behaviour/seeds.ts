import type { ts } from 'ts-morph'
import type { Compiler } from '../../../src/checks/compiler.ts'
import type { TextEdit } from '../../../src/checks/differ/editText.ts'

/** One change, put into a file on purpose; `also` is what else it needs in the same file. */
export type Seed = {
  kind: string
  line: number
  start: number
  end: number
  text: string
  was: string
  also?: TextEdit[]
}

/**
 * Wrong changes of many kinds, of what people and agents get wrong: bounds, conditions, branches, order of arguments, copies
 * left out, awaits left out, defaults, catches. Other kinds than those by which the check measures its inputs are among them.
 */
export function seedsOf({ ts }: Compiler, file: ts.SourceFile): Seed[] {
  const { SyntaxKind: Kind } = ts
  const seeds: Seed[] = []
  const text = (node: ts.Node) => node.getText(file)
  const put = (kind: string, node: ts.Node, is: string) => {
    const [start, end] = [node.getStart(file), node.getEnd()]
    if (text(node) === is) return
    const line = file.getLineAndCharacterOfPosition(start).line + 1
    seeds.push({ kind, line, start, end, text: is, was: text(node) })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return
    if (ts.isFunctionDeclaration(node) && !node.body) return
    seed(node)
    ts.forEachChild(node, visit)
  }
  const seed = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node)) {
      const other = SWAPPED[text(node.operatorToken)]
      if (other) put('operator', node.operatorToken, other)
      if (text(node.operatorToken) === '??')
        put('default by truth', node, `((${text(node.left)}) || (${text(node.right)}))`)
    } else if (ts.isIfStatement(node)) {
      put('condition turned', node.expression, `!(${text(node.expression)})`)
      if (node.elseStatement)
        put('else left out', node, `if (${text(node.expression)}) ${text(node.thenStatement)}`)
      else if (ts.isReturnStatement(node.thenStatement) || ts.isThrowStatement(node.thenStatement))
        put('guard left out', node, ';')
    } else if (ts.isConditionalExpression(node))
      put(
        'branches swapped',
        node,
        `${text(node.condition)} ? ${text(node.whenFalse)} : ${text(node.whenTrue)}`,
      )
    else if (ts.isCallExpression(node)) call(node)
    else if (ts.isNumericLiteral(node) && !ts.isEnumMember(node.parent))
      put('number', node, String(Number(node.text) + 1))
    else if (
      ts.isArrayLiteralExpression(node) &&
      node.elements.length === 1 &&
      ts.isSpreadElement(node.elements[0]!)
    )
      put('copy left out', node, text(node.elements[0].expression))
    else if (ts.isAwaitExpression(node)) {
      if (!isHandedOn(node)) put('await left out', node, text(node.expression))
    } else if (ts.isParameter(node) && node.initializer && ts.isNumericLiteral(node.initializer))
      put('default', node.initializer, String(Number(node.initializer.text) - 1))
    else if (node.kind === Kind.TrueKeyword) put('flag', node, 'false')
    else if (node.kind === Kind.FalseKeyword) put('flag', node, 'true')
    else if (ts.isExpressionStatement(node) && ts.isBinaryExpression(node.expression))
      put('assignment left out', node, ';')
    else if (ts.isSpreadAssignment(node)) put('spread left out', node, '')
    else if (ts.isPropertyAccessExpression(node) && node.name.text === 'length' && !isTarget(node))
      put('off by one', node, `(${text(node)} - 1)`)
  }
  /** `return await x` is `return x`, where nothing around it catches. */
  const isHandedOn = (node: ts.AwaitExpression): boolean => {
    if (!ts.isReturnStatement(node.parent)) return false
    for (let around: ts.Node = node.parent; !ts.isFunctionLike(around); around = around.parent)
      if (ts.isTryStatement(around) || ts.isSourceFile(around)) return false
    return true
  }
  const call = (node: ts.CallExpression): void => {
    const [first, second] = node.arguments
    if (
      !/^Math\.(?:max|min|hypot|imul)$/.test(text(node.expression)) &&
      first &&
      second &&
      node.arguments.length === 2 &&
      !ts.isFunctionLike(first) &&
      !ts.isFunctionLike(second)
    )
      put('arguments swapped', node, `${text(node.expression)}(${text(second)}, ${text(first)})`)
    if (!ts.isPropertyAccessExpression(node.expression)) return
    const { name, expression } = node.expression
    if (/^(?:trim|slice|toLowerCase|toUpperCase|filter|reverse|sort|flat)$/.test(name.text))
      put('call left out', node, text(expression))
  }
  const isTarget = (node: ts.Node) =>
    ts.isBinaryExpression(node.parent) &&
    node.parent.left === node &&
    text(node.parent.operatorToken).endsWith('=')
  ts.forEachChild(file, visit)
  return seeds
}

const SWAPPED: Record<string, string> = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
  '==': '!=',
  '!=': '==',
  '&&': '||',
  '||': '&&',
  '+': '-',
  '-': '+',
  '*': '+',
  '/': '*',
  '%': '/',
  '+=': '-=',
  '-=': '+=',
}
