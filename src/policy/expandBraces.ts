/** `src/{a,b}.ts` as `src/a.ts` and `src/b.ts`, from the left; a backslash keeps what follows. */
export function expandBraces(glob: string): string[] {
  const found = /^((?:\\.|[^\\{])*)\{((?:\\.|[^\\{}])*)\}(.*)$/s.exec(glob)
  if (!found) return [glob]
  const [, before = '', inside = '', after = ''] = found
  const choices = `,${inside}`.match(/,(?:\\.|[^\\,])*/gs) ?? []
  const rest = expandBraces(after)
  return choices.flatMap(choice => rest.map(end => before + choice.slice(1) + end))
}
