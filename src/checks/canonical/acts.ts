import type { ts } from 'ts-morph'
import type { NamedText } from './hiddenSymbols.ts'
import { beginsDenied, isLiteral, operatorOf, unwrap } from './nodes.ts'

/** A value that is written down, or one of two, by a condition. */
export type Value = ts.Expression | (Asked & { yes: Value; no: Value })
/** `isDenied`: whether the contrary of the condition is meant. */
type Asked = { condition: ts.Expression; isDenied: boolean }

/** What a list of statements does, one after the other. */
export type Act =
  | { kind: 'does'; node: ts.Expression }
  /** `targets`: where its name stands for it, once in each of two branches. */
  | { kind: 'sets'; targets: ts.Identifier[]; value: Value }
  | { kind: 'declares'; node: ts.VariableDeclaration; value: Value | null }
  | { kind: 'gives'; node: ts.Expression | null }
  | When
  | { kind: 'other'; node: ts.Statement }
type When = { kind: 'when'; yes: Act[]; no: Act[] } & Asked

/**
 * Statements as what they do, in one of the ways in which it can be written: a condition is asked so that it begins with no denial; what
 * follows a branch that never comes back is not its `else`; a variable has the value that it is given next; neighbours that are
 * literals have an order; what a function does last under a condition is what follows a `return` under its contrary.
 * Names count as what they stand for, so that blocks come and go; where one may be seen from elsewhere, they stay.
 * @param isTail whether nothing of the function follows.
 */
