import { ts } from 'ts-morph'
import { bare } from './bare.ts'
import { list } from './clause.ts'
import { codeOf, isPrintable } from './code.ts'
import { contains } from './contains.ts'
import type { Fact } from './fact.ts'
import { written } from './file.ts'
import type { Names } from './names.ts'

const ARRAY_METHODS = new Set([
  'push',
  'pop',
  'shift',
  'unshift',
  'splice',
  'sort',
  'reverse',
  'fill',
  'copyWithin',
])
const SETTING =
  /^(set|assign|merge|define|extend|inherit|update|add|register|init|apply|attach|install|copy|clear|reset|write|mixin|patch|wrap|decorate)/i
const MUTATING = /in_?place|mutat|push|append|insert|fill|into|buffer/i

/** What a function does to the objects that it is given, unless its own name says so. */
export function changeFacts(name: string, names: Names): Fact[] {
  const facts: Fact[] = []
  if (!names.fn.body) return facts
  const visit = (node: ts.Node): void => {
    // A callback runs later, and maybe never.
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return
    const fact = changed(node, name, names)
    // What is sure replaces what may be.
    const core = (one: Fact): string => one.says.slice(one.says.indexOf('`'))
    const known = fact ? facts.findIndex(other => core(other) === core(fact)) : -1
    if (fact && known < 0) facts.push(fact)
    else if (fact && fact.says < facts[known]!.says) facts[known] = fact
    ts.forEachChild(node, visit)
  }
  visit(names.fn.body)
  const passing = passingProperties(names.fn)
  // What is said of one property needs no word about the object.
  const kept = facts.filter(({ says }) => {
    // What is set for a while says nothing of what is left.
    if (passing.has(/`([^`]*)`/.exec(says)?.[1] ?? '')) return false
    const object = /^(?:Changes|May change) `([^`]*)`/.exec(says)?.[1]
    return object === undefined || !facts.some(other => other.says.includes(`\`${object}.`))
  })
  return kept.length > 3 ? [] : kept
}

function changed(node: ts.Node, name: string, names: Names): Fact | null {
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const { expression: owner, name: method } = node.expression
    if (
      !ts.isIdentifier(owner) ||
      !ARRAY_METHODS.has(method.text) ||
      !isGivenArray(owner, method.text, names)
    )
      return null
    if (MUTATING.test(name)) return null
    const verb = method.text === 'sort' || method.text === 'reverse' ? method.text : 'change'
    return {
      kind: 'changes',
      says: `${does(verb, node, names)} \`${owner.text}\` in place.`,
      node,
      weight: 4,
    }
  }
  if (!ts.isDeleteExpression(node) && !ts.isBinaryExpression(node)) return null
  const target = written(node)
  if (!target || SETTING.test(name)) return null
  const owner =
    ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target)
      ? bare(target.expression)
      : null
  if (!owner || !ts.isIdentifier(owner) || !isGiven(owner.text, names)) return null
  if (ts.isElementAccessExpression(target) && MUTATING.test(name)) return null
  if (ts.isElementAccessExpression(target))
    return {
      kind: 'changes',
      says: `${does('change', node, names)} \`${owner.text}\` in place.`,
      node,
      weight: 4,
    }
  const property = (target as ts.PropertyAccessExpression).name.text
  if (property.startsWith('_') || property.startsWith('#')) return null
  const verb = does(ts.isDeleteExpression(node) ? 'delete' : 'set', node, names)
  // That something may be set is not worth a comment by itself.
  const weight = verb === 'May set' ? 2 : 3
  return { kind: 'changes', says: `${verb} \`${owner.text}.${property}\`.`, node, weight }
}

/**
 * Properties that a function, or one within it, gives back what they held before, or first one and then another of true, false and
 * nothing: they are set for a while.
 */
function passingProperties(fn: ts.Node): Set<string> {
  const saved = new Map<string, string>()
  const given = new Map<string, Set<string>>()
  const passing = new Set<string>()
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer)
      saved.set(node.name.text, node.initializer.getText())
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
      const [path, value] = [node.left.getText(), node.right.getText()]
      if (saved.get(value) === path) passing.add(path)
      if (/^(?:true|false|null|undefined|void 0)$/.test(value)) {
        const values = given.get(path) ?? new Set()
        given.set(path, values.add(value))
        if (values.size > 1) passing.add(path)
      }
    }
    ts.forEachChild(node, visit)
  }
  visit(fn)
  return passing
}

/** "Sorts", or "May sort" where a condition, a loop or an earlier return can keep it from happening. */
function does(verb: string, node: ts.Node, names: Names): string {
  let isSure = !contains(names.fn.body!, other => ts.isReturnStatement(other) && other.end < node.getStart())
  for (let at = node.parent; at && at !== names.fn.body; at = at.parent) {
    if (
      !ts.isExpressionStatement(at) &&
      !ts.isBlock(at) &&
      !ts.isReturnStatement(at) &&
      !ts.isVariableStatement(at)
    )
      isSure = false
  }
  return isSure ? `${verb.charAt(0).toUpperCase()}${verb.slice(1)}s` : `May ${verb}`
}

/** A plain parameter that stays what the caller gave, in the whole function. */
function isGiven(name: string, names: Names): boolean {
  return (
    names.called.get(name) === name &&
    names.declared.get(name) === 1 &&
    !names.writes.some(write => write.path === name) &&
    !isRest(name, names)
  )
}

function isRest(name: string, names: Names): boolean {
  return names.fn.parameters.some(parameter => parameter.dotDotDotToken && parameter.name.getText() === name)
}

