import { createHash } from 'node:crypto'
import { builtinModules } from 'node:module'
import { createRepair, REPOSITORY, type WholeTree } from '../../src/improvers/repair.ts'
import type { Finding, Observation } from '../../src/model/finding.ts'

const digest = (text: string): `sha256:${string}` =>
  `sha256:${createHash('sha256').update(text).digest('hex')}`
const isTest = (path: string) => /(?:^|\/)tests?\/|\.test\./.test(path)
const isCode = (path: string) => /\.[cm]?[jt]sx?$/.test(path)

type More = Partial<Pick<WholeTree, 'installed' | 'isWanted' | 'movedTo' | 'links'>>

/** A committed tree of these texts; a value that is no text is written as JSON. */
export function wholeTree(files: Record<string, unknown>, more: More = {}): WholeTree {
  const texts = Object.entries(files).map(([path, is]) => ({
    path,
    text: typeof is === 'string' ? is : `${JSON.stringify(is, null, 2)}\n`,
  }))
  const code = texts.filter(({ path }) => isCode(path))
  return {
    paths: new Set(Object.keys(files)),
    links: new Set(),
    code: { files: code.filter(({ path }) => !isTest(path)), tests: code.filter(({ path }) => isTest(path)) },
    settings: new Map(texts.filter(({ path }) => !isCode(path)).map(({ path, text }) => [path, text])),
    builtins: new Set(builtinModules),
    installed: () => null,
    isWanted: () => true,
    movedTo: new Map(),
    ...more,
  }
}

/** Everything that is broken in a tree, as the improver finds it. */
export function broken(tree: WholeTree, observations: Observation[] = []): Finding[] {
  const all = [{ kind: REPOSITORY, data: tree }, ...observations]
  return [...createRepair(digest).find(tree.code, all)]
}

/** Each as `level rule path: reason`. */
export function told(files: Record<string, unknown>, more: More = {}): string[] {
  return broken(wholeTree(files, more)).map(
    ({ level, rewrite, path, reason }) => `${level} ${rewrite} ${path}: ${reason}`,
  )
}

/** The files after the edits of the only finding that has some. */
export function mended(files: Record<string, unknown>, more: More = {}): Record<string, string> {
  const tree = wholeTree(files, more)
  const settings = [...tree.settings].map(([path, text]) => ({ path, text }))
  const source = { ...tree.code, settings }
  const improver = createRepair(digest)
  const after: Record<string, string> = {}
  for (const finding of broken(tree))
    for (const edit of improver.edit(finding, source).sort((a, b) => b.start - a.start)) {
      const text =
        after[edit.path] ?? [...settings, ...source.files].find(one => one.path === edit.path)!.text
      after[edit.path] = text.slice(0, edit.start) + edit.text + text.slice(edit.end)
    }
  return after
}
