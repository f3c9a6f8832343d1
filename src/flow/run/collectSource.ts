import { listTree } from '../../git/listTree.ts'
import { openObjects } from '../../git/objects.ts'
import type { Repository } from '../../git/repository.ts'
import type { Oid } from '../../model/change.ts'
import type { Source, SourceFile } from '../../model/finding.ts'
import { isWithin, type Scope } from './scope.ts'

const CODE = /\.(?:[cm]?[jt]s|[jt]sx)$/
const TEST = /(^|\/)(?:__tests__|tests?|specs?|e2e)\/|[._-](?:test|spec|tests)\.[cm]?[jt]sx?$/i
const FOREIGN =
  /(^|\/)(?:node_modules|vendor|third_party|dist|build|out|coverage|fixtures|__fixtures__|__snapshots__)\//i
/** Larger than anything a person wrote by hand. */
const LARGEST = 1 << 20
/** What says how the code is built, installed and run. Lock files are larger than anything by hand. */
const SETTING =
  /(?:^|\/)(?:package\.json|npm-shrinkwrap\.json|package-lock\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lock|pnpm-workspace\.yaml|\.npmrc|\.gitignore|\.gitmodules|[tj]sconfig[^/]*\.json|(?:deno|jsr|import[_-]?map|\.babelrc|jest\.config)\.?jsonc?|\.github\/workflows\/[^/]+\.ya?ml)$/
const LARGEST_SETTING = 32 << 20

/** Whether a path is code of the repository's own, tests included. */
export const isCode = (path: string) => CODE.test(path) && !FOREIGN.test(path)
export const isTestPath = (path: string) => TEST.test(path)

export type Collected = {
  source: Source
  /** The mode of each file that was read. */
  modes: Map<string, string>
  /** Files that were passed over, and why, for the person to know. */
  skipped: { path: string; why: string }[]
  /** Every path of the tree; links and submodules among them apart. */
  paths: Set<string>
  links: Set<string>
}

/** The files that an improver may edit. */
export const editableIn = ({ source }: Collected): SourceFile[] => [
  ...source.files,
  ...(source.settings ?? []),
]

/**
 * Reads the code of a tree from its blobs: the files that may be edited, and the tests that may be read.
 * @param scope which of the files that are no tests.
 * @param settings whether what is no code is read too, as far as it says how the code is built, installed and run.
 */
export async function collectSource(
  repo: Repository,
  tree: Oid,
  scope: Scope,
  settings = false,
): Promise<Collected> {
  const objects = openObjects(repo)
  const collected: Collected = {
    source: { files: [], tests: [], settings: [] },
    modes: new Map(),
    skipped: [],
    paths: new Set(),
    links: new Set(),
  }
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  try {
    for (const { path, mode, oid, size } of await listTree(repo, tree)) {
      collected.paths.add(path)
      if (mode === '120000') collected.links.add(path)
      if (settings && SETTING.test(path) && mode.startsWith('100') && size <= LARGEST_SETTING) {
        const blob = await objects.get(oid)
        const file = blob && decode(strict, path, blob.bytes)
        if (file) {
          collected.source.settings?.push(file)
          collected.modes.set(path, mode)
        }
        continue
      }
      if (!isCode(path) || !mode.startsWith('100')) continue
      const test = isTestPath(path)
      if (!test && !isWithin(scope, path)) continue
      if (size > LARGEST) {
        collected.skipped.push({ path, why: `${size} bytes: too large to be written by hand` })
        continue
      }
      const blob = await objects.get(oid)
      const file = blob ? decode(strict, path, blob.bytes) : null
      if (!file) {
        collected.skipped.push({ path, why: blob ? 'it is no UTF-8' : 'it cannot be read' })
        continue
      }
      const files = test ? collected.source.tests : collected.source.files
      files.push(file)
      collected.modes.set(path, mode)
    }
    return collected
  } finally {
    objects.close()
  }
}

function decode(decoder: InstanceType<typeof TextDecoder>, path: string, bytes: Buffer): SourceFile | null {
  try {
    return { path, text: decoder.decode(bytes) }
  } catch {
    return null
  }
}
