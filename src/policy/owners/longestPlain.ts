/** The longest run of plain letters within one part of a pattern: a path without it need not be looked at. */
export function longestPlain(pattern: string): string {
  return pattern
    .split(/[*?[\]\\/]/)
    .reduce((longest, piece) => (piece.length > longest.length ? piece : longest), '')
}
