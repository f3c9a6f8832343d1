import { textDigest } from '../../git/textDigest.ts'
import type { Edit, SourceFile } from '../../model/finding.ts'

/**
 * The text after all edits of one file.
 * @throws Error when two edits overlap or the text is not the one that an edit was made for.
 */
export function applyEdits(file: SourceFile, edits: Edit[]): string {
  const sorted = edits
    .filter(edit => edit.path === file.path)
    .sort((a, b) => a.start - b.start || a.end - b.end)
  let text = ''
  let at = 0
  for (const edit of sorted) {
    if (edit.start < at) throw new Error(`two edits of ${file.path} overlap at ${edit.start}`)
    if (textDigest(file.text.slice(edit.start, edit.end)) !== edit.expects)
      throw new Error(`${file.path} no longer has the text that an edit expects at ${edit.start}`)
    text += file.text.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return text + file.text.slice(at)
}
