import { diffArrays } from 'diff'

/** A stretch of a text, by offsets, and what stands there in another version. */
export type Hunk = { start: number; end: number; text: string }

/** What differs between two texts, in whole lines. */
export function changedHunks(before: string, after: string): Hunk[] {
  const linesOf = (text: string) => text.split(/(?<=\n)/)
  const hunks: Hunk[] = []
  let at = 0
  let open: Hunk | null = null
  for (const { added, removed, value } of diffArrays(linesOf(before), linesOf(after))) {
    const text = value.join('')
    if (!added && !removed) {
      open = null
      at += text.length
      continue
    }
    if (!open) {
      open = { start: at, end: at, text: '' }
      hunks.push(open)
    }
    if (added) open.text += text
    else {
      at += text.length
      open.end = at
    }
  }
  return hunks
}
