import type { ts } from 'ts-morph'
import type { Compiler } from '../../checks/compiler.ts'
import type { Path } from '../../model/change.ts'

/** What a mark is called in what comes back. */
export const markOf = (path: Path, start: number) => `${path}:${start}`

type Insert = { at: number; text: string }

/**
 * The text of a file in which what runs tells whoever listens when it comes by some places: a call before the statement that each stands
 * in, or in front of the body where that is an expression.
 * @param spans half-open ranges of the text.
 * @returns the text, and the marks of those places that could be marked.
 */
export function markPlaces(
  { ts }: Compiler,
  path: Path,
  text: string,
  spans: readonly { start: number; end: number }[],
): { text: string; marks: string[] } {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true)
  const inserts: Insert[] = []
  const marks: string[] = []
  for (const span of spans) {
    const mark = markOf(path, span.start)
    const around = insertsFor(
      ts,
      file,
      span,
      `globalThis[Symbol.for("git-improver.marks")]?.(${JSON.stringify(mark)})`,
    )
    if (!around || marks.includes(mark)) continue
    inserts.push(...around)
    marks.push(mark)
  }
  const sorted = inserts.toSorted((a, b) => b.at - a.at)
  return {
    text: sorted.reduce((all, { at, text: is }) => all.slice(0, at) + is + all.slice(at), text),
    marks,
  }
}

/** Null where it runs when the file is loaded, or a function is called and not its body: nobody could tell whether it was meant. */
function insertsFor(
  ts: Compiler['ts'],
  file: ts.SourceFile,
  span: { start: number; end: number },
  call: string,
): Insert[] | null {
  let node = nodeOf(ts, file, span)
  while (node.parent) {
    const { parent } = node
    if (ts.isArrowFunction(parent) && parent.body === node && !ts.isBlock(node))
      return [
        { at: node.getStart(file), text: `(${call}, ` },
        { at: node.end, text: ')' },
      ]
    if (ts.isStatement(node) && !(ts.isBlock(node) && ts.isFunctionLike(parent))) {
      if (!isInFunction(ts, node)) return null
      const at = node.getStart(file)
      const isListed = ts.isBlock(parent) || ts.isCaseOrDefaultClause(parent)
      if (isListed) return [{ at, text: `${call};` }]
      // What a label or the head of a loop belongs to is that statement's.
      if (!ts.isLabeledStatement(parent))
        return [
          { at, text: `{${call};` },
          { at: node.end, text: '}' },
        ]
    }
    if (ts.isFunctionLike(parent) && (parent as ts.FunctionLikeDeclaration).body !== node) return null
    if (ts.isPropertyDeclaration(parent)) return null
    node = parent
  }
  return null
}

function isInFunction(ts: Compiler['ts'], node: ts.Node): boolean {
  for (let at = node.parent; at; at = at.parent) if (ts.isFunctionLike(at)) return true
  return false
}

/** The smallest node that holds all of a span. */
function nodeOf(
  ts: Compiler['ts'],
  file: ts.SourceFile,
  { start, end }: { start: number; end: number },
): ts.Node {
  let found: ts.Node = file
  for (let next: ts.Node | undefined = file; next; ) {
    found = next
    next = ts.forEachChild(next, child =>
      child.getStart(file) <= start && end <= child.end ? child : undefined,
    )
  }
  return found
}
