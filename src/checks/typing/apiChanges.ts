import { dirname, join, relative } from 'node:path'
import type { Path } from '../../model/change.ts'
import type { Candidate } from '../../model/check.ts'
import { kindOf } from '../../sandbox/readTreeFile.ts'
import type { CheckContext } from '../check.ts'
import { remember } from '../checkCache.ts'
import type { Project } from '../projects.ts'
import { TREE } from '../treeHost.ts'
import { askOurs } from './askOurs.ts'
import { entryPoints } from './entryPoints.ts'
import type { Api } from './publicApi.ts'
import { sightOf } from './sight.ts'

const MOST = 20
const LONGEST = 300
const LONGEST_MS = 30_000

export type ApiChanges = {
  /** Whether package.json named the files, or they are those that the change touches. */
  of: 'package' | 'changed files'
  added: { name: string; after: string }[]
  removed: { name: string; before: string }[]
  changed: { name: string; before: string; after: string }[]
}

/** The files by which a package gives something away, and whether package.json named them. */
export type Surface = { of: ApiChanges['of']; entries: Path[] }

/** @returns null where nothing was changed that a program is made of. */
export function surfaceOf({ head, changed }: Candidate, project: Project): Surface | null {
  const touched = changed.filter(path => project.files.has(path) && !isTest(path))
  if (touched.length === 0) return null
  const { outDir, declarationDir } = project.command.options
  const out = declarationDir ?? outDir
  const place = out === undefined ? null : relative(TREE, out)
  const named = entryPoints(head, packageOf(head, project), project.files, place)
  return named.length > 0 ? { of: 'package', entries: named } : { of: 'changed files', entries: touched }
}

/**
 * What a change does to the types of what a package gives away: no failure, but something that its users will see.
 * @returns null where it does nothing to them.
 */
export async function apiChanges(
  candidate: Candidate,
  project: Project,
  { of, entries }: Surface,
  context: CheckContext,
): Promise<ApiChanges | null> {
  const key = `api:${context.baseKey}:${project.path}:${entries.join()}`
  // Told beside the verdict, which must not wait for types that have no end.
  const limits = { ...context.limits, timeoutMs: Math.min(context.limits.timeoutMs, LONGEST_MS) }
  const ask = (tree: string) =>
    askOurs(context.probes, limits, 'api', sightOf(tree, project, { ...context, limits }), entries)
  const before = await remember(context.cache, key, () => ask(candidate.base))
  const after = await ask(candidate.head)
  const changes = compareApi(before, after)
  const { added, removed, changed } = changes
  if (added.length + removed.length + changed.length === 0) return null
  return { of, ...changes }
}

export function compareApi(before: Api, after: Api): Omit<ApiChanges, 'of'> {
  const added = [...after].filter(([name]) => !before.has(name))
  const removed = [...before].filter(([name]) => !after.has(name))
  const changed = [...after].filter(([name, text]) => before.has(name) && before.get(name) !== text)
  return {
    added: added.slice(0, MOST).map(([name, text]) => ({ name, after: cut(text, 0) })),
    removed: removed.slice(0, MOST).map(([name, text]) => ({ name, before: cut(text, 0) })),
    changed: changed.slice(0, MOST).map(([name, text]) => {
      const old = before.get(name)!
      // Long ones from a little before where they part.
      const parts = text.split('').findIndex((unit, place) => old[place] !== unit)
      const at = Math.max(0, (parts < 0 ? text.length : parts) - LONGEST / 3)
      return { name, before: cut(old, at), after: cut(text, at) }
    }),
  }
}

function cut(text: string, at: number): string {
  if (text.length <= LONGEST) return text
  const end = at + LONGEST
  return `${at > 0 ? '...' : ''}${text.slice(at, end)}${end < text.length ? '...' : ''}`
}

/** In words, for what is removed or changed; what is added is in nobody's way. */
export function apiWords({ removed, changed }: ApiChanges): string {
  const list = (all: { name: string }[]) =>
    all
      .slice(0, 3)
      .map(({ name }) => name.split(': ')[1])
      .join(', ')
  const count = (all: unknown[]) =>
    `${all.length}${all.length === MOST ? ' or more' : ''} export${all.length === 1 ? '' : 's'}`
  const words: string[] = []
  if (changed.length > 0) words.push(`${count(changed)} changed type: ${list(changed)}`)
  if (removed.length > 0) words.push(`${count(removed)} removed: ${list(removed)}`)
  return words.map(one => `; ${one}`).join('')
}

function packageOf(tree: string, project: Project): Path {
  for (let folder = dirname(project.path); ; folder = dirname(folder))
    if (folder === '.' || kindOf(tree, join(folder, 'package.json')) !== null) return folder
}

/** Whether a file is a test, by its name or its folder's. */
export function isTest(path: Path): boolean {
  return /(?:^|\/)(?:tests?|__tests__|specs?)\/|[.-](?:test|spec)\.[cm]?[jt]sx?$/.test(path)
}
