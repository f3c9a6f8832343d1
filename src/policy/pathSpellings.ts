/**
 * A path as it is compared with patterns. One that is no UTF-8 is known by its bytes (`\uFFFD:` and hexadecimal digits),
 * and must not slip out of the folder that it stands in: it is compared with each byte as a letter too.
 */
export function pathSpellings(path: string): string[] {
  const hex = /^\uFFFD:((?:[0-9a-f]{2})+)$/.exec(path)?.[1]
  if (hex === undefined) return [path]
  return [path, hex.replace(/../g, pair => String.fromCharCode(Number.parseInt(pair, 16)))]
}
