import type { FileChange, Oid, RefUpdate } from '../../model/change.ts'
import type { Decision } from '../../model/decision.ts'

/** What somebody said on the forge, and whether it counted. */
export type OpinionShown = {
  proposal: number
  account: string
  says: 'approves' | 'rejects'
  person: string | null
  problem: string | null
}

/** One thing that was judged on a forge, as its reports show it. */
export type ForgeReport = {
  update: RefUpdate
  decision: Decision
  judged: boolean
  proposal: number | null
  opinions: OpinionShown[]
  files: ReadonlyMap<Oid, FileChange[]>
}

/** A run as a whole. */
export type ForgeRun = {
  audit: boolean
  results: ForgeReport[]
  kept: { entries: number; problem: string | null }
  notes: string[]
}
