/** Counts lines for offsets that only grow, so that many findings in a large text cost one pass. */
export function lineCounter(text: string): (offset: number) => number {
  let line = 1
  let at = 0
  return offset => {
    for (; at < offset; at++) if (text.charCodeAt(at) === 10) line++
    return line
  }
}
