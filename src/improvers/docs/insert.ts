import type { ts } from 'ts-morph'
import { above, lineStart } from './docblock.ts'

/**
 * Where a new comment for a node can stand: the start of the node's first line and its indentation. Null
 * when the node is not first on its line, is commented already, or its comment would be the first thing
 * of the file, where test runners and licence tools look for directives.
 */
export function placeFor(node: ts.Node): { start: number; indent: string } | null {
  if (above(node) !== 'nothing') return null
  const tree = node.getSourceFile()
  const at = node.getStart()
  const start = lineStart(tree.text, at)
  const indent = tree.text.slice(start, at)
  if (!/^[ \t]*$/.test(indent)) return null
  return tree.text.slice(0, start).replace(/^#!.*/, '').trim() === '' ? null : { start, indent }
}