export function actsOf(
  typescript: typeof ts,
  names: NamedText,
  statements: readonly ts.Statement[],
  isTail: boolean,
): Act[] {
  return settle(statements.flatMap(read), isTail)

  function read(statement: ts.Statement): Act[] {
    if (typescript.isEmptyStatement(statement)) return []
    if (typescript.isBlock(statement)) {
      const acts = inside(statement)
      return ownNames(acts) ? acts : [{ kind: 'other', node: statement }]
    }
    if (typescript.isExpressionStatement(statement)) return effects(statement.expression)
    if (typescript.isReturnStatement(statement)) {
      const given = statement.expression && unwrap(typescript, statement.expression)
      if (given && typescript.isBinaryExpression(given) && operatorOf(given) === ',')
        return [...effects(given.left), { kind: 'gives', node: given.right }]
      return [{ kind: 'gives', node: given ?? null }]
    }
    if (typescript.isIfStatement(statement)) {
      const { expression: condition, thenStatement, elseStatement } = statement
      const no = elseStatement ? inside(elseStatement) : []
      return [{ kind: 'when', condition, isDenied: false, yes: inside(thenStatement), no }]
    }
    const list = typescript.isVariableStatement(statement) && isPlainList(statement)
    if (list)
      return statement.declarationList.declarations.map(node => ({
        ...{ kind: 'declares', node },
        value: node.initializer ?? null,
      }))
    return [{ kind: 'other', node: statement }]
  }

  function inside(statement: ts.Statement): Act[] {
    return typescript.isBlock(statement) ? statement.statements.flatMap(read) : read(statement)
  }

  /** `let` and `const` that are not exported. */
  function isPlainList({ modifiers, declarationList: { flags } }: ts.VariableStatement): boolean {
    const { BlockScoped, Let, Const } = typescript.NodeFlags
    const scope = flags & BlockScoped
    return !modifiers?.length && (scope === Let || scope === Const)
  }

  /** What an expression does whose value nobody takes. */
  function effects(expression: ts.Expression): Act[] {
    const node = unwrap(typescript, expression)
    if (typescript.isConditionalExpression(node)) {
      const { condition, whenTrue, whenFalse } = node
      return [{ kind: 'when', condition, isDenied: false, yes: effects(whenTrue), no: effects(whenFalse) }]
    }
    const operator = typescript.isBinaryExpression(node) ? operatorOf(node) : ''
    if (!typescript.isBinaryExpression(node) || !/^(?:,|&&|\|\|)$/.test(operator))
      return [{ kind: 'does', node }]
    if (operator === ',') return [...effects(node.left), ...effects(node.right)]
    return [
      {
        ...{ kind: 'when', condition: node.left },
        isDenied: operator === '||',
        yes: effects(node.right),
        no: [],
      },
    ]
  }

  function settle(all: Act[], tail: boolean): Act[] {
    const list = [...all]
    for (let at = 0; at < list.length; at++) {
      const act = list[at]!
      if (act.kind !== 'when') continue
      const rest = list.slice(at + 1)
      const isLast = rest.length === 0
      const [yes, no] = [act.yes, act.no]
      if (neverEnds(yes) && no.length && ownNames(no)) {
        list.splice(at, list.length, { ...act, no: [] }, ...no, ...rest)
        at--
      } else if (neverEnds(no) && yes.length && ownNames(yes)) {
        list.splice(at, list.length, { ...contrary(act), no: [] }, ...yes, ...rest)
        at--
      } else if (isLast && tail && yes.length && !no.length && !neverEnds(yes) && ownNames(yes)) {
        list.splice(at, 1, { ...act, isDenied: !act.isDenied, yes: [RETURN] }, ...yes)
        at--
      } else list[at] = { ...act, yes: settle(yes, tail && isLast), no: settle(no, tail && isLast) }
    }
    if (tail && isBareReturn(list.at(-1))) list.pop()
    return turned(ordered(given(list.map(chosen))), tail)
  }

  /** One variable that is set in either case is set to either. */
  function chosen(act: Act): Act {
    if (act.kind !== 'when' || act.yes.length !== 1 || act.no.length !== 1) return act
    const [yes, no] = [set(act.yes[0]!), set(act.no[0]!)]
    if (!yes || !no || names.symbol(yes.targets[0]!) !== names.symbol(no.targets[0]!)) return act
    const { condition, isDenied } = act
    const value = { condition, isDenied, yes: yes.value, no: no.value }
    return { kind: 'sets', targets: [...yes.targets, ...no.targets], value }
  }

  function set(act: Act): Pick<Act & { kind: 'sets' }, 'targets' | 'value'> | null {
    if (act.kind === 'sets') return act
    if (act.kind !== 'does' || !typescript.isBinaryExpression(act.node)) return null
    const { left, right: value } = act.node
    const isSet = operatorOf(act.node) === '=' && typescript.isIdentifier(left) && names.hidden(left)
    return isSet ? { targets: [left], value } : null
  }

  function given(list: Act[]): Act[] {
    const told: Act[] = []
    for (const act of list) {
      const before = told.at(-1)
      const next = set(act)
      const isOpen = before?.kind === 'declares' && before.value === null
      if (next && isOpen && isFirst(before.node, next))
        told[told.length - 1] = { ...before, value: next.value }
      else told.push(act)
    }
    return told
  }

  /**
   * Whether a variable is set here before anything can ask for it, so that it may as well be declared with that value: all else that
   * mentions it comes later, and not in a function that could be called before it is reached.
   */
  function isFirst(
    declared: ts.VariableDeclaration,
    { targets, value }: Pick<Act & { kind: 'sets' }, 'targets' | 'value'>,
  ): boolean {
    const { name } = declared
    if (!typescript.isIdentifier(name) || names.symbol(name) !== names.symbol(targets[0]!)) return false
    const end = endOf(value)
    return names.uses(name).every(use => {
      if (targets.includes(use)) return true
      for (let at: ts.Node = use; at; at = at.parent) {
        if (typescript.isFunctionDeclaration(at) && !(at.pos <= declared.pos && declared.end <= at.end))
          return false
      }
      return use.pos >= end
    })
  }

  function endOf(value: Value): number {
    if ('kind' in value) return value.end
    return Math.max(value.condition.end, endOf(value.yes), endOf(value.no))
  }

  /** Neighbours that are literals, sorted: nothing can look between them. */
  function ordered(list: Act[]): Act[] {
    const isPlain = (act: Act | undefined) =>
      act?.kind === 'declares' &&
      typescript.isIdentifier(act.node.name) &&
      (act.value === null || ('kind' in act.value && isLiteral(typescript, act.value)))
    const said = (act: Act) =>
      act.kind === 'declares' && act.value && 'kind' in act.value ? act.value.getText() : ''
    // Of two with one value, that which is used first: what they are called says nothing.
    const used = (act: Act) =>
      act.kind === 'declares' && typescript.isIdentifier(act.node.name)
        ? (names.uses(act.node.name)[0]?.pos ?? 0)
        : 0
    const sorted: Act[] = []
    for (let at = 0; at < list.length; ) {
      const from = at
      while (isPlain(list[at])) at++
      const plain = list.slice(from, at)
      sorted.push(...plain.sort((a, b) => order(said(a), said(b)) || used(a) - used(b)))
      if (at < list.length) sorted.push(list[at++]!)
    }
    return sorted
  }

  /** Conditions that begin with a denial, turned, where what happens in either case can change places. */
  function turned(list: Act[], tail: boolean): Act[] {
    for (const [at, act] of list.entries()) {
      if (act.kind !== 'when' || beginsDenied(typescript, act.condition) === act.isDenied) continue
      if (act.no.length || !act.yes.length) {
        list[at] = contrary(act)
        continue
      }
      const rest = list.slice(at + 1)
      const after = tail && !neverEnds(rest) ? [...rest, RETURN] : rest
      if (!neverEnds(act.yes) || !neverEnds(after) || !ownNames([...rest, ...act.yes])) continue
      const other = { ...act, isDenied: !act.isDenied, yes: turned(rest, false), no: [] }
      const back = tail && isBareReturn(act.yes.at(-1)) ? act.yes.slice(0, -1) : act.yes
      return [...list.slice(0, at), { ...other, yes: [...other.yes, ...after.slice(rest.length)] }, ...back]
    }
    return list
  }

  /** Whether blocks around these may come and go: what they declare is seen by its own name alone. */
  function ownNames(list: Act[]): boolean {
    const isOwn = (name: ts.BindingName): boolean =>
      typescript.isIdentifier(name)
        ? names.hidden(name) !== null
        : name.elements.every(one => typescript.isOmittedExpression(one) || isOwn(one.name))
    return list.every(act => {
      if (act.kind === 'declares') return isOwn(act.node.name)
      // At the head of a function it would be a directive.
      if (act.kind === 'does') return !typescript.isStringLiteral(act.node)
      if (act.kind !== 'other') return true
      return !typescript.isFunctionDeclaration(act.node) && !typescript.isClassDeclaration(act.node)
    })
  }

  function neverEnds(list: Act[]): boolean {
    const last = list.at(-1)
    if (last?.kind === 'when') return neverEnds(last.yes) && neverEnds(last.no)
    if (last?.kind !== 'other') return last?.kind === 'gives'
    return typescript.isThrowStatement(last.node)
  }
}

const RETURN: Act = { kind: 'gives', node: null }

const isBareReturn = (act: Act | undefined) => act?.kind === 'gives' && act.node === null

function contrary(when: When): When {
  return { ...when, isDenied: !when.isDenied, yes: when.no, no: when.yes }
}

const order = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1)
