import { ts } from 'ts-morph'
import type { Gap } from './otherGaps.ts'

/** A text that comes in the place of `[start, end)`. */
export type Put = { start: number; end: number; text: string }

/** What has to be written for something to have a type, in the text of its file as it is now. */
export function putType({ node, owner, what }: Gap, type: string): Put[] {
  const file = node.getSourceFile()
  if (node.type) return [{ start: node.type.getStart(file), end: node.type.getEnd(), text: type }]
  const { name, questionToken, exclamationToken } = node as ts.PropertyDeclaration
  const at = (questionToken ?? exclamationToken ?? name).getEnd()
  if (what !== 'parameters' || !isBare(owner, file)) return [{ start: at, end: at, text: `: ${type}` }]
  const start = node.getStart(file)
  return [
    { start, end: start, text: '(' },
    { start: at, end: at, text: `: ${type})` },
  ]
}

/** `x => x`: a type needs brackets around it. */
function isBare(owner: ts.Node, file: ts.SourceFile): boolean {
  return (
    ts.isArrowFunction(owner) &&
    !owner.getChildren(file).some(one => one.kind === ts.SyntaxKind.OpenParenToken)
  )
}

/** A text with all of these in it. None may overlap. */
export function withPuts(text: string, puts: Put[]): string {
  let now = ''
  let at = 0
  for (const put of [...puts].sort((a, b) => a.start - b.start || a.end - b.end)) {
    now += text.slice(at, put.start) + put.text
    at = put.end
  }
  return now + text.slice(at)
}

/** Where a place of the text that has all of these in it was before they were. */
export function placeBefore(place: number, puts: Put[]): number {
  let moved = 0
  for (const { start, end, text } of [...puts].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (start + moved >= place) break
    if (place < start + moved + text.length) return start
    moved += text.length - (end - start)
  }
  return place - moved
}
