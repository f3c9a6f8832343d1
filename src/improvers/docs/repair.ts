import { ts } from 'ts-morph'
import { contains } from './contains.ts'
import type { Docblock } from './docblock.ts'

/** A statement of a comment that the code contradicts, and the comment without it. */
export type Repair = {
  what: 'parameter' | 'default' | 'error' | 'returns'
  says: string
  node: ts.Node
  text: string
}

const HARMLESS =
  /^(Number\.\w+|Array\.isArray|String|Number|Boolean|Object\.(keys|values|entries|hasOwn|is))$/
const NARROW = /^(RangeError|SyntaxError|ReferenceError|EvalError|URIError)$/

/** The first thing in a doc comment that is certainly wrong about a function; null when nothing is. */
export function repair(block: Docblock, fn: ts.FunctionLikeDeclaration): Repair | null {
  if (/@(overload|callback|typedef|template|inheritdoc|see)\b/i.test(block.text)) return null
  return (
    wrongParameter(block, fn) ?? wrongDefault(block, fn) ?? wrongError(block, fn) ?? wrongReturns(block, fn)
  )
}

const PARAM = /(@param[ \t]+(?:\{[^\n]*?\}[ \t]+)?\[?)([A-Za-z_$][\w$]*)(?=[\s=\]]|$)/g

function wrongParameter(block: Docblock, fn: ts.FunctionLikeDeclaration): Repair | null {
  const names = fn.parameters.map(parameter => (ts.isIdentifier(parameter.name) ? parameter.name.text : null))
  // A destructured parameter may be called anything.
  if (names.includes(null)) return null
  const all = block.text.match(/@param\b/g)?.length ?? 0
  const tags = [...block.text.matchAll(PARAM)]
  if (tags.length !== all || new RegExp(/@param[^\n]*\.\w/).test(block.text)) return null
  const stale = tags.filter(tag => !names.includes(tag[2]!))
  const bare = names.filter(name => !tags.some(tag => tag[2] === name))
  const [tag] = stale
  const [name] = bare
  if (!tag || !name || stale.length !== 1 || bare.length !== 1 || !isNear(tag[2]!, name)) return null
  // In its own place in the list, or it may be another parameter's description.
  if (tags.indexOf(tag) !== names.indexOf(name)) return null
  const at = tag.index + tag[1]!.length
  if (name.replace(/^_+|_+$/g, '') === tag[2]) return null
  const whole = block.text.slice(0, at) + name + block.text.slice(at + tag[2]!.length)
  const text = whole.replaceAll(`\`${tag[2]}\``, `\`${name}\``)
  const node = fn.parameters[names.indexOf(name)]!
  return { what: 'parameter', says: `The parameter is called \`${name}\`, not \`${tag[2]}\`.`, node, text }
}

/** The same word in another spelling, case or length. */
function isNear(one: string, other: string): boolean {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()]
  if (a === b) return true
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  if (short.length >= 3 && long.startsWith(short)) return true
  if (short.length >= 4 && long.endsWith(short)) return true
  return short.length >= 4 && distance(a, b) <= 2
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    }
    row = next
  }
  return row.at(-1)!
}

function wrongDefault(block: Docblock, fn: ts.FunctionLikeDeclaration): Repair | null {
  for (const parameter of fn.parameters) {
    if (
      !ts.isIdentifier(parameter.name) ||
      !parameter.initializer ||
      !ts.isNumericLiteral(parameter.initializer)
    )
      continue
    const value = parameter.initializer.text
    const name = parameter.name.text.replace(/\$/g, '\\$&')
    const line = new RegExp(`@param[ \\t]+(?:\\{[^\\n]*?\\}[ \\t]+)?(\\[?)${name}(?![\\w$])[^\\n]*`).exec(
      block.text,
    )
    if (!line) continue
    const patterns = [
      new RegExp(`\\[${name}[ \\t]*=[ \\t]*(-?[\\d_.]*\\d)\\]`),
      /(?:[Dd]efaults to|[Dd]efault(?: value)?(?: is|:)|default =)[ \t]+`?(-?[\d_.]*\d)(?![\w%]|\.\d)/,
    ]
    for (const pattern of patterns) {
      const found = pattern.exec(line[0])
      if (!found || Number(found[1]!.replace(/_/g, '')) === Number(value)) continue
      const at = line.index + found.index + found[0].lastIndexOf(found[1]!)
      const text =
        block.text.slice(0, at) + parameter.initializer.getText() + block.text.slice(at + found[1]!.length)
      return {
        what: 'default',
        says: `\`${parameter.name.text}\` defaults to ${value}, not ${found[1]}.`,
        node: parameter,
        text,
      }
    }
  }
  return null
}

