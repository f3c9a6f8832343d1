import { ts } from 'ts-morph'
import { bare, type Reading } from './reading.ts'
import { freshName } from './uses.ts'

/** `[...list, a, ...b]`, of a list by one of its uses, with at least one element more and no holes. */
export function isLonger(node: ts.Expression, uses: ts.Node[]): node is ts.ArrayLiteralExpression {
  if (!ts.isArrayLiteralExpression(node) || node.elements.length < 2) return false
  if (node.elements.some(ts.isOmittedExpression)) return false
  const first = node.elements[0]!
  if (!ts.isSpreadElement(first)) return false
  return uses.includes(bare(first.expression))
}

/**
 * Whether what is added may be added step by step: what is pushed together is made before the first of it is there, what is spread in
 * between is not, and must not look at the list.
 * @param uses of the list.
 */
export function isInOrder({ elements }: ts.ArrayLiteralExpression, uses: ts.Node[]): boolean {
  const added = elements.slice(1)
  if (!added.some(ts.isSpreadElement)) return true
  return !added.some(one => uses.some(use => one.pos <= use.pos && use.end <= one.end))
}

/** Statements that add to a list what a longer one has more, in its order. What is spread comes one by one: no call takes any number of arguments. */
export function pushes(reading: Reading, { elements }: ts.ArrayLiteralExpression, list: string): string[] {
  const { file } = reading
  const lines: string[] = []
  let batch: string[] = []
  let item: string | null = null
  const flush = () => {
    if (batch.length) lines.push(`${list}.push(${batch.join(', ')})`)
    batch = []
  }
  for (const element of elements.slice(1)) {
    if (!ts.isSpreadElement(element)) {
      batch.push(element.getText(file))
      continue
    }
    flush()
    item ??= freshName(reading, 'item')
    lines.push(`for (const ${item} of ${element.expression.getText(file)}) ${list}.push(${item})`)
  }
  flush()
  return lines
}
