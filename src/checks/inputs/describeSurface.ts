import type { ts } from 'ts-morph'
import { describeType, type TypeReader } from './describeType.ts'
import type { ParameterShape, Result, Signature, Surface, ValueShape } from './valueShape.ts'

/** How far results are followed: a function that gives a function that gives a function. */
const DEEPEST = 3
const MOST_MEMBERS = 60
const MOST_OVERLOADS = 6

/**
 * What a caller can reach in a module: its exports, the members of its classes, and what can be done with what comes back.
 * @param module the file, as its program has it.
 */
export function describeSurface(reader: TypeReader, module: ts.SourceFile): Surface[] {
  const { ts, checker } = reader
  // A file of CommonJS is a module to the checker, though not one that it would name.
  const symbol = checker.getSymbolAtLocation(module) ?? (module as { symbol?: ts.Symbol }).symbol
  if (!symbol) return []

  const resultOf = (type: ts.Type, depth: number): Result => {
    if (depth >= DEEPEST) return { calls: [], members: [] }
    const settled = checker.getAwaitedType(type) ?? type
    return { calls: signaturesOf(settled, depth), members: membersOf(settled, depth) }
  }

  const signaturesOf = (type: ts.Type, depth: number): Signature[] =>
    type
      .getCallSignatures()
      .slice(0, MOST_OVERLOADS)
      .map(one => signature(one, depth))

  const signature = (one: ts.Signature, depth: number): Signature => {
    const declared = one.getDeclaration() as ts.SignatureDeclaration | undefined
    // An overload has no body: the implementation is another declaration of the same name.
    const all = declared
      ? [declared, ...(checker.getSymbolAtLocation(declared.name ?? declared)?.declarations ?? [])]
      : []
    return {
      parameters: one.getParameters().map(parameter),
      self: declared ? selfOf(declared) : null,
      gives: resultOf(one.getReturnType(), depth + 1),
      sites: all.filter(at => at.getSourceFile() === module).map(at => at.getStart(module)),
    }
  }

  /** What a function says that it is called on: a first parameter by the name of `this`, that the checker counts as none. */
  const selfOf = ({ parameters: [first] }: ts.SignatureDeclaration): ValueShape | null =>
    first && ts.isIdentifier(first.name) && first.name.text === 'this'
      ? describeType(reader, checker.getTypeAtLocation(first))
      : null

  const parameter = (one: ts.Symbol): ParameterShape => {
    const { valueDeclaration: at } = one
    const declared = at && ts.isParameter(at) ? at : null
    const rest = declared?.dotDotDotToken !== undefined
    const type = checker.getTypeOfSymbol(one)
    const shape = describeType(reader, type)
    // In JavaScript nothing has to be given, whatever a note says.
    const isNoted = /\.[cm]?jsx?$/.test(declared?.getSourceFile().fileName ?? '')
    const optional = declared ? isNoted || checker.isOptionalParameter(declared) : false
    const item = shape.is === 'array' ? shape.item : shape
    return { name: one.name, shape: rest ? item : shape, optional, rest }
  }

  /** Of results that the repository declares itself; of what the language gives, the description says it all. */
  const membersOf = (type: ts.Type, depth: number): Surface[] => {
    if (depth >= DEEPEST || !type.symbol || !isOwn(type.symbol)) return []
    return checker
      .getPropertiesOfType(type)
      .filter(property => isReachable(property) && isOwn(property))
      .slice(0, MOST_MEMBERS)
      .map(property => ({ ...surface(property, [property.name], depth + 1), takes: taken(property) }))
  }

  /** What may be assigned to a property; null for what can only be read. */
  const taken = (property: ts.Symbol): ValueShape | null => {
    const at = property.declarations ?? []
    const isSet = at.some(ts.isSetAccessorDeclaration) || at.some(isWritable)
    return isSet ? describeType(reader, checker.getTypeOfSymbol(property)) : null
  }
  const isWritable = (at: ts.Declaration): boolean =>
    ts.isPropertyDeclaration(at) && !(ts.getCombinedModifierFlags(at) & ts.ModifierFlags.Readonly)

  const surface = (one: ts.Symbol, path: string[], depth: number): Surface => {
    const type = checker.getTypeOfSymbol(one)
    const constructors = type.getConstructSignatures()
    if (constructors.length) {
      const calls = constructors.slice(0, MOST_OVERLOADS).map(call => signature(call, depth))
      const made = constructors[0]?.getReturnType()
      const members = made ? membersOf(made, depth) : []
      return { path, kind: 'class', calls, members }
    }
    const calls = signaturesOf(type, depth)
    const own = [...ownOf(type, path, depth), ...listedOf(one, type, path, depth)]
    if (calls.length) return { path, kind: 'function', calls, members: own }
    return { path, kind: 'value', calls: [], members: own }
  }

  /** Functions that hang on an object or a function: `parse.strict`. */
  const ownOf = (type: ts.Type, path: string[], depth: number): Surface[] => {
    if (depth >= DEEPEST) return []
    return checker
      .getPropertiesOfType(type)
      .filter(property => isReachable(property) && isOwn(property) && property.name !== 'prototype')
      .slice(0, MOST_MEMBERS)
      .map(property => surface(property, [...path, property.name], depth + 1))
      .filter(one => one.kind !== 'value' || one.members.length > 0)
  }

  /** Functions of an object whose type says no names (`Record<string, F>`): those that it is written down with. */
  const listedOf = (one: ts.Symbol, type: ts.Type, path: string[], depth: number): Surface[] => {
    const at = one.valueDeclaration
    if (depth >= DEEPEST || !type.getStringIndexType() || !at || !ts.isVariableDeclaration(at)) return []
    const written = at.initializer && withoutTypes(ts, at.initializer)
    if (!written || !ts.isObjectLiteralExpression(written)) return []
    return written.properties
      .flatMap(({ name }) => (name && (ts.isIdentifier(name) || ts.isStringLiteral(name)) ? [name] : []))
      .filter(({ text }) => !type.getProperty(text))
      .slice(0, MOST_MEMBERS)
      .flatMap(name => {
        const symbol = checker.getSymbolAtLocation(name)
        return symbol ? [surface(symbol, [...path, name.text], depth + 1)] : []
      })
      .filter(({ kind }) => kind === 'function')
  }

  const isReachable = (property: ts.Symbol): boolean => {
    if (property.name.startsWith('__@') || property.name.startsWith('#')) return false
    const at = property.valueDeclaration
    return !at || !isHidden(ts, at)
  }

  return exportsOf(checker, symbol).flatMap(({ name, target }) => {
    const one = surface(target, name, 0)
    // What hangs on a class itself is asked for without making an object.
    return one.kind === 'class' ? [one, ...ownOf(checker.getTypeOfSymbol(target), name, 0)] : [one]
  })
}

