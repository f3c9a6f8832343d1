/** What a variable of a pattern stands for: one node, or all of a list with what stands between them. Nothing is `''`. */
export type Variables = { one(name: string): string; all(name: string): string }

/** `$NAME`, `$$NAME` for one that is a sign, and `$$$NAME`, as ast-grep has them: capitals, digits and underscores. */
const VARIABLE = /(\${1,3})([A-Z_][A-Z0-9_]*)/g

/**
 * The text that replaces a match: the fix with its variables as they stand in the source. Its own further lines are
 * indented like the line on which the match begins; what variables bring keeps the lines that it has.
 * @param lineBreak as the source ends its lines.
 */
export function expandFix(
  fix: string,
  { one, all }: Variables,
  indentation: string,
  lineBreak = '\n',
): string {
  const [first = '', ...further] = fix.replace(/\r?\n$/, '').split(/\r?\n/)
  return [first, ...further.map(line => (line === '' ? '' : indentation + line))]
    .join(lineBreak)
    .replace(VARIABLE, (_, signs: string, name: string) => (signs === '$$$' ? all(name) : one(name)))
}
