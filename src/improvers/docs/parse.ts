import { ts } from 'ts-morph'
import type { SourceFile } from '../../model/finding.ts'

const KINDS: { [extension: string]: ts.ScriptKind } = {
  ts: ts.ScriptKind.TS,
  mts: ts.ScriptKind.TS,
  cts: ts.ScriptKind.TS,
  tsx: ts.ScriptKind.TSX,
  js: ts.ScriptKind.JS,
  mjs: ts.ScriptKind.JS,
  cjs: ts.ScriptKind.JS,
  jsx: ts.ScriptKind.JSX,
}

const DEEPEST = 500

/** The part of a path after its last dot, in lower case; empty when there is none. */
export function extensionOf(path: string): string {
  return /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? ''
}

/**
 * Parses one file by its extension, parents set. Gives null for a file that is no TypeScript or
 * JavaScript, or that has a syntax error, as nothing can be said of a text that has no one meaning, or that is nested so deep
 * that walking it would overflow the stack.
 */
export function parse(file: SourceFile): ts.SourceFile | null {
  const kind = KINDS[extensionOf(file.path)]
  if (kind === undefined) return null
  const tree = read(file, kind)
  if (!tree) return null
  // The list is internal to the compiler, and the only way to learn of syntax errors without a program.
  const { parseDiagnostics } = tree as unknown as { parseDiagnostics?: unknown[] }
  return (parseDiagnostics && parseDiagnostics.length > 0) || isTooDeep(tree) ? null : tree
}

function read(file: SourceFile, kind: ts.ScriptKind): ts.SourceFile | null {
  try {
    return ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true, kind)
  } catch (error) {
    // The compiler's own parser is recursive: brackets thousands deep overflow the stack.
    if (error instanceof RangeError) return null
    throw error
  }
}

/** Whether a tree is nested so deep that walking it would overflow the stack. */
export function isTooDeep(tree: ts.SourceFile): boolean {
  const open: [ts.Node, number][] = [[tree, 0]]
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, depth] = next
    if (depth > DEEPEST) return true
    ts.forEachChild(node, child => {
      open.push([child, depth + 1])
    })
  }
  return false
}
