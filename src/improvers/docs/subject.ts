import type { ts } from 'ts-morph'

/**
 * Something that a reader of the module can call, and the node that its comment stands before.
 * `body` is the implementation; `overloads` the signatures before it, which carry the comment when
 * there are any.
 */
export type Subject = {
  symbol: string
  /** The word for it in titles: its own name without its owner's. */
  name: string
  kind: 'function' | 'method' | 'constructor' | 'accessor'
  anchor: ts.Node
  body: ts.FunctionLikeDeclaration
  overloads: ts.SignatureDeclaration[]
}
