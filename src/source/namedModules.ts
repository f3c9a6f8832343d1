import { ts } from 'ts-morph'
import { decodeSource } from './decodeSource.ts'
import type { ChangedFile } from './documentable.ts'
import { parseSource } from './parseSource.ts'

/** The modules that only the new side of a file names, relative names and those of Node aside. */
export function newlyNamedModules({ path, old, new: now }: ChangedFile): string[] {
  const [were, are] = [old, now].map(side => namesIn(path, side?.bytes ?? new Uint8Array()))
  return [...are!].filter(name => !were!.has(name) && !/^(?:\.\.?(?:\/|$)|node:)/.test(name))
}

/** What a file imports, or hands on, values and types alike. */
function namesIn(path: string, bytes: Uint8Array): Set<string> {
  const names = new Set<string>()
  const decoded = decodeSource(bytes)
  const source = 'text' in decoded ? parseSource(path, decoded.text) : null
  const visit = (node: ts.Node): void => {
    const named =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
          ? node.argument.literal
          : undefined
    if (named && ts.isStringLiteralLike(named)) names.add(named.text)
    ts.forEachChild(node, visit)
  }
  if (source && 'tree' in source) visit(source.tree)
  return names
}
