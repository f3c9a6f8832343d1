/** How often each kind of diagnostic was reported: file, code and message, without positions. */
export type Kinds = Map<string, number>

/** Adds one diagnostic. `file` is empty for one that belongs to no file. */
export function addKind(kinds: Kinds, file: string, code: string, message: string): void {
  const kind = `${file || 'program'}: TS${code}: ${steady(message)}`
  kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
}

/** Kinds that `after` has more often than `before`. */
export function newKinds(before: Kinds, after: Kinds): string[] {
  return [...after].filter(([kind, count]) => count > (before.get(kind) ?? 0)).map(([kind]) => kind)
}

/** The compiler prints the members of a union in the order it met them, which any edit may alter. */
function steady(message: string): string {
  return message.replace(
    /'[^'\n]* \| [^'\n]*'/g,
    quoted => `'${quoted.slice(1, -1).split(' | ').sort().join(' | ')}'`,
  )
}

/**
 * Reads what `tsc --pretty false` printed.
 * @param tree the folder that stood in the paths; the compiler prints both relative and absolute ones.
 */
export function readDiagnostics(output: string, tree: string): Kinds {
  const kinds: Kinds = new Map()
  const found: { file: string; code: string; message: string }[] = []
  for (const line of output.replaceAll(`${tree}/`, '').split(/\r?\n/)) {
    const [, file = '', code, message] = /^(?:(.+?)\(\d+,\d+\): )?error TS(\d+): (.*)$/.exec(line) ?? []
    if (code !== undefined && message !== undefined) found.push({ file, code, message })
    else if (/^\s+\S/.test(line) && found.length > 0) found[found.length - 1]!.message += ` ${line.trim()}`
  }
  for (const { file, code, message } of found) addKind(kinds, file, code, message)
  return kinds
}
