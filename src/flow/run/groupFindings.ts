import type { Edit, Finding } from '../../model/finding.ts'

/** A finding with the edits that mend it. */
export type Mend = { finding: Finding; edits: Edit[] }

/** What becomes one commit on one branch. */
export type Group = { mends: Mend[]; path: string }

/**
 * Makes improvements that a person reads in a minute: one file each, and no more than `lines` changed
 * lines. A single mend that is larger than that still is one improvement: it cannot be cut.
 */
export function groupFindings(mends: Mend[], by: 'file' | 'finding', lines: number): Group[] {
  const groups: (Group & { lines: number })[] = []
  for (const mend of mends) {
    const { path } = mend.finding
    const size = mend.edits.reduce((sum, edit) => sum + changedLines(edit), 0)
    const open =
      by === 'file' ? groups.find(group => group.path === path && group.lines + size <= lines) : undefined
    if (open) {
      open.mends.push(mend)
      open.lines += size
    } else groups.push({ mends: [mend], path, lines: size })
  }
  return groups.map(({ mends, path }) => ({ mends, path }))
}

function changedLines({ text }: Edit): number {
  return Math.max(1, text.split('\n').length - 1)
}
