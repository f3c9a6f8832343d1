import { markLines } from '../../git/trailers.ts'
import type { Signal } from './signal.ts'

const OURS = /^(improvement-id|improver|ai-modified)\s*:\s*(\S.*)$/i

/**
 * git-improver's own trailers. They are looked for on every line, not just in the last paragraph:
 * a squash puts whole messages, indented or not, into the body of another.
 */
export const improverTrailers: Signal = {
  id: 'improver-trailers',
  strength: 'declared',
  of(commit) {
    for (const line of markLines(commit.message)) {
      const found = OURS.exec(line)
      if (found)
        return { signal: 'improver-trailers', strength: 'declared', what: `the message says ${found[0]}` }
    }
    return null
  },
}