/** The names of a module, as an import of all of it has them. `export =` is its default. */
function exportsOf(checker: ts.TypeChecker, module: ts.Symbol): { name: string[]; target: ts.Symbol }[] {
  const whole = module.exports?.get('export=' as ts.__String)
  if (whole) return [{ name: ['default'], target: settled(checker, whole) }]
  return checker
    .getExportsOfModule(module)
    .map(one => ({ name: [one.name], target: settled(checker, one) }))
    .filter(({ target }) => target.valueDeclaration !== undefined)
}

function settled(checker: ts.TypeChecker, one: ts.Symbol): ts.Symbol {
  // 2097152 is SymbolFlags.Alias: an export that names something declared elsewhere.
  return one.flags & 2097152 ? checker.getAliasedSymbol(one) : one
}

/** What `{} as T`, `{} satisfies T` and `({})` hold. */
function withoutTypes(ts: TypeReader['ts'], node: ts.Expression): ts.Expression {
  const isAround =
    ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node)
  return isAround ? withoutTypes(ts, node.expression) : node
}

/** Not for callers: private, protected, or marked as internal. */
export function isHidden(ts: TypeReader['ts'], at: ts.Declaration): boolean {
  const flags = ts.getCombinedModifierFlags(at)
  return (flags & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) !== 0
}

function isOwn(symbol: ts.Symbol): boolean {
  return (symbol.declarations ?? []).some(
    at => !/\/(?:typescript\/lib|node_modules)\//.test(at.getSourceFile().fileName),
  )
}
