/** The longest title: what `git log --oneline` shows of one on most terminals. */
const LONGEST = 72

/** The module that a path is, as titles name it: `search` for `src/search.ts`. */
export function moduleName(path: string): string {
  return path
    .split('/')
    .at(-1)!
    .replace(/\.[^.]+$/, '')
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(names: string[]): string {
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : (names[0] ?? '')
}

/**
 * `types(search): say what find and rank take`, or, where that has no room, how many there are.
 * @param kind of the change, as conventional commits have it. @param does what all of them do, one and several: `['takes', 'take']`.
 * @param others what they are called where there is no room for their names: `functions take`.
 */
export function titleOfAll(
  kind: string,
  path: string,
  symbols: string[],
  [one, several]: [string, string],
  others: string,
  most = LONGEST,
): string {
  const start = `${kind}(${moduleName(path)}): say what`
  const all = `${listed(symbols)} ${symbols.length > 1 ? several : one}`
  const whole = `${start} ${all}`
  if (whole.length <= most) return whole
  const short = symbols.length > 1 ? `${start} ${symbols.length} ${others}` : `${kind}: say what ${all}`
  return short.slice(0, most)
}

/** `perf(search): ...`, or without the module where that would be too long. */
export function titleWithin(kind: string, path: string, says: string, most = LONGEST): string {
  const whole = `${kind}(${moduleName(path)}): ${says}`
  return whole.length <= most ? whole : `${kind}: ${says}`.slice(0, most)
}
