import { ts } from 'ts-morph'
import type { SourceFile } from '../../model/finding.ts'
import { parse } from '../docs/parse.ts'
import { blockOf, type Group, groupsOf } from './blocks.ts'
import { importedNames, namesFrom, type Put } from './importedNames.ts'
import type { TestStyle } from './style.ts'
import { homeOf } from './suites.ts'
import type { TestFile, WrittenFile } from './write.ts'

/** A test file that is there with more in it, and what was put into it. */
export type AppendedFile = WrittenFile & { puts: Put[] }

/**
 * What else runs when a test of the file does, or lets names stand for something else: then a new test would not be about the module
 * alone.
 */
const ALTERS =
  /\b(?:jest|vi|vitest|mock|sinon|td|clock|timers)\s*\.\s*[a-z]|useFakeTimers|\b(?:proxyquire|nock|esmock|rewire|mockdate)\b|\.(?:only|mock|prototype\.[\w$]+\s*=[^=])|process\.(?:exit|chdir|env\.\w+\s*=[^=])|\b(?:globalThis|global|window)\.\w+\s*=[^=]|defineProperty\(|\bdelete\s|\bt\.(?:end|plan)\(/i

/**
 * Puts tests into a test file that is there: each into the `describe` that is about its export, else into one of its own, and their names
 * into the import of the module.
 * @param style read from this file. @param file with the words by which it imports the module.
 * @returns null where that cannot be done safely, or nothing is left to be written.
 */
export function appendTests(
  into: SourceFile,
  { specifier, exports }: Omit<TestFile, 'own'>,
  style: TestStyle,
): AppendedFile | null {
  if (ALTERS.test(into.text) || into.text.includes('\r')) return null
  const tree = parse(into)
  const from = tree && namesFrom(tree, specifier)
  if (!tree || !from) return null
  const titles = new Set(textsIn(tree))
  const groups = groupsOf(exports, from.whole ?? undefined, style, titles)
  if (!groups.length) return null
  const names = groups.filter(({ name }) => name !== 'default').map(({ name }) => name)
  const imported = importedNames(tree, from, names, style)
  if (!imported || groups.some(({ local }) => bindings(tree, local) > Number(from.locals.has(local))))
    return null
  const puts = groups.map(group => ({ group, home: homeOf(tree, group.local, style) }))
  if (puts.some(({ home }) => home === null)) return null
  return putAll(
    into.text,
    imported,
    puts as { group: Group; home: NonNullable<ReturnType<typeof homeOf>> }[],
    style,
  )
}

function putAll(
  text: string,
  imported: Put[],
  homes: { group: Group; home: { at: number; level: number; wraps: boolean } }[],
  style: TestStyle,
): AppendedFile {
  const sorted = homes
    .map((one, order) => ({ ...one, order }))
    .sort((a, b) => a.home.at - b.home.at || a.order - b.order)
  const places: WrittenFile['places'] = []
  const puts = [...imported]
  let moved = imported.reduce((sum, put) => sum + put.text.length - (put.end - put.start), 0)
  for (const { group, home } of sorted) {
    const lead = '\n\n'
    const block = blockOf(group, style, home.level, home.wraps, home.at + moved + lead.length)
    const own = lead + block.text.slice(0, -1)
    places.push(...block.places)
    puts.push({ start: home.at, end: home.at, text: own })
    moved += own.length
  }
  const order = new Map(homes.flatMap(({ group }) => group.cases).map(({ of }, at) => [of, at]))
  places.sort((a, b) => order.get(a.of)! - order.get(b.of)!)
  return { text: putInto(text, puts), places, puts: joined(puts) }
}

/** Two at one place are one. */
function joined(puts: Put[]): Put[] {
  const done: Put[] = []
  for (const put of puts) {
    const last = done.at(-1)
    if (last && last.start === put.start && last.end === put.end) last.text += put.text
    else done.push({ ...put })
  }
  return done
}

/** The text after what is put into it, in the order of its places. */
function putInto(text: string, puts: Put[]): string {
  let done = ''
  let at = 0
  for (const put of puts) {
    done += text.slice(at, put.start) + put.text
    at = put.end
  }
  return done + text.slice(at)
}

/** How often a name is bound in a file, at whatever depth. */
function bindings(tree: ts.SourceFile, name: string): number {
  let count = 0
  const visit = (node: ts.Node): void => {
    const own = (node as { name?: ts.Node }).name
    const binds =
      ts.isVariableDeclaration(node) ||
      ts.isParameter(node) ||
      ts.isBindingElement(node) ||
      ts.isFunctionLike(node) ||
      ts.isClassLike(node) ||
      ts.isImportSpecifier(node) ||
      ts.isImportClause(node) ||
      ts.isNamespaceImport(node) ||
      ts.isEnumDeclaration(node)
    if (binds && own && ts.isIdentifier(own) && own.text === name && !ts.isMethodDeclaration(node)) count++
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return count
}

/** All texts of a file, among them the names of its tests. */
function textsIn(tree: ts.SourceFile): string[] {
  const texts: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) texts.push(node.text)
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return texts
}
