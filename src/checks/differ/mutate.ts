import type { ts } from 'ts-morph'
import type { Compiler } from '../compiler.ts'
import type { TextEdit } from './editText.ts'

/** A small wrong change of a program, which inputs worth their name would notice. `line` counts from 0. */
export type Mutant = TextEdit & { line: number; what: string }

/**
 * All small changes of what stands on the given lines: operators, conditions, literals, results, and statements left out.
 * Nothing is changed that is only type, import or directive.
 */
export function mutate({ ts }: Compiler, file: ts.SourceFile, lines: ReadonlySet<number>): Mutant[] {
  const mutants: Mutant[] = []
  const { SyntaxKind: Kind } = ts
  const lineOf = (position: number) => file.getLineAndCharacterOfPosition(position).line
  const textOf = (node: ts.Node) => node.getText(file)

  const put = (node: ts.Node, text: string, at: ts.Node = node) => {
    const line = lineOf(at.getStart(file))
    if (!lines.has(line) || textOf(node) === text) return
    const [was, is] = [textOf(node), text].map(one => one.replace(/\s+/g, ' ').slice(0, 60))
    mutants.push({
      start: node.getStart(file),
      end: node.getEnd(),
      text,
      line,
      what: is === ';' ? `without ${was}` : `${was} -> ${is}`,
    })
  }

  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isEnumDeclaration(node))
      return
    if (ts.isDecorator(node)) return
    if (ts.isExpressionStatement(node) && ts.isStringLiteral(node.expression)) return
    change(node)
    ts.forEachChild(node, visit)
  }

  const change = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node)) binary(node)
    else if (ts.isPrefixUnaryExpression(node)) prefix(node)
    else if (ts.isPostfixUnaryExpression(node))
      put(node, `${textOf(node.operand)}${node.operator === Kind.PlusPlusToken ? '--' : '++'}`)
    else if (ts.isConditionalExpression(node)) {
      put(node, `(${textOf(node.whenTrue)})`, node.condition)
      put(node, `(${textOf(node.whenFalse)})`, node.condition)
    } else if (ts.isIfStatement(node)) {
      put(node.expression, 'true')
      put(node.expression, 'false')
    } else if (ts.isWhileStatement(node)) put(node.expression, 'false')
    else if (ts.isForStatement(node) && node.condition) put(node.condition, 'false')
    else if (ts.isReturnStatement(node) && node.expression) put(node, 'return undefined;')
    else if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) put(node.body, 'undefined')
    else if (isLeftOut(node)) put(node, ';')
    else if (ts.isCallExpression(node)) call(node)
    else literal(node)
  }

  const binary = ({ left, operatorToken, right }: ts.BinaryExpression): void => {
    for (const other of OPERATORS[textOf(operatorToken)] ?? []) put(operatorToken, other)
    if (operatorToken.kind !== Kind.QuestionQuestionToken) return
    put(operatorToken.parent, `(${textOf(left)})`, operatorToken)
    put(operatorToken.parent, `(${textOf(right)})`, operatorToken)
  }

  const prefix = (node: ts.PrefixUnaryExpression): void => {
    const operand = textOf(node.operand)
    if (node.operator === Kind.ExclamationToken || node.operator === Kind.MinusToken)
      put(node, `(${operand})`)
    if (node.operator === Kind.PlusPlusToken) put(node, `--${operand}`)
    if (node.operator === Kind.MinusMinusToken) put(node, `++${operand}`)
  }

  const call = (node: ts.CallExpression): void => {
    const given = node.arguments
    const isOrdered = !/^Math\.(?:min|max|hypot|imul)$/.test(textOf(node.expression))
    for (const [at, argument] of given.entries()) {
      const next = given[at + 1]
      if (
        isOrdered &&
        next &&
        !ts.isFunctionLike(argument) &&
        !ts.isFunctionLike(next) &&
        textOf(next) !== textOf(argument)
      )
        putArguments(
          node,
          given.map((_, place) => textOf(given[place === at ? at + 1 : place === at + 1 ? at : place]!)),
        )
      if (ts.isIdentifier(argument) || ts.isPropertyAccessExpression(argument)) put(argument, 'undefined')
    }
    if (!ts.isPropertyAccessExpression(node.expression)) return
    const { name, expression } = node.expression
    const other = otherMethod(name.text)
    if (other) put(name, other)
    // Only what gives the like of what it is asked of: without any other, all would notice.
    if (SAME_KIND.test(name.text)) put(node, textOf(expression), name)
  }

  const putArguments = (node: ts.CallExpression, given: string[]) =>
    put(node, `${textOf(node.expression)}(${given.join(', ')})`, node.arguments[0])

  const isLeftOut = (node: ts.Node): boolean => {
    if (ts.isThrowStatement(node) || ts.isBreakStatement(node) || ts.isContinueStatement(node)) {
      // Without its end, a case runs into the next one, and a loop may never end: both are noticed.
      return true
    }
    if (!ts.isExpressionStatement(node)) return false
    // A constructor without it would always fail: that says nothing about the inputs.
    const called = ts.isCallExpression(node.expression) ? node.expression.expression : null
    return called?.kind !== Kind.SuperKeyword
  }

  const literal = (node: ts.Node): void => {
    const { parent } = node
    if (ts.isPropertyAssignment(parent) && parent.name === node) return
    if (ts.isNumericLiteral(node)) put(node, Number(node.text) === 0 ? '1' : `(${textOf(node)} + 1)`)
    else if (ts.isStringLiteral(node) && !ts.isExternalModuleReference(parent))
      put(node, node.text === '' ? "'mutated'" : "''")
    else if (ts.isNoSubstitutionTemplateLiteral(node) && !ts.isTaggedTemplateExpression(parent))
      put(node, node.text === '' ? "'mutated'" : "''")
    else if (ts.isTemplateExpression(node) && !ts.isTaggedTemplateExpression(parent)) put(node, "''")
    else if (node.kind === Kind.TrueKeyword) put(node, 'false')
    else if (node.kind === Kind.FalseKeyword) put(node, 'true')
    else if (ts.isRegularExpressionLiteral(node)) put(node, '/(?!)/')
    else if (ts.isArrayLiteralExpression(node) && node.elements.length && !isTarget(node)) put(node, '[]')
    else if (ts.isObjectLiteralExpression(node) && node.properties.length && !isTarget(node))
      put(node, '({})')
  }

  /** Whether a literal is written to: `[a, b] = pair`. */
  const isTarget = (node: ts.Node): boolean => {
    const { parent } = node
    if (ts.isBinaryExpression(parent))
      return parent.left === node && parent.operatorToken.kind === Kind.EqualsToken
    return (
      ts.isForOfStatement(parent) ||
      ((ts.isPropertyAssignment(parent) ||
        ts.isArrayLiteralExpression(parent) ||
        ts.isSpreadElement(parent)) &&
        isTarget(parent))
    )
  }

  ts.forEachChild(file, visit)
  return mutants
}

