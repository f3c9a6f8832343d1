import { ts } from 'ts-morph'
import { DEPENDENCY_SECTIONS } from './dependencySections.ts'

/** Fields of a package.json by which other packages come in. */

/** Lock files that go with a package.json: they name what its ranges came to. */
const LOCK = /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?)$/

export function isPackageFile(path: string): boolean {
  return /(?:^|\/)package\.json$/.test(path)
}

export function isLockFile(path: string): boolean {
  return LOCK.test(path)
}

/**
 * Whether two versions of a package.json differ by packages that came in, or that come in another version, and by
 * nothing else that npm or a tool reads.
 * @returns the names of those packages; or why it is more than that, or less.
 */
export function dependenciesOnly(before: string, after: string): string[] | { why: string } {
  const [was, is] = [readJson(before), readJson(after)]
  if (!was || !is) return { why: 'no JSON object that all readers read alike' }
  const none = Object.fromEntries(DEPENDENCY_SECTIONS.map(name => [name, null]))
  const rest = (all: Fields) => JSON.stringify(ordered({ ...all, ...none }))
  if (rest(was) !== rest(is)) return { why: 'more than its dependencies differs' }
  const brought: string[] = []
  for (const field of DEPENDENCY_SECTIONS) {
    const [old, now] = [was[field] ?? {}, is[field] ?? {}]
    if (!isMap(old) || !isMap(now)) return { why: `${field} is no map of packages` }
    for (const [name, range] of Object.entries(now)) if (old[name] !== range) brought.push(name)
  }
  return brought.length ? brought : { why: 'no package comes in' }
}

type Fields = Record<string, unknown>

/** Fields by name, so that their order makes no difference. */
function ordered(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Null for what is no JSON object, or has a key twice: readers differ on which one counts. */
function readJson(text: string): Fields | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  return isMap(value) && !hasTwice(ts.parseJsonText('a.json', text)) ? value : null
}

function hasTwice(node: ts.Node): boolean {
  if (ts.isObjectLiteralExpression(node)) {
    const names = node.properties.map(property =>
      property.name && ts.isStringLiteral(property.name) ? property.name.text : '',
    )
    if (new Set(names).size < names.length) return true
  }
  return ts.forEachChild(node, child => hasTwice(child) || undefined) ?? false
}

function isMap(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
