import type { ts } from 'ts-morph'
import { broughtBy } from './brought.ts'
import { foldText } from './code/foldText.ts'
import { type FindOrigin, isGlobalObject, originFinder } from './code/originOf.ts'
import { CODE, type ParsedCode, parseCode } from './code/parseCode.ts'
import { writesPrototype } from './code/prototypeWrites.ts'
import { moduleReach, type Origin, reachOf } from './code/reaches.ts'
import { runsText } from './code/runsText.ts'
import { isAccess, isErased, isHandedOn, isNamed, isPart, wrapped } from './code/standing.ts'
import { LONGEST_CALL, wordsOf } from './code/wordsOf.ts'
import type { Rule } from './decisions.ts'
import type { Place, Scanner } from './scanner.ts'

/** What a line says is cut to this. */
const LONGEST = 60

/**
 * What code can reach: the network, files, processes, the environment, code that is text, other code, and prototypes that others
 * share. A use is told by what it comes from and its arguments, so that a move, a rename of its import or another layout is
 * nothing new, and another address or path is.
 */
export const capabilities: Scanner = {
  name: 'capabilities',
  async scan(changes, { compiler }) {
    const isCode = (file: { path: string }) => CODE.test(file.path)
    return broughtBy(changes, isCode, ({ path }, text) => {
      try {
        return placesIn(parseCode(compiler, path, text))
      } catch (error) {
        if (!(error instanceof RangeError)) throw error
        return [{ rule: 'unread', line: 1, what: 'nested too deeply', key: String(text.length) }]
      }
    })
  },
}

function placesIn(code: ParsedCode): Place[] {
  const { ts, file } = code
  const originOf = originFinder(code)
  const places: Place[] = []
  const add = (node: ts.Node, rule: Rule, what: string, key: string) => {
    const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1
    places.push({ rule, line, what: what.slice(0, LONGEST), key })
  }
  const visit = (node: ts.Node) => {
    if (isErased(ts, node)) return
    const [rule, what] = judge(code, originOf, node) ?? []
    if (rule && what !== undefined) add(node, rule, what, `${what} ${usedWith(code, node, what)}`)
    ts.forEachChild(node, visit)
  }
  visit(file)
  if (places.some(({ rule }) => rule === 'network'))
    for (const { node, host } of addresses(code)) add(node, 'network', 'an address', `to ${host}`)
  return places
}