/** One class named, one thrown, and nothing called that could throw the other. */
function wrongError(block: Docblock, fn: ts.FunctionLikeDeclaration): Repair | null {
  const tags = [...block.text.matchAll(/(@throws?[ \t]+(?:\{@link[ \t]+|\{)?)(\w+Error)\b/g)]
  const [tag] = tags
  if (!tag || tags.length !== 1 || !NARROW.test(tag[2]!) || !fn.body) return null
  const thrown: ts.ThrowStatement[] = []
  const isOpaque = contains(fn.body, node => {
    if (ts.isThrowStatement(node)) thrown.push(node)
    if (
      ts.isAwaitExpression(node) ||
      ts.isTryStatement(node) ||
      ts.isYieldExpression(node) ||
      ts.isTaggedTemplateExpression(node)
    )
      return true
    if (ts.isNewExpression(node)) return !ts.isThrowStatement(node.parent)
    return ts.isCallExpression(node) && !HARMLESS.test(node.expression.getText())
  })
  const [only] = thrown
  const value = only?.expression
  if (isOpaque || !only || thrown.length !== 1 || !value || !ts.isNewExpression(value)) return null
  const name = value.expression.getText()
  if (name === tag[2] || !/^(TypeError|RangeError|SyntaxError|ReferenceError|EvalError|URIError)$/.test(name))
    return null
  // The word may stand in the description as well; then a person must read it.
  if (block.text.split(tag[2]!).length !== 2) return null
  const at = tag.index + tag[1]!.length
  const text = block.text.slice(0, at) + name + block.text.slice(at + tag[2]!.length)
  return { what: 'error', says: `A ${name} is thrown, not a ${tag[2]}.`, node: only, text }
}

function wrongReturns(block: Docblock, fn: ts.FunctionLikeDeclaration): Repair | null {
  const { body } = fn
  const lines = block.text.split('\n')
  const at = lines.findIndex(line => /^[ \t]*\*[ \t]*@returns?\b/.test(line))
  if (
    at < 0 ||
    !body ||
    !ts.isBlock(body) ||
    body.statements.length === 0 ||
    fn.asteriskToken ||
    ts.isConstructorDeclaration(fn)
  )
    return null
  if (ts.getCombinedModifierFlags(fn) & ts.ModifierFlags.Async) return null
  if (fn.type && fn.type.kind !== ts.SyntaxKind.VoidKeyword) return null
  const next = lines
    .slice(at + 1)
    .findIndex(line => /^[ \t]*\*?[ \t]*(@|\*?\/|$)|^[ \t]*\*[ \t]*$/.test(line))
  const end = next < 0 ? lines.length - 1 : at + 1 + next
  const said = lines.slice(at, end).join(' ')
  if (
    /void|undefined|nothing|none|never|promise|callback|resolve|emit|\*\/|any\b|null|no (return|value)/i.test(
      said,
    )
  )
    return null
  // A stub that only throws, or a body that leaves by throwing, is meant to be replaced.
  if (
    contains(body, node => ts.isReturnStatement(node) && node.expression !== undefined) ||
    contains(body, ts.isThrowStatement)
  )
    return null
  if (/@(abstract|virtual|interface)\b/.test(block.text) || at === 0) return null
  const text = [...lines.slice(0, at), ...lines.slice(end)].join('\n')
  if (!/[A-Za-z]/.test(text)) return null
  return { what: 'returns', says: 'Nothing is returned.', node: body, text: trimmed(text) }
}

/** Takes away the empty lines that the removed tag leaves at the end. */
function trimmed(text: string): string {
  return text.replace(/(\n[ \t]*\*[ \t]*)+(\r?\n[ \t]*\*\/)$/, '$2')
}