const OPERATORS: Record<string, string[]> = {
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '**': ['*'],
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '==': ['!='],
  '!=': ['=='],
  '&&': ['||'],
  '||': ['&&'],
  '&': ['|'],
  '|': ['&'],
  '^': ['&'],
  '<<': ['>>'],
  '>>': ['<<'],
  '>>>': ['<<'],
  '+=': ['-='],
  '-=': ['+='],
  '*=': ['/='],
  '/=': ['*='],
  '&&=': ['||='],
  '||=': ['&&='],
  '??=': ['='],
}

/** Methods that give a text for a text, or a list for a list. */
const SAME_KIND =
  /^(?:trim(?:Start|End)?|normalize|to(?:Locale)?(?:Lower|Upper)Case|replace(?:All)?|substring|pad(?:Start|End)|slice|concat|filter|flat|sort|reverse|toSorted|toReversed)$/

/** Its counterpart: of the local time, of the language at hand, of the other end. */
function otherMethod(name: string): string | undefined {
  const [, does, utc, part] = /^(get|set)(UTC)?((?:Full)?Year|Month|Date|Day|Hours|Minutes)$/.exec(name) ?? []
  if (does) return `${does}${utc ? '' : 'UTC'}${part}`
  // An object has names of its own: `toString`.
  return Object.hasOwn(METHODS, name) ? METHODS[name] : undefined
}

const METHODS: Record<string, string> = {
  min: 'max',
  max: 'min',
  floor: 'ceil',
  ceil: 'floor',
  round: 'floor',
  trunc: 'ceil',
  some: 'every',
  every: 'some',
  find: 'findLast',
  findIndex: 'findLastIndex',
  indexOf: 'lastIndexOf',
  lastIndexOf: 'indexOf',
  push: 'unshift',
  unshift: 'push',
  pop: 'shift',
  shift: 'pop',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
  toUpperCase: 'toLowerCase',
  toLowerCase: 'toUpperCase',
  toLocaleLowerCase: 'toLowerCase',
  toLocaleUpperCase: 'toUpperCase',
  trimStart: 'trimEnd',
  trimEnd: 'trimStart',
  padStart: 'padEnd',
  padEnd: 'padStart',
  keys: 'values',
  values: 'keys',
  reduce: 'reduceRight',
  reduceRight: 'reduce',
  all: 'race',
}
