import type { Forge } from '../../model/owners.ts'

/** A pattern. A path must begin with `first` and contain `part`, both plain text: most are refused by that alone. */
export type OwnerPattern = { first: string; part: string; names(path: string): boolean }

/** One line that names owners, or with `owners: []` takes them away. */
export type OwnerRule = { pattern: OwnerPattern; owners: string[]; line: number }

/** Rules that are judged for themselves: all of GitHub's, or one section of GitLab's. */
export type OwnerSection = {
  /** Null for rules outside of sections. */
  name: string | null
  /** Reviews by owners; 0 for an optional section. */
  required: number
  rules: OwnerRule[]
  /** What needs no owner here, whatever the rules say. */
  exclusions: OwnerPattern[]
}

/** A line that was skipped, or a part of it, and why. */
export type OwnerProblem = { line: number; what: string }

export type CodeOwners = {
  file: string
  /** The forge whose accounts it names, where its place tells. */
  forge: Forge | null
  sections: OwnerSection[]
  problems: OwnerProblem[]
}
