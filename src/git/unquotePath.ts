import { readPath } from './changes.ts'

const ESCAPES: Record<string, number> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13, '"': 34, '\\': 92 }

/**
 * A path as git prints it in a line: in double quotes, as in C, where it holds a quote, a backslash or a control
 * character (git help config, core.quotePath). Taken and given as `readPath` does.
 */
export function unquotePath(printed: Buffer): string {
  if (printed[0] !== 34) return readPath(printed)
  const bytes: number[] = []
  for (let at = 1; at < printed.length - 1; at += 1) {
    if (printed[at] !== 92) {
      bytes.push(printed[at]!)
      continue
    }
    const octal = /^[0-3][0-7]{2}/.exec(printed.toString('latin1', at + 1, at + 4))?.[0]
    bytes.push(octal ? Number.parseInt(octal, 8) : (ESCAPES[String.fromCharCode(printed[at + 1]!)] ?? 63))
    at += octal ? 3 : 1
  }
  return readPath(Buffer.from(bytes))
}
