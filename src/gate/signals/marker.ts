import type { Signal } from './signal.ts'

/** A comment that begins with AI-MODIFIED, or a path that contains it, and that no parent has. */
export const marker: Signal = {
  id: 'marker',
  strength: 'declared',
  of(commit) {
    const found = commit.markers?.[0]
    return found
      ? { signal: 'marker', strength: 'declared', what: `${found.path} is marked: ${found.line}` }
      : null
  },
}

/** The word itself; everything else about a marker is where it stands. */
export const MARKER_WORD = 'AI-MODIFIED'

/** After a comment's opening in the usual languages, or alone at the start of a comment's line. */
const MARKED_LINE = /^(?:.*?(?:\/\/+|\/\*+|#+|<!--|--|;+|%+|\{\/\*))?[\s*]*AI-MODIFIED\b/

/** The lines of a text that mark it, each as often as it stands there. */
export function markedLines(text: string): string[] {
  if (!text.includes(MARKER_WORD)) return []
  return text
    .split(/\r\n|\r|\n/)
    .filter(line => line.length <= 2000 && MARKED_LINE.test(line))
    .map(line => line.trim())
}
