import { ts } from 'ts-morph'
import { layoutOf } from './layout.ts'
import { movedAway } from './moved.ts'
import { everyNode, functionAround, isTried, outer, type Reading, shortText } from './reading.ts'
import type { Put, Rewrite, Site } from './rewrite.ts'
import { freshName, isFree, usesOf } from './uses.ts'

/** What is asked of each, which leaves it as it was. DateTimeFormat takes the time zone at hand unless it is told one. */
const ASKED: Record<string, RegExp> = {
  NumberFormat: /^(?:format|formatToParts|formatRange|formatRangeToParts|resolvedOptions)$/,
  DateTimeFormat: /^(?:format|formatToParts|formatRange|formatRangeToParts|resolvedOptions)$/,
  RelativeTimeFormat: /^(?:format|formatToParts|resolvedOptions)$/,
  ListFormat: /^(?:format|formatToParts|resolvedOptions)$/,
  Collator: /^(?:compare|resolvedOptions)$/,
  PluralRules: /^(?:select|selectRange|resolvedOptions)$/,
  DisplayNames: /^(?:of|resolvedOptions)$/,
}

/** `new Intl.NumberFormat('en').format(n)` in a function: the rules of the language are looked up and prepared for each call. */
export const intlConstant: Rewrite = {
  name: 'intl-constant',
  says: 'make the formatter once instead of for each call',
  worth:
    'Each call looked up the rules of the language and made a formatter of them; now the module makes one.',
  holds: [
    'Intl is the global one; its language and options are written out, are allowed, and leave nothing to the place or the time',
    'it is only asked to format, compare or select, which leaves it as it was',
    'the module asks Intl for nothing else, as whether it has such formatters at all',
    'it is made before anything can ask for it: nothing runs before that, neither of this module nor of one that this module loads',
  ],
  hint: /new Intl\./,
  sitesIn(reading) {
    if (!ts.isExternalModule(reading.file) || !isFree(reading, 'Intl')) return []
    const nodes = everyNode(reading.file)
    // Whoever asks Intl what it has, or gives it more, may have to do without it where the module begins.
    if (nodes.some(node => ts.isIdentifier(node) && node.text === 'Intl' && !isMadeOf(node))) return []
    return nodes.flatMap(node => siteAt(reading, node) ?? [])
  },
}

/** Whether a name stands in `new Intl.X` or in a type. */
function isMadeOf({ parent }: ts.Node): boolean {
  if (ts.isQualifiedName(parent)) return true
  return (
    ts.isPropertyAccessExpression(parent) &&
    ts.isNewExpression(parent.parent) &&
    parent.parent.expression === parent
  )
}

function siteAt(reading: Reading, node: ts.Node): Site | null {
  const kind = kindOf(node)
  if (!kind || !ts.isNewExpression(node) || !functionAround(node) || isTried(node)) return null
  const place = placeFor(reading, node)
  if (place === null || !isAllowed(kind, node.arguments ?? [])) return null
  const puts = putsFor(reading, node, kind, place)
  const seen = `${shortText(reading, node)} is made for each call, always of the same`
  return puts && { node, puts, seen }
}

