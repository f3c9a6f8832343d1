import type { Path } from '../../model/change.ts'
import type { Declared } from './lockPackages.ts'
import type { Fix } from './repository.ts'

/**
 * What yarn writes for a further request of a version that it has locked: the request at the entry's head, in order, and since version 2
 * also in the entry of the workspace.
 * @param own the folder of the workspace, seen from the lock file.
 * @returns null where no single entry has the version, or the workspace has none.
 */
export function yarnRequest(
  { lock, owner, name, range, version }: Declared,
  own: Path,
  text: string,
): Fix[] | null {
  const isModern = /^__metadata:/m.test(text)
  const lines = linesOf(text)
  const heads = lines.filter(
    ({ is }, at) =>
      requestsIn(is).some(one => one.startsWith(`${name}@`)) && versionAt(lines[at + 1]?.is) === version,
  )
  const [head, ...more] = heads
  if (!head || more.length) return null
  const requests = requestsIn(head.is)
  const request = `${name}@${isModern && requests.some(one => one.startsWith(`${name}@npm:`)) ? 'npm:' : ''}${range}`
  const fixes: Fix[] = []
  if (!requests.includes(request)) {
    const all = [...requests, request].sort()
    const written = isModern
      ? `"${all.join(', ')}":`
      : `${all.map(one => (/^@|[:\s]/.test(one) ? `"${one}"` : one)).join(', ')}:`
    fixes.push({ path: lock.path, start: head.start, end: head.start + head.is.length, text: written })
  }
  if (!isModern) return fixes
  const workspace = lines.findIndex(({ is }) =>
    requestsIn(is).some(one => one === `${String(owner.json.name)}@workspace:${own || '.'}`),
  )
  const fix = workspace < 0 ? null : inWorkspace(lines.slice(workspace + 1), name, range, lock.path)
  return fix && [...fixes, fix]
}

type Line = { is: string; start: number }

/** Puts a line among the dependencies of an entry, as its neighbours are written. */
function inWorkspace(lines: Line[], name: string, range: string, path: Path): Fix | null {
  const end = lines.findIndex(({ is }) => is === '')
  const entry = end < 0 ? lines : lines.slice(0, end)
  const at = entry.findIndex(({ is }) => is === '  dependencies:')
  if (at < 0) return null
  const listed: (Line & { name: string })[] = []
  for (const line of entry.slice(at + 1)) {
    const [, key] = /^ {4}"?([^":]+)"?: /.exec(line.is) ?? []
    if (key === undefined) break
    listed.push({ ...line, name: key })
  }
  const [first] = listed
  if (!first) return null
  const value = first.is.includes('"npm:') ? `"npm:${range}"` : range
  const line = `    ${name.startsWith('@') ? `"${name}"` : name}: ${value}\n`
  const next = listed.find(one => one.name > name)
  const last = listed.at(-1)!
  const start = next ? next.start : last.start + last.is.length + 1
  return { path, start, end: start, text: line }
}

function linesOf(text: string): Line[] {
  let start = 0
  return text.split('\n').map(is => {
    const line = { is, start }
    start += is.length + 1
    return line
  })
}

function requestsIn(line: string): string[] {
  return /^["\w@].*:$/.test(line) ? line.slice(0, -1).replaceAll('"', '').split(/, */) : []
}

const versionAt = (line = '') => /^ {2}version:? "?([^"\s]+)"?$/.exec(line)?.[1]
