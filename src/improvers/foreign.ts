import type { Digest } from '../model/change.ts'
import type { Finding, Improver, Source } from '../model/finding.ts'
import { keptEdits, keptIn } from './repair/keep.ts'
import type { Fix } from './repair/repository.ts'

/** The kind of observation that says what an improver of the repository's own found. */
export const foreignKind = (name: string) => `foreign:${name}`

/** `./improvers/no-todo.ts` is the improver `no-todo`: its name is known before anything of it runs. */
export const foreignName = (path: string) =>
  path
    .split('/')
    .at(-1)!
    .replace(/\.[cm]?[jt]s$/, '')

/**
 * An improver that the repository brings itself. It has run in the sandbox, and what it found is judged here like anything from outside:
 * only places in files that may be edited count, its name and fingerprints are ours, and every edit expects the text that stands there.
 * @param digest gives the `sha256:` digest of a text.
 */
export function createForeign(name: string, digest: (text: string) => Digest): Improver {
  return {
    name,
    version: 1,
    needs: [foreignKind(name)],
    gathers: 'file',
    find: (source, observations) => {
      const data = observations.find(({ kind }) => kind === foreignKind(name))?.data
      return (Array.isArray(data) ? data : []).flatMap(one => readFinding(name, one, source, digest) ?? [])
    },
    edit: ({ data }, source) => keptEdits(data, source),
    titleOf: all =>
      all.length === 1
        ? all[0]!.title
        : `${name}: ${all.length} places in ${all[0]!.path.split('/').at(-1)}`.slice(0, 72),
  }
}

type Fields = { [key: string]: unknown }

function readFinding(
  name: string,
  told: unknown,
  { files }: Source,
  digest: (text: string) => Digest,
): Finding | null {
  const { finding, edits } = fieldsOf(told)
  const { rewrite, path, symbol, title, reason } = fieldsOf(finding)
  const text = files.find(file => file.path === path)?.text
  if (text === undefined || typeof path !== 'string' || typeof title !== 'string' || !Array.isArray(edits))
    return null
  const fixes = edits.map(edit => readEdit(edit, files))
  if (fixes.includes(null) || !areApart(fixes as Fix[])) return null
  // What leaves everything as it is would be an improvement of nothing.
  const isSame = ({ path: at, start, end, text: is }: Fix) =>
    files.find(file => file.path === at)?.text.slice(start, end) === is
  if ((fixes as Fix[]).every(isSame)) return null
  const [rule, about, why] = [rewrite, symbol, reason].map(one => words(one, 200)) as [string, string, string]
  const whole = fixes as Fix[]
  const start = whole.find(one => one.path === path)?.start ?? 0
  if (!/^[\w@][\w@./-]{0,99}$/.test(rule)) return null
  return {
    fingerprint: digest([name, rule, path, about].join('\n')),
    improver: name,
    rewrite: rule,
    path,
    symbol: about,
    title: words(title, 60),
    reason: why || words(title, 60),
    facts: [{ kind: name, says: why || words(title, 60), from: { path, start, end: start } }],
    data: keptIn(whole, at => files.find(file => file.path === at)?.text, digest),
  }
}

/** Whether there is an edit at all, and no two meet: nobody knows what such would come to. */
function areApart(fixes: Fix[]): boolean {
  const sorted = [...fixes].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.start - b.start))
  return (
    sorted.length > 0 &&
    sorted.every((one, at) => one.path !== sorted[at + 1]?.path || one.end < sorted[at + 1]!.start)
  )
}

function readEdit(told: unknown, files: Source['files']): Fix | null {
  const { path, start, end, text } = fieldsOf(told)
  const length = files.find(file => file.path === path)?.text.length
  if (length === undefined || typeof path !== 'string' || typeof text !== 'string') return null
  const isSpan =
    Number.isInteger(start) && Number.isInteger(end) && 0 <= Number(start) && Number(start) <= Number(end)
  return isSpan && Number(end) <= length ? { path, start: Number(start), end: Number(end), text } : null
}

/** As one line in which no line of a commit message can begin a trailer. */
function words(value: unknown, most: number): string {
  return typeof value === 'string'
    ? value
        .replace(/[\s\p{C}]+/gu, ' ')
        .trim()
        .slice(0, most)
    : ''
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {}
}
