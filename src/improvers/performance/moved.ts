import { ts } from 'ts-morph'
import { everyNode, type Reading } from './reading.ts'
import type { Put } from './rewrite.ts'
import { freshName } from './uses.ts'

/**
 * Takes a constant, alone in its lines, away from where it is declared, to be declared further out.
 * @param uses of it. @returns what it is to be called there: another name where its own has more meanings in the file.
 */
export function movedAway(
  reading: Reading,
  declaration: ts.VariableDeclaration,
  uses: ts.Identifier[],
): { name: string; puts: Put[] } | null {
  const { name, parent: list } = declaration
  const statement = list.parent
  const { file, text } = reading
  if (!ts.isIdentifier(name) || !ts.isVariableDeclarationList(list) || list.declarations.length > 1)
    return null
  if (!ts.isVariableStatement(statement)) return null
  const isNamed = (one: ts.Node) => ts.isPropertyAccessExpression(one.parent) && one.parent.name === one
  const mentioned = everyNode(file).filter(
    one => ts.isIdentifier(one) && one.text === name.text && !isNamed(one),
  )
  // A comment above it would stay behind, or speak of what is no longer there.
  const [start, end] = [lineStart(text, statement.getStart(file)), lineEnd(text, statement.end)]
  const isAlone =
    start !== null && end !== null && !/\S/.test(text.slice(statement.pos, statement.getStart(file)))
  if (!isAlone || !(list.flags & ts.NodeFlags.Const)) return null
  const own = mentioned.every(one => one === name || uses.includes(one as ts.Identifier))
  const called = own ? name.text : freshName(reading, name.text)
  const renamed = own ? [] : uses.map(use => ({ start: use.getStart(file), end: use.end, text: called }))
  return { name: called, puts: [{ start, end, text: '' }, ...renamed] }
}

/** Where the line of an offset begins, if there is nothing but white space before it. */
function lineStart(text: string, at: number): number | null {
  const start = text.lastIndexOf('\n', at - 1) + 1
  return /\S/.test(text.slice(start, at)) ? null : start
}

/** Where the next line begins, if there is nothing but white space before that. */
function lineEnd(text: string, at: number): number | null {
  const end = text.indexOf('\n', at)
  return end < 0 || /\S/.test(text.slice(at, end)) ? null : end + 1
}
