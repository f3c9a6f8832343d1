/** The plain text before the first wildcard or escape of a pattern and after the last. */
export function plainEnds(pattern: string): { first: string; last: string } {
  const pieces = pattern.split(/[*?[\]\\]/)
  if (pieces.length === 1) return { first: pattern, last: pattern }
  return { first: pieces[0] ?? '', last: pieces.at(-1) ?? '' }
}
