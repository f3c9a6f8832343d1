import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Path } from '../../model/change.ts'

/** Names of the functions that were called, by the file that they ran from. A file that was not loaded is not in it. */
export type Executed = Record<Path, string[]>

type Written = {
  result?: { url: string; functions: { functionName: string; ranges: { count: number }[] }[] }[]
}

/**
 * Reads of what V8 wrote for NODE_V8_COVERAGE which functions were called. Names are the same however a runner compiles what it
 * runs, where places in the text are not.
 * @param tree where it ran.
 */
export function readExecuted(folder: string, tree: string): Executed {
  const called = new Map<Path, Set<string>>()
  for (const name of readdirSync(folder).filter(one => one.endsWith('.json')))
    for (const { url, functions } of read(join(folder, name)).result ?? []) {
      const path = pathOf(url, tree)
      if (path === null) continue
      const names = called.get(path) ?? new Set()
      called.set(path, names)
      for (const { functionName, ranges } of functions)
        if (functionName && (ranges[0]?.count ?? 0) > 0) names.add(lastOf(functionName))
    }
  return Object.fromEntries([...called].map(([path, names]) => [path, [...names].sort()]))
}

/** A process that was killed leaves half a file. */
function read(file: string): Written {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Written
  } catch {
    return {}
  }
}

/** The path in a tree that V8's name of a script stands for. Runners that evaluate what they compiled give it the path alone. */
export function pathOf(url: string, tree: string): Path | null {
  const plain = url.replace(/[?#].*$/, '')
  try {
    const file = plain.startsWith('/') ? plain : fileURLToPath(plain)
    const path = file.startsWith(`${tree}/`) ? file.slice(tree.length + 1) : null
    return path === null || /(?:^|\/)node_modules\//.test(path) ? null : path
  } catch {
    return null
  }
}

/** V8 says `get size` and `Queue.push`. */
function lastOf(name: string): string {
  return name.split(/[ .]/).at(-1) ?? name
}