/** The hosts that are written in code: in a file that reaches the network, a new one may be where a request goes now. */
function addresses({ ts, file }: ParsedCode): { node: ts.Node; host: string }[] {
  const found: { node: ts.Node; host: string }[] = []
  const visit = (node: ts.Node) => {
    const isText = ts.isStringLiteralLike(node) || ts.isTemplateHead(node)
    const [, host] = (isText && /^(?:https?|wss?|ftp):\/\/([^/?#\s]*)/i.exec(node.text)) || []
    if (host !== undefined) found.push({ node, host: host.toLowerCase() })
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

type Judged = [rule: Rule, what: string] | null

function judge(code: ParsedCode, originOf: FindOrigin, node: ts.Node): Judged {
  const { ts } = code
  const module = moduleOf(ts, node)
  if (module !== null) return asJudged(moduleReach(module), importOf(module))
  if (ts.isWithStatement(node)) return ['dynamic', 'a with statement']
  const run = runsText(code, originOf, node)
  if (run) return [run.rule, run.what]
  if (writesPrototype(code, originOf, node)) return ['prototype', 'a write to a shared prototype']
  if (ts.isJsxAttribute(node) && node.name.getText(code.file) === 'dangerouslySetInnerHTML')
    return ['code', 'HTML from a text']
  if (ts.isCallExpression(node)) {
    const loaded = judgeLoad(code, originOf, node)
    if (loaded) return loaded
  }
  const odd = oddForm(ts, node)
  if (odd) return odd
  const isReference =
    ts.isBindingElement(node) ||
    ((ts.isIdentifier(node) || isAccess(ts, node) || ts.isMetaProperty(node)) && !isPart(ts, node))
  return isReference ? judgeReference(ts, originOf(node), node) : null
}

/** Forms that are hardly ever written but to reach what no name says. */
function oddForm(ts: ParsedCode['ts'], node: ts.Node): Judged {
  // `[][x]` is how code is written without letters.
  if (ts.isElementAccessExpression(node) && ts.isArrayLiteralExpression(node.expression))
    return node.expression.elements.length === 0 ? ['dynamic', 'a property of an empty list'] : null
  // `const { constructor: F } = f`
  if (ts.isBindingElement(node) && node.propertyName && ts.isIdentifier(node.propertyName))
    return node.propertyName.text === 'constructor' ? ['dynamic', 'a constructor by its name'] : null
  const isScript = ts.isStringLiteralLike(node) && /^\s{0,9}javascript:/i.test(node.text)
  return isScript ? ['code', 'an address that is a script'] : null
}

/** `require(x)` and `import(x)`; what else is called is judged as the name that it is called by. */
function judgeLoad(code: ParsedCode, originOf: FindOrigin, node: ts.CallExpression): Judged {
  const isImport = node.expression.kind === code.ts.SyntaxKind.ImportKeyword
  const callee = isImport ? null : originOf(node.expression)
  const isRequire = callee?.module === null && callee.path.join('.') === 'require'
  if (isImport || isRequire) {
    const module = foldText(code, node.arguments[0])
    if (module === null) return ['dynamic', `${isImport ? 'an import' : 'a require'} whose name is computed`]
    return asJudged(moduleReach(module.replace(/^node:/, '')), importOf(module))
  }
  const last = code.ts.isPropertyAccessExpression(node.expression) ? node.expression.name.text : ''
  if (last === 'createElement' && foldText(code, node.arguments[0])?.toLowerCase() === 'script')
    return ['code', 'a script element']
  return null
}

function judgeReference(ts: ParsedCode['ts'], origin: Origin | null, node: ts.Node): Judged {
  if (!origin) return null
  const name = [...(origin.module === null ? [] : [origin.module]), ...origin.path].join('.')
  if (origin.module === null && isHandedOn(ts, node)) {
    if (isGlobalObject(origin) || /^(?:process|require)$/.test(name))
      return ['dynamic', `${name} is handed on`]
    if (name === 'eval') return ['eval', 'eval is handed on']
    if (name === 'Function' && !isQuestionOfClass(ts, node)) return ['code', 'Function is handed on']
  }
  const rule = reachOf(origin)
  // A value of the environment is told where it is read, and not wherever it goes.
  if (rule === 'environment' && !/\.env$/.test(name)) return ts.isIdentifier(node) ? null : [rule, name]
  // A name for a thing reaches nothing until that is used, and then it is found there.
  return isNamed(ts, node) ? null : asJudged(rule, name)
}

/** `expect(x).toBeInstanceOf(Function)` */
function isQuestionOfClass(ts: ParsedCode['ts'], { parent }: ts.Node): boolean {
  return (
    ts.isCallExpression(parent) &&
    ts.isPropertyAccessExpression(parent.expression) &&
    /instance_?of$|^any$|^a$/i.test(parent.expression.name.text)
  )
}

/** An address may hold a password, and a text that is imported a secret. */
function importOf(module: string): string {
  const [, scheme] = /^(?!node:)([a-z][a-z+.-]*):/i.exec(module) ?? []
  return scheme
    ? `import of an address (${scheme}:)`
    : `import of ${module.replace(/^node:/, '').slice(0, 40)}`
}

function asJudged(rule: Rule | null, what: string): Judged {
  return rule && [rule, what]
}

/** The module that a declaration imports at run time or passes on. */
function moduleOf(ts: ParsedCode['ts'], node: ts.Node): string | null {
  const named =
    ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
      ? node.moduleSpecifier
      : ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)
        ? node.moduleReference.expression
        : undefined
  return named && ts.isStringLiteralLike(named) ? named.text.replace(/^node:/, '') : null
}

/** What tells one use from another beside its name: what it is called with, and names that are computed. */
function usedWith(code: ParsedCode, node: ts.Node, what: string): string {
  const { ts } = code
  // By `import` or by `require`: the name is in `what`.
  if (ts.isBindingElement(node) || what.startsWith('import of ')) return ''
  const whole = wrapped(ts, node)
  const { parent } = whole
  if (ts.isTaggedTemplateExpression(parent) && parent.tag === whole)
    return wordsOf(code, parent.template, LONGEST_CALL)
  const isCallee = (ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression === whole
  const call = isCallee ? parent : node
  if (ts.isCallExpression(call) || ts.isNewExpression(call))
    return (call.arguments ?? []).map(one => wordsOf(code, one, LONGEST_CALL)).join(', ')
  const isPlain = (ts.isIdentifier(node) || isAccess(ts, node)) && !what.includes('*')
  return isPlain ? '' : wordsOf(code, node, LONGEST_CALL)
}
