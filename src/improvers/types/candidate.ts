import type { ts } from 'ts-morph'
import type { Span } from '../../model/finding.ts'
import type { Reached } from './calls.ts'
import type { Import, Importer } from './imports.ts'
import type { Held } from './members.ts'
import type { Need, Printed } from './print.ts'
import type { Shape } from './shapes.ts'
import type { Sibling } from './siblings.ts'

/** Where a type was read from. */
export type Kind =
  | 'doc'
  | 'heritage'
  | 'overload'
  | 'name'
  | 'type name'
  | 'parameter'
  | 'given'
  | 'call'
  | 'use'
  | 'shape'
  | 'assigned'
  | 'body'
  | 'unknown'

/** Why a type may be the one. */
export type Reason = { kind: Kind; says: string; weight: number; from: Span | null }

/** A type that something may have, as it would be written. `type` is null where it depends on type parameters. */
export type Candidate = {
  text: string
  type: ts.Type | null
  score: number
  because: Reason[]
  /** What its file has to import for it. */
  imports?: Import[]
  /** Whether some call leaves out what has it, which only a doc comment has to say. */
  isOmitted?: boolean
}

/** What is less sure than that is not said. */
export const LEAST = 0.7

/** What is read of a whole program once, and asked for each gap. */
export type Evidence = Reached & {
  checker: ts.TypeChecker
  siblings: Map<string, Sibling[]>
  shapes: Map<string, Shape[]>
  /** What properties and variables hold, by what declares them. */
  held: Map<ts.Node, Held>
  /** What functions give and variables hold when nothing is said of them, by the keys of the gaps. */
  bare: Map<string, Printed>
  /** How what is not in scope can be imported; null where nothing may be. */
  importer: Importer | null
  /** Where a node stands in the texts that were given; null for one of others' code. */
  spanOf(node: ts.Node): Span | null
  /** The types that can be named at the top of a file, those of everywhere left out. */
  inScope(at: ts.Node): ts.Symbol[]
}

/** A reason with the node that it was read from. */
export type Witness = Omit<Reason, 'from'> & { from: ts.Node }
/** Adds a type as it is written; nothing where it can't be. */
export type Add = (text: string | null, type: ts.Type | null, witness: Witness, needs?: Need[]) => void
/** Adds a type as it would be written. */
export type Say = (type: ts.Type, witness: Witness) => void
