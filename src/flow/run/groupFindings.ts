import type { Edit, Finding, Improver } from '../../model/finding.ts'

/** A finding with the edits that mend it. */
export type Mend = { finding: Finding; edits: Edit[]; gathers: Improver['gathers'] }

/** What becomes one commit on one branch; `path` is its first file. */
export type Group = { mends: Mend[]; path: string }

/**
 * Makes improvements that a person reads in a minute: one file or one rewrite each, and no more than `lines` changed
 * lines. A single mend that is larger than that still is one improvement: it cannot be cut.
 * @param isAlone which mends are improvements of their own, whatever the others are gathered by.
 */
export function groupFindings(
  mends: Mend[],
  by: 'file' | 'finding',
  lines: number,
  isAlone: (mend: Mend) => boolean = () => false,
): Group[] {
  const groups: (Group & { key: string; lines: number })[] = []
  for (const mend of mends) {
    const { path, improver, rewrite } = mend.finding
    const key = mend.gathers === 'rewrite' ? `${improver} ${rewrite}` : `${improver} of ${path}`
    const size = mend.edits.reduce((sum, edit) => sum + changedLines(edit), 0)
    const open =
      by === 'file' && !isAlone(mend)
        ? groups.find(group => group.key === key && group.lines + size <= lines)
        : undefined
    if (open) {
      open.mends.push(mend)
      open.lines += size
    } else groups.push({ mends: [mend], path, key, lines: size })
  }
  return groups.map(({ mends, path }) => ({ mends, path }))
}

/** Those that touch no text that one before them touches: of two the second waits for another run. */
export function apart(mends: Mend[]): Mend[] {
  const taken = new Map<string, Edit[]>()
  return mends.filter(({ edits }) => {
    const meets = edits.some(edit =>
      taken.get(edit.path)?.some(other => edit.start <= other.end && other.start <= edit.end),
    )
    if (!meets) for (const edit of edits) taken.set(edit.path, [...(taken.get(edit.path) ?? []), edit])
    return !meets
  })
}

function changedLines({ text }: Edit): number {
  return Math.max(1, text.split('\n').length - 1)
}
