/** What stands from `start` to `end` becomes `text`. */
export type TextEdit = { start: number; end: number; text: string }

/** Makes edits in a text. Of two at one place the earlier in the list comes first; they may nest only as insertions. */
export function editText(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = []
  let at = 0
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    parts.push(text.slice(at, edit.start), edit.text)
    at = edit.end
  }
  return [...parts, text.slice(at)].join('')
}
