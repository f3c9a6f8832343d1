import { diffArrays } from 'diff'

/** Numbers of lines, from 0: those of the base that are no more, and those of the head that were not there. */
export type ChangedLines = { gone: Set<number>; fresh: Set<number> }

/** Which lines differ. White space at either end of a line is no difference. */
export function changedLines(before: string, after: string): ChangedLines {
  const lines = (text: string) => text.split('\n').map(line => line.trim())
  const [gone, fresh] = [new Set<number>(), new Set<number>()]
  let [was, is] = [0, 0]
  for (const { added, removed, count } of diffArrays(lines(before), lines(after))) {
    for (let at = 0; at < count; at++) {
      if (removed) gone.add(was + at)
      if (added) fresh.add(is + at)
    }
    if (!added) was += count
    if (!removed) is += count
  }
  return { gone, fresh }
}
