import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { listTree } from '../../git/listTree.ts'
import { openObjects } from '../../git/objects.ts'
import type { Repository } from '../../git/repository.ts'
import { type ReadPatterns, readPatterns } from '../../improvers/patterns/readPatterns.ts'
import type { Oid } from '../../model/change.ts'
import type { SourceFile } from '../../model/finding.ts'
import type { Policy } from '../../model/policy.ts'

/** Where a repository keeps its own rules and their tests. */
export const PATTERNS_FOLDER = '.improver/patterns'

const YAML = /\.ya?ml$/
/** More than any shared set of rules has. */
const MOST_FILES = 500

/**
 * Every rule of a repository and of what its policy names in `run.patterns`, with their tests. Of two rules of one name the first counts.
 * @param commit whose rules; those of the work tree when null, where somebody is writing one. Packages are as they are installed.
 */
export async function gatherPatterns(
  repo: Repository,
  policy: Policy,
  commit: Oid | null,
): Promise<ReadPatterns> {
  const named = policy.run.patterns ?? []
  const folders = [PATTERNS_FOLDER, ...named.flatMap(one => (one.startsWith('./') ? [one.slice(2)] : []))]
  const packages = named.filter(one => !one.startsWith('./'))
  const own =
    commit === null
      ? folders.flatMap(one => filesBelow(repo.dir, one))
      : await committed(repo, commit, folders)
  const gathered: ReadPatterns = { patterns: [], tests: [], problems: [] }
  const theirs: SourceFile[] = []
  for (const name of packages) {
    const folder = `node_modules/${name}`
    if (existsSync(join(repo.dir, folder))) theirs.push(...filesOfPackage(repo.dir, folder))
    else
      gathered.problems.push(
        `the package ${name} that the policy names is not installed: npm install --save-dev ${name}`,
      )
  }
  for (const { path, text } of [...own, ...theirs]) {
    const read = readPatterns(text, path)
    gathered.problems.push(...read.problems)
    gathered.tests.push(...read.tests)
    for (const pattern of read.patterns) {
      const first = gathered.patterns.find(({ id }) => id === pattern.id)
      if (first) gathered.problems.push(`${path}: ${pattern.id} is a rule of ${first.from} already`)
      else gathered.patterns.push(pattern)
    }
  }
  return gathered
}

async function committed(repo: Repository, commit: Oid, folders: string[]): Promise<SourceFile[]> {
  const objects = openObjects(repo)
  try {
    const files: SourceFile[] = []
    for (const { path, mode, oid } of await listTree(repo, commit)) {
      if (!YAML.test(path) || !mode.startsWith('100')) continue
      if (!folders.some(folder => path.startsWith(`${folder.replace(/\/+$/, '')}/`) || path === folder))
        continue
      const blob = await objects.get(oid)
      if (blob && files.length < MOST_FILES) files.push({ path, text: blob.bytes.toString('utf8') })
    }
    return files
  } finally {
    objects.close()
  }
}

/** The files of an installed package, which is often a link to where a package manager or a workspace keeps it. */
function filesOfPackage(top: string, folder: string): SourceFile[] {
  const found = filesBelow(realpathSync(join(top, folder)), '.')
  return found.map(({ path, text }) => ({ path: `${folder}/${path.slice(2)}`, text }))
}

/** Files below a folder, or the file itself; nothing that a link leads to, and nothing of the packages of a package. */
function filesBelow(top: string, folder: string): SourceFile[] {
  const stat = lstatSync(join(top, folder), { throwIfNoEntry: false })
  if (stat?.isFile())
    return YAML.test(folder) ? [{ path: folder, text: readFileSync(join(top, folder), 'utf8') }] : []
  if (!stat?.isDirectory()) return []
  const files: SourceFile[] = []
  const waiting = [folder]
  for (let one = waiting.shift(); one !== undefined && files.length < MOST_FILES; one = waiting.shift())
    for (const entry of readdirSync(join(top, one), { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      const path = `${one.replace(/\/+$/, '')}/${entry.name}`
      if (entry.isDirectory() && entry.name !== 'node_modules') waiting.push(path)
      else if (entry.isFile() && YAML.test(entry.name))
        files.push({ path, text: readFileSync(join(top, path), 'utf8') })
    }
  return files
}
