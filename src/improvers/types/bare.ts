import type { ts } from 'ts-morph'
import type { Path } from '../../model/change.ts'
import type { Gap } from './otherGaps.ts'
import type { Put } from './place.ts'
import { placesOf } from './places.ts'
import { type Printed, printed } from './print.ts'
import type { TypedProject } from './project.ts'

/** What functions give and variables hold when no annotation says so, by their keys, as far as that can be written. */
export function readBare(project: TypedProject, gaps: Gap[]): Map<string, Printed> {
  const cuts = new Map<Path, Put[]>()
  const keys = new Set<string>()
  for (const { what, node, path, key } of gaps) {
    if (!isMadeOf(what, node) || !node.type) continue
    keys.add(key)
    cuts.set(path, [...(cuts.get(path) ?? []), cutOf(node.type)])
  }
  const found = new Map<string, Printed>()
  if (!keys.size) return found
  const texts = new Map<Path, string>()
  const { program, pathOf } = project
  for (const file of program.getSourceFiles()) {
    const mine = cuts.get(pathOf(file) ?? '')
    if (mine) texts.set(pathOf(file)!, blanked(file.text, mine))
  }
  const bare = project.over(texts)
  const checker = bare.program.getTypeChecker()
  for (const file of bare.program.getSourceFiles()) {
    const path = bare.pathOf(file)
    if (path === null || !texts.has(path)) continue
    for (const { key, what, node } of placesOf(path, file)) {
      if (!keys.has(key)) continue
      const said = printed(typeOf(what, node, checker), node, checker)
      if (said) found.set(key, said)
    }
  }
  return found
}

const isMadeOf = (what: Gap['what'], node: Gap['node']) =>
  what === 'returns' || (what === 'variables' && 'initializer' in node && node.initializer !== undefined)

function typeOf(what: Gap['what'], node: ts.Node, checker: ts.TypeChecker): ts.Type {
  if (what !== 'returns') return checker.getTypeAtLocation(node)
  return checker.getReturnTypeOfSignature(
    checker.getSignatureFromDeclaration(node as ts.FunctionLikeDeclaration)!,
  )
}

/** An annotation with its colon. */
export const cutOf = (type: ts.TypeNode): Put => ({ start: type.pos - 1, end: type.end, text: '' })

/** A text with blanks in the place of these: what else is in it keeps its place. */
function blanked(text: string, cuts: Put[]): string {
  let now = text
  for (const { start, end } of cuts) now = now.slice(0, start) + ' '.repeat(end - start) + now.slice(end)
  return now
}