function kindOf(node: ts.Node): string | null {
  if (!ts.isNewExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return null
  const { expression, name } = node.expression
  const isIntl = ts.isIdentifier(expression) && expression.text === 'Intl'
  return isIntl && Object.hasOwn(ASKED, name.text) ? name.text : null
}

/** Whether arguments are written out and accepted; what is refused is refused where it stands. */
function isAllowed(kind: string, [locale, options, ...others]: readonly ts.Expression[]): boolean {
  if (!locale || !ts.isStringLiteralLike(locale) || others.length) return false
  const told: Record<string, unknown> = {}
  if (options && !ts.isObjectLiteralExpression(options)) return false
  for (const one of options?.properties ?? []) {
    const isPlain =
      ts.isPropertyAssignment(one) && (ts.isIdentifier(one.name) || ts.isStringLiteral(one.name))
    const value = isPlain ? literalOf(one.initializer) : undefined
    if (!isPlain || value === undefined || one.name.text === '__proto__') return false
    told[one.name.text] = value
  }
  if (kind === 'DateTimeFormat' && typeof told.timeZone !== 'string') return false
  try {
    const made = Intl as unknown as Record<string, new (locale: string, options: object) => unknown>
    return new made[kind]!(locale.text, told) !== null
  } catch {
    return false
  }
}

function literalOf(node: ts.Expression): string | number | boolean | undefined {
  if (ts.isStringLiteralLike(node)) return node.text
  if (ts.isNumericLiteral(node)) return Number(node.text)
  if (node.kind === ts.SyntaxKind.TrueKeyword) return true
  return node.kind === ts.SyntaxKind.FalseKeyword ? false : undefined
}

/**
 * Where a constant is there before anything can ask for it: above a class or a variable, which are not there before that either; for a
 * function, which is there from the start, above all that runs, where the module loads nothing that could lead back.
 */
function placeFor(reading: Reading, node: ts.Node): number | null {
  const { file } = reading
  let top: ts.Node = node
  while (!ts.isSourceFile(top.parent)) top = top.parent
  if (ts.isVariableStatement(top) || ts.isClassDeclaration(top)) return above(reading, top)
  if (!ts.isFunctionDeclaration(top)) return null
  const loaded = file.statements.filter(
    one => ts.isImportDeclaration(one) || ts.isExportDeclaration(one) || ts.isImportEqualsDeclaration(one),
  )
  if (!loaded.every(isOfOthers)) return null
  const first = file.statements.find(
    one =>
      !ts.isImportDeclaration(one) && !(ts.isExpressionStatement(one) && ts.isStringLiteral(one.expression)),
  )
  return first ? above(reading, first) : null
}

/** Above a statement and the comments that stand close above it; null where these begin the file, which may have to begin with them. */
function above({ file, text }: Reading, statement: ts.Node): number | null {
  let at = statement.getStart(file)
  for (const { pos, end } of (ts.getLeadingCommentRanges(text, statement.pos) ?? []).toReversed()) {
    if (/\n[ \t]*\r?\n/.test(text.slice(end, at))) break
    at = pos
  }
  return at < statement.getStart(file) && !/\S/.test(text.slice(0, at)) ? null : at
}

/**
 * Whether a statement loads nothing, or a module of Node's, which knows nothing of who loads it. What looks like a package may be
 * another name for a part of the repository.
 */
function isOfOthers(statement: ts.Statement): boolean {
  if (ts.isImportDeclaration(statement)) {
    if (statement.importClause?.isTypeOnly) return true
    return ts.isStringLiteral(statement.moduleSpecifier) && /^node:/.test(statement.moduleSpecifier.text)
  }
  if (!ts.isExportDeclaration(statement)) return false
  const { moduleSpecifier } = statement
  return !moduleSpecifier || statement.isTypeOnly
}

function putsFor(reading: Reading, node: ts.NewExpression, kind: string, place: number): Put[] | null {
  const { file, text } = reading
  const { end, line } = layoutOf(text)
  const made = node.getText(file)
  const constant = (name: string): Put => ({
    start: place,
    end: place,
    text: `const ${name} = ${made}${end}${line}${line}`,
  })
  const at = outer(node)
  if (isAsked(kind, at)) {
    const name = freshName(reading, kind[0]!.toLowerCase() + kind.slice(1))
    return [constant(name), { start: at.getStart(file), end: at.end, text: name }]
  }
  const { parent } = at
  if (!ts.isVariableDeclaration(parent) || parent.initializer !== at || parent.type) return null
  return moved(reading, parent, kind, constant)
}

/** A constant of the function itself, which becomes one of the module. */
function moved(
  reading: Reading,
  declaration: ts.VariableDeclaration,
  kind: string,
  constant: (name: string) => Put,
): Put[] | null {
  const { name } = declaration
  if (!ts.isIdentifier(name)) return null
  const uses = usesOf(reading, name)
  if (!uses.length || !uses.every(use => isAsked(kind, outer(use)))) return null
  const away = movedAway(reading, declaration, uses)
  return away && [constant(away.name), ...away.puts]
}

/** Whether a formatter is only asked, where it stands: a method is called on it, or its order is given to a sort. */
function isAsked(kind: string, at: ts.Node): boolean {
  const { parent } = at
  if (!ts.isPropertyAccessExpression(parent) || parent.expression !== at || parent.questionDotToken)
    return false
  if (!ASKED[kind]!.test(parent.name.text)) return false
  const { parent: next } = parent
  if (ts.isCallExpression(next) && next.expression === parent) return true
  return (
    kind === 'Collator' &&
    ts.isCallExpression(next) &&
    next.arguments[0] === parent &&
    ts.isPropertyAccessExpression(next.expression) &&
    /^(?:sort|toSorted)$/.test(next.expression.name.text)
  )
}
