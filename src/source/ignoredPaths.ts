import { posix } from 'node:path'
import type { Path } from '../model/change.ts'

/**
 * Whether the committed .gitignore files leave a path out: what they leave out a build or a tool may make. In doubt it says yes,
 * since nothing is missing that somebody makes.
 * @param settings texts of files by path; those that are no .gitignore are passed over.
 */
export function openIgnored({ settings }: { settings: ReadonlyMap<Path, string> }): (path: Path) => boolean {
  const rules = [...settings]
    .filter(([path]) => /(?:^|\/)\.gitignore$/.test(path))
    .sort(([a], [b]) => a.length - b.length)
    .flatMap(([path, text]) => text.split(/\r?\n/).flatMap(line => ruleOf(posix.dirname(path), line)))
  return path => {
    let ignored = false
    for (const { test, keeps } of rules) if (test.test(path)) ignored = !keeps
    return ignored
  }
}

function ruleOf(folder: Path, line: string): { test: RegExp; keeps: boolean }[] {
  const text = line.trim()
  if (text === '' || text.startsWith('#')) return []
  const keeps = text.startsWith('!')
  const bare = (keeps ? text.slice(1) : text).replace(/\/$/, '')
  const isAnchored = bare.slice(0, -1).includes('/') || bare.startsWith('/')
  const body = bare
    .replace(/^\//, '')
    .split(/(\*\*\/|\/\*\*$|\*|\?)/)
    .map(part => WILD[part] ?? part.replace(/[.+^${}()|\\]/g, '\\$&'))
    .join('')
  const from = folder === '.' ? '' : `${folder.replace(/[.+^${}()|[\]\\*?]/g, '\\$&')}/`
  try {
    return [{ test: new RegExp(`^${from}${isAnchored ? '' : '(?:.*/)?'}${body}(?:/.*)?$`), keeps }]
  } catch {
    return []
  }
}

const WILD: Record<string, string> = { '**/': '(?:.*/)?', '/**': '/.*', '*': '[^/]*', '?': '[^/]' }
