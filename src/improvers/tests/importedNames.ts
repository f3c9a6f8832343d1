import { ts } from 'ts-morph'
import { layOut } from './layout.ts'
import type { TestStyle } from './style.ts'

/** What is put into a text: `[start, end)` becomes `text`. */
export type Put = { start: number; end: number; text: string }

/** What a test file has of a module, by its own names. */
export type NamesFrom = {
  /** The name of the default export, or null. */
  whole: string | null
  locals: ReadonlySet<string>
  /** The braces that the names stand in, or null where there are none. */
  braces: ts.NamedImports | ts.ObjectBindingPattern | null
  /** Where the `require` ends that it is had by, with its call; null for an import. */
  required: { end: number; call: string } | null
}

/**
 * Finds the one import or `require` by which a file has a module.
 * @returns null where there is none, or several, or it is one to which no name can be added.
 */
export function namesFrom(tree: ts.SourceFile, specifier: string): NamesFrom | null {
  const found = tree.statements.flatMap(statement => leads(statement, specifier))
  if (found.length !== 1) return null
  const [name, braces, required] = found[0]!
  if (braces && !isPlain(braces)) return null
  const names = braces ? braces.elements.map(one => (one.name as ts.Identifier).text) : []
  return { whole: name, locals: new Set([...(name ? [name] : []), ...names]), braces, required }
}

type Lead = [whole: string | null, braces: NamesFrom['braces'], required: NamesFrom['required']]

function leads(statement: ts.Statement, specifier: string): Lead[] {
  if (ts.isImportDeclaration(statement)) {
    const { importClause: clause, moduleSpecifier } = statement
    if ((moduleSpecifier as ts.StringLiteral).text !== specifier) return []
    const named = clause?.namedBindings
    // Of a type nothing is to be had, and of a whole module names are asked otherwise.
    if (!clause || clause.isTypeOnly || (named && ts.isNamespaceImport(named))) return [[null, null, null]]
    return [[clause.name?.text ?? null, (named as ts.NamedImports | undefined) ?? null, null]]
  }
  if (!ts.isVariableStatement(statement)) return []
  return statement.declarationList.declarations.flatMap(({ name, initializer }): Lead[] => {
    if (!initializer || !ts.isCallExpression(initializer) || initializer.expression.getText() !== 'require')
      return []
    const [path] = initializer.arguments
    if (!path || !ts.isStringLiteral(path) || path.text !== specifier) return []
    const required = { end: statement.end, call: initializer.getText() }
    if (ts.isIdentifier(name)) return [[name.text, null, required]]
    return [[null, ts.isObjectBindingPattern(name) ? name : null, required]]
  })
}

/** Whether there are only names in the braces, by which the module knows them too, and nothing is said beside them. */
function isPlain(braces: ts.NamedImports | ts.ObjectBindingPattern): boolean {
  const isName = (one: ts.ImportSpecifier | ts.BindingElement) =>
    ts.isIdentifier(one.name) &&
    one.propertyName === undefined &&
    !(ts.isBindingElement(one) && (one.dotDotDotToken || one.initializer))
  return [...braces.elements].every(isName) && !/\/[/*]/.test(braces.getText())
}

/**
 * What puts names among those that a file has of a module: in their order, where they have one.
 * @returns null where there is no place for them.
 */
export function importedNames(
  tree: ts.SourceFile,
  { braces, locals, required }: NamesFrom,
  names: string[],
  style: TestStyle,
): Put[] | null {
  const fresh = names.filter(name => !locals.has(name))
  if (!fresh.length) return []
  const lines = { ...style, trailing: style.trailing === 'none' ? ('none' as const) : ('all' as const) }
  const inBraces = (items: string[]) => ({ open: '{', items, close: '}', spaced: true })
  if (required) {
    // The statement that is there does something, and stays as it is.
    const tail = ` = ${required.call}${style.semicolons ? ';' : ''}`
    const text = `\nconst ${layOut(inBraces([...fresh].sort()), lines, 0, 6, tail.length)}${tail}`
    return [{ start: required.end, end: required.end, text }]
  }
  if (!braces) return null
  const texts = braces.elements.map(one => one.getText(tree))
  const bare = (text: string) => text.replace(/^type\s+/, '')
  const isBefore = ORDERS.find(order =>
    texts.every((text, at) => at === 0 || order(bare(texts[at - 1]!), bare(text))),
  )
  const all = [...texts]
  for (const name of fresh) {
    const at = isBefore ? all.findIndex(text => !isBefore(bare(text), name)) : -1
    all.splice(at < 0 ? all.length : at, 0, name)
  }
  const start = braces.getStart(tree)
  const line = tree.text.slice(tree.text.lastIndexOf('\n', start) + 1, start)
  const tail = (/^[^\n]*/.exec(tree.text.slice(braces.end))?.[0] ?? '').length
  return [{ start, end: braces.end, text: layOut(inBraces(all), lines, 0, line.length, tail) }]
}

/** The orders that people and formatters keep names in. */
const ORDERS: ((a: string, b: string) => boolean)[] = [
  (a, b) => a <= b,
  (a, b) => a.toLowerCase() <= b.toLowerCase(),
]
