import { ts } from 'ts-morph'
import type { Path } from '../../model/change.ts'
import { isObject, type JsonObject, readObject } from './json.ts'
import type { Section } from './packages.ts'
import type { Fix } from './repository.ts'

/** What npm says of entries that not everybody installs. */
const FLAGS = ['dev', 'devOptional', 'optional', 'peer']

/**
 * What becomes of the marks of an entry that a package asks for directly: what only developers needed, and what it brings, is needed
 * by everybody then.
 * @param entry its key in `packages`.
 * @returns none where no mark changes; null where npm would have to say.
 */
export function npmFlags(path: Path, text: string, entry: string, section: Section): Fix[] | null {
  const json = readObject(path, text)
  const packages = isObject(json?.packages) ? json.packages : {}
  const at = (key: string) => (isObject(packages[key]) ? (packages[key] as JsonObject) : undefined)
  const flagsOf = (key: string) => FLAGS.filter(flag => at(key)?.[flag] === true)
  if (section !== 'dependencies') return flagsOf(entry).every(flag => flag === 'dev') ? [] : null
  const marked = new Set<string>()
  const waiting = [entry]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const flags = flagsOf(next)
    if (flags.length === 0 || marked.has(next)) continue
    const one = at(next) ?? {}
    if (flags.some(flag => flag !== 'dev') || isObject(one.optionalDependencies)) return null
    marked.add(next)
    for (const needed of [one.dependencies, one.peerDependencies])
      for (const name of isObject(needed) ? Object.keys(needed) : []) {
        const found = resolve(next, name, packages)
        if (found !== null) waiting.push(found)
      }
  }
  if (marked.size === 0) return []
  // The older format says all of it twice.
  return json?.lockfileVersion === 3 ? unmark(path, text, marked) : null
}

/** As Node looks for it: beside, and further up. */
function resolve(from: string, name: string, packages: JsonObject): string | null {
  for (let at = from; ; ) {
    const key = `${at === '' ? '' : `${at}/`}node_modules/${name}`
    if (key in packages) return key
    if (at === '') return null
    const above = at.lastIndexOf('/node_modules/')
    at = above < 0 ? '' : at.slice(0, above)
  }
}

function unmark(path: Path, text: string, keys: Set<string>): Fix[] {
  const file = ts.parseJsonText(path, text)
  const root = file.statements[0]?.expression
  const packages = root && memberOf(root, 'packages')?.initializer
  if (!packages || !ts.isObjectLiteralExpression(packages)) return []
  return [...keys].flatMap(key => {
    const entry = memberOf(packages, key)?.initializer
    const flag = entry && memberOf(entry, 'dev')
    if (!flag || !entry || !ts.isObjectLiteralExpression(entry)) return []
    const index = entry.properties.indexOf(flag)
    const before = entry.properties[index - 1]
    // With the comma that set it apart.
    return before ? [{ path, start: before.end, end: flag.end, text: '' }] : []
  })
}

function memberOf(node: ts.Node, name: string): ts.PropertyAssignment | undefined {
  if (!ts.isObjectLiteralExpression(node)) return undefined
  return node.properties
    .filter(ts.isPropertyAssignment)
    .find(one => ts.isStringLiteral(one.name) && one.name.text === name)
}
