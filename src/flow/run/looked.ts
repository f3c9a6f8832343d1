import type { Edit, Finding, Improver } from '../../model/finding.ts'
import type { Collected } from './collectSource.ts'

/** A finding with the line, from 1, that the first of its facts was read from. */
export type Found = Finding & { line: number }

/** All that an improver has to say of a commit, whatever was proposed before. */
export type Looked = {
  mends: { finding: Found; edits: Edit[]; gathers: Improver['gathers'] }[]
  notes: string[]
  /** Why it could not look, which is told to who asked for it by name. */
  notRun: string[]
  /** Files that were passed over. */
  skipped: Collected['skipped']
}