function isGivenArray(owner: ts.Identifier, method: string, names: Names): boolean {
  if (!isGiven(owner.text, names)) return false
  const parameter = names.fn.parameters.find(one => one.name.getText() === owner.text)
  if (parameter?.type && !/^(any|unknown)$/.test(parameter.type.getText()))
    return /\[\]$|^(Array|ReadonlyArray)<|^\w*Array$/.test(parameter.type.getText())
  // Only arrays sort and splice; many things can be pushed to, filled or shifted.
  return ['sort', 'splice', 'reverse', 'unshift', 'copyWithin'].includes(method)
}

/** The environment variables that a function reads itself. */
export function environmentFact(names: Names): Fact | null {
  const reads: { name: string; node: ts.Node }[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
      const key = ts.isPropertyAccessExpression(node)
        ? node.name.text
        : ts.isStringLiteral(node.argumentExpression)
          ? node.argumentExpression.text
          : null
      const isEnv =
        /^(globalThis\.)?process\??\.env$/.test(node.expression.getText()) && !names.declared.has('process')
      if (
        isEnv &&
        key !== null &&
        /^\w+$/.test(key) &&
        key !== 'NODE_ENV' &&
        !isTarget(node) &&
        !reads.some(read => read.name === key)
      )
        reads.push({ name: key, node })
    }
    ts.forEachChild(node, visit)
  }
  if (names.fn.body) visit(names.fn.body)
  if (reads.length === 0 || reads.length > 6) return null
  const text = list(
    'and',
    reads.map(read => `\`${read.name}\``),
  )
  return {
    kind: 'reads',
    says: `Reads the environment variable${reads.length > 1 ? 's' : ''} ${text}.`,
    node: reads[0]!.node,
    weight: 4,
  }
}

function isTarget(node: ts.Expression): boolean {
  return written(node.parent) === node
}

/** Milliseconds and seconds, where the clock that gets the number shows it and the name does not. */
export function unitFacts(names: Names): Fact[] {
  const facts: Fact[] = []
  const visit = (node: ts.Node): void => {
    const fact = unit(node, names)
    if (fact && !facts.some(other => other.parameter!.path === fact.parameter!.path)) facts.push(fact)
    ts.forEachChild(node, visit)
  }
  if (names.fn.body) visit(names.fn.body)
  return facts
}

function unit(node: ts.Node, names: Names): Fact | null {
  if (!ts.isCallExpression(node)) return null
  const callee = node.expression.getText().replace(/^globalThis\./, '')
  if (names.declared.has(callee) || names.file.declared.has(callee)) return null
  const argument = /^(setTimeout|setInterval)$/.test(callee)
    ? node.arguments[1]
    : callee === 'AbortSignal.timeout'
      ? node.arguments[0]
      : undefined
  if (!argument) return null
  const given = bare(argument)
  const isSeconds =
    ts.isBinaryExpression(given) &&
    given.operatorToken.kind === ts.SyntaxKind.AsteriskToken &&
    /^1_?000$|^1e3$/.test(given.right.getText())
  const amount = isSeconds ? bare((given as ts.BinaryExpression).left) : given
  if (!ts.isIdentifier(amount) && !ts.isPropertyAccessExpression(amount)) return null
  const root = amount.getText().split(/[.?]/)[0]!
  if (!names.called.has(root)) return null
  const path = codeOf(amount, names)
  if (path === null || /ms$|milli|sec/i.test(path)) return null
  const tail = isSeconds ? 'is in seconds' : 'is in milliseconds'
  return { kind: 'unit', says: `\`${path}\` ${tail}.`, node, weight: 4, parameter: { path, tail } }
}

/** `x = Math.min(Math.max(x, 0), 100)`: what is outside is brought to the nearest end. */
export function limitFacts(names: Names): Fact[] {
  const facts: Fact[] = []
  const block = names.fn.body
  if (!block || !ts.isBlock(block)) return facts
  for (const statement of block.statements) {
    if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) continue
    const { left, operatorToken, right } = statement.expression
    if (
      operatorToken.kind !== ts.SyntaxKind.EqualsToken ||
      !ts.isIdentifier(left) ||
      names.called.get(left.text) !== left.text
    )
      continue
    const bounds = clamp(right, left.text, names)
    const isFirst = !names.writes.some(write => write.path === left.text && write.at < statement.getStart())
    if (!bounds || !isFirst || names.declared.get(left.text) !== 1) continue
    const tail =
      bounds.low && bounds.high
        ? `is limited to ${bounds.low} to ${bounds.high}`
        : bounds.low
          ? `is raised to at least ${bounds.low}`
          : `is capped at ${bounds.high}`
    facts.push({
      kind: 'limit',
      says: `\`${left.text}\` ${tail}.`,
      node: statement,
      weight: 4,
      parameter: { path: left.text, tail },
    })
  }
  return facts
}

function clamp(given: ts.Expression, name: string, names: Names): { low?: string; high?: string } | null {
  const node = bare(given)
  if (!ts.isCallExpression(node) || node.arguments.length !== 2) return null
  const callee = node.expression.getText()
  if (callee !== 'Math.min' && callee !== 'Math.max') return null
  for (const [value, bound] of [
    [node.arguments[0]!, node.arguments[1]!],
    [node.arguments[1]!, node.arguments[0]!],
  ] as const) {
    const inner = ts.isIdentifier(value) && value.text === name ? {} : clamp(value, name, names)
    const code = inner && codeOf(bound, names)
    if (!inner || code === null || !isPrintable(code)) continue
    const text = /^-?[\d_.]+$/.test(code) ? code : `\`${code}\``
    if (callee === 'Math.min' && !inner.high) return { ...inner, high: text }
    if (callee === 'Math.max' && !inner.low) return { ...inner, low: text }
  }
  return null
}
