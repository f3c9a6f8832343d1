import { ts } from 'ts-morph'
import { isTestPath } from '../../../src/flow/run/collectSource.ts'
import { isChecked, isJavaScript } from '../../../src/improvers/types/jsdoc.ts'
import { placesOf, type Typed } from '../../../src/improvers/types/places.ts'
import { ownFiles, type TypedProject } from '../../../src/improvers/types/project.ts'
import type { Path } from '../../../src/model/change.ts'

/** What a type is: as it is written, and in words that do not depend on who wrote it. */
export type Said = { text: string; shown: string; place: string }

/** What can be taken away and found again. */
export type Strippable = 'parameters' | 'properties' | 'returns'

/** What is written at each place of a kind that has a type. */
export function typesOf(project: TypedProject, what: Strippable): Map<string, Said> {
  const checker = project.program.getTypeChecker()
  const said = new Map<string, Said>()
  for (const { path, file } of ownFiles(project))
    for (const { key, node, what: is } of placesOf(path, file)) {
      const type = node.type ?? documentedType(node)
      if (is !== what || !type) continue
      const line = file.getLineAndCharacterOfPosition(node.getStart()).line + 1
      const name = ('name' in node && node.name?.getText().replace(/\s+/g, ' ')) || 'a function'
      said.set(key, {
        text: type.getText().replace(/\s+/g, ' '),
        shown: show(
          what === 'returns' ? checker.getTypeFromTypeNode(type) : checker.getTypeAtLocation(node),
          checker,
        ),
        place: `${path}:${line} ${name}`,
      })
    }
  return said
}

/** Members of a union in one order, names of types for what they stand for. */
function show(type: ts.Type, checker: ts.TypeChecker): string {
  const flags = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.InTypeAlias
  const words = (of: ts.Type) => checker.typeToString(of, undefined, flags)
  return type.isUnion() ? type.types.map(words).sort().join(' | ') : words(type)
}

/**
 * Takes the types of one kind away, those of tests and overloads left alone: of parameters wholly, of others `any` stays.
 * @param share of the places, from 0 to 1; which ones depends on their places alone.
 * @param isWhole whether nothing stays of any.
 */
export function strip(
  project: TypedProject,
  share: number,
  what: Strippable,
  isWhole = what === 'parameters',
): { texts: Map<Path, string>; keys: Set<string> } {
  const texts = new Map<Path, string>()
  const keys = new Set<string>()
  for (const { path, file } of ownFiles(project)) {
    if (isTestPath(path)) continue
    const cuts: [number, number][] = []
    const isScript = isJavaScript(file)
    if (isScript && (what !== 'parameters' || !isChecked(file, project.program.getCompilerOptions())))
      continue
    for (const { key, node, what: is } of placesOf(path, file)) {
      const documented = isScript && is === what ? documentedType(node) : undefined
      if (documented && fraction(key) < share) {
        keys.add(key)
        const { pos, end } = documented.parent
        cuts.push([pos, end + (file.text[end] === ' ' ? 1 : 0)])
      }
      if (is !== what || !isStrippable(node) || (share < 1 && fraction(key) >= share)) continue
      const { type } = node
      const before = 'questionToken' in node && node.questionToken ? node.questionToken : undefined
      const start = ts.isParameter(node) ? (before ?? node.name).getEnd() : type.pos - 1
      // What is within what goes goes with it.
      if (what === 'properties' && cuts.some(([from, to]) => from <= start && start < to)) continue
      keys.add(key)
      cuts.push([start, type.getEnd()])
    }
    let { text } = file
    // From the end, since a type can hold a parameter with a type.
    for (const [start, end] of cuts.sort((a, b) => b[0] - a[0]))
      text = text.slice(0, start) + (isWhole ? '' : ': any') + text.slice(end)
    if (cuts.length) texts.set(path, text)
  }
  return { texts, keys }
}

/** What the tag of a parameter says in JavaScript that it is. */
function documentedType(node: ts.Node): ts.TypeNode | undefined {
  if (!ts.isParameter(node) || !isJavaScript(node.getSourceFile()) || !ts.isIdentifier(node.name))
    return undefined
  return ts.getJSDocParameterTags(node)[0]?.typeExpression?.type
}

function isStrippable(node: Typed): node is Typed & { type: ts.TypeNode } {
  if (!node.type || ts.isTypePredicateNode(node.type)) return false
  if (!ts.isParameter(node)) return !ts.isFunctionLike(node) || ('body' in node && node.body !== undefined)
  const { parent } = node
  return (
    'body' in parent &&
    parent.body !== undefined &&
    !ts.isSetAccessor(parent) &&
    node.name.getText() !== 'this'
  )
}

/** A number in [0, 1) for a text (FNV-1a). */
function fraction(text: string): number {
  let sum = 2166136261
  for (const one of text) sum = Math.imul(sum ^ one.charCodeAt(0), 16777619) >>> 0
  return sum / 2 ** 32
}
