import { readdirSync, readFileSync } from 'node:fs'
import { SourceMap, type SourceMapPayload } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Path } from '../../model/change.ts'
import { readTreeFile } from '../../sandbox/readTreeFile.ts'

/** The lines of each file that were executed, from 1 on. A file that was not loaded is not in it. */
export type Coverage = Record<Path, number[]>

type Range = { startOffset: number; endOffset: number; count: number }
type Script = { url: string; functions: { ranges: Range[] }[] }
type Mapped = { lineLengths: number[]; data: SourceMapPayload | null }
type Written = { result: Script[]; 'source-map-cache'?: Record<string, Mapped> }

/** Files that are compiled before they run: without a map their lines can't be told. */
const COMPILED = /\.(?:[cm]?ts|tsx|jsx)$/

/**
 * Reads what V8 wrote for NODE_V8_COVERAGE, one file a process. A line is covered when what stands first in it was
 * executed in any of the processes.
 * @param tree where it ran. What is compiled on the way is brought back by the map that Node kept of it.
 */
export function readCoverage(folder: string, tree: string): Coverage {
  const lines = new Map<Path, Set<number>>()
  for (const name of readdirSync(folder).filter(one => one.endsWith('.json'))) {
    const { result = [], 'source-map-cache': maps = {} } = read(join(folder, name))
    for (const script of result) {
      const path = pathOf(script.url, tree)
      if (path === null) continue
      const found = linesOf(script, maps[script.url], tree, path)
      if (found === null) continue
      const known = lines.get(path) ?? new Set()
      for (const line of found) known.add(line)
      lines.set(path, known)
    }
  }
  return Object.fromEntries([...lines].map(([path, set]) => [path, [...set].sort((a, b) => a - b)]))
}

/** A process that was killed leaves half a file. */
function read(file: string): Partial<Written> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Written
  } catch {
    return {}
  }
}

function pathOf(url: string, tree: string): Path | null {
  try {
    const file = fileURLToPath(url.replace(/[?#].*$/, ''))
    const path = file.startsWith(`${tree}/`) ? file.slice(tree.length + 1) : null
    return path === null || /(?:^|\/)node_modules\//.test(path) ? null : path
  } catch {
    return null
  }
}

function linesOf(
  script: Script,
  mapped: Mapped | undefined,
  tree: string,
  path: Path,
): Iterable<number> | null {
  if (mapped?.data) return mappedLines(script, mapped.lineLengths, new SourceMap(mapped.data))
  const text = COMPILED.test(path) ? null : readTreeFile(tree, path)
  if (text === null) return null
  const executed = paint(script, text.length)
  const found: number[] = []
  let start = 0
  for (const [at, line] of text.split('\n').entries()) {
    const first = line.search(/\S/)
    if (first >= 0 && executed[start + first]) found.push(at + 1)
    start += line.length + 1
  }
  return found
}

/** Each place of the generated text is brought back to its line; one executed place is enough. */
function mappedLines(script: Script, lengths: number[], map: SourceMap): Set<number> {
  const size = lengths.reduce((sum, length) => sum + length + 1, 0)
  const executed = paint(script, size)
  const found = new Set<number>()
  let start = 0
  for (const [line, length] of lengths.entries()) {
    for (let column = 0; column < length; column++) {
      if (!executed[start + column]) continue
      const entry = map.findEntry(line, column)
      if ('originalLine' in entry && entry.generatedLine === line) found.add(entry.originalLine + 1)
    }
    start += length + 1
  }
  return found
}

/** Which places were executed: of the ranges around one the innermost decides. */
function paint({ functions }: Script, size: number): Uint8Array {
  const executed = new Uint8Array(size)
  const ranges = functions.flatMap(one => one.ranges)
  ranges.sort((a, b) => a.startOffset - b.startOffset || b.endOffset - a.endOffset)
  for (const { startOffset, endOffset, count } of ranges)
    executed.fill(count > 0 ? 1 : 0, startOffset, endOffset)
  return executed
}
