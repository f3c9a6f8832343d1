import { ts } from 'ts-morph'

/**
 * Of which kinds of nodes something holds, one byte a kind: a walk asks that of every node of a file, and most nodes are of kinds
 * that nothing has to be asked about.
 * @param holds must look at nothing but the kind.
 */
export function kindTable(holds: (node: ts.Node) => boolean): Uint8Array {
  return Uint8Array.from({ length: ts.SyntaxKind.Count }, (_, kind) => (holds({ kind } as ts.Node) ? 1 : 0))
}
