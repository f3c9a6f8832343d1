import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageOf } from '../../improvers/repair/imports.ts'
import { type FoundError, TYPE_ERRORS } from '../../improvers/repair.ts'
import type { SourceFile } from '../../model/finding.ts'
import type { TypesPlan } from '../../probes/types/protocol.ts'
import { openIgnored } from '../../source/ignoredPaths.ts'
import type { Observed } from './observed.ts'
import type { LintTree } from './observeLint.ts'
import { type ReadProject, readTypeErrors } from './readTypeErrors.ts'
import { typeProjects } from './typeProjects.ts'

export const NO_PROJECT = 'no tsconfig that the repository checks'

const COMPILER = 'node_modules/typescript/lib/typescript.js'
const MOST_FIXES = 60
const PATIENCE_MS = 3 * 60_000

/**
 * Asks the repository's own TypeScript, in the sandbox, for the errors of the projects that the repository has checked, and for the
 * fixes that mend them. A project that misses what an install or a build would make is not judged: its errors would be of that.
 * @param probes the folder of the built probes. @param settings the manifests and tsconfigs of the tree.
 */
export async function observeTypeErrors(
  tree: LintTree,
  probes: string,
  settings: SourceFile[],
): Promise<Observed> {
  const projects = typeProjects(settings)
  if (!projects.length) return { notRun: NO_PROJECT, isLasting: true }
  if (!existsSync(join(tree.path, COMPILER)))
    return {
      notRun: "the repository's own TypeScript is not installed, or has no interface to ask: npm ci",
      isLasting: true,
    }
  const plan: TypesPlan = { compiler: COMPILER, projects, mostFixes: MOST_FIXES, patienceMs: PATIENCE_MS }
  const { ended, stdout, stderr } = await tree.run(
    [process.execPath, join(probes, 'typeErrors.js'), JSON.stringify(plan)],
    false,
    [probes],
  )
  if (ended !== 'exit') return { notRun: `the type check ran into its limit of ${ended}` }
  const read = readTypeErrors(stdout)
  if (typeof read === 'string')
    return { notRun: `TypeScript could not be asked: ${read} ${stderr.trim().slice(0, 200)}`.trim() }
  const notes: string[] = []
  const errors = new Map<string, FoundError>()
  const isIgnored = openIgnored({ settings: new Map(settings.map(({ path, text }) => [path, text])) })
  for (const one of read) {
    const lacks = lacking(one, tree.path, isIgnored)
    if (lacks) notes.push(`types of ${one.project} are not judged: ${lacks}`)
    else for (const error of one.errors) errors.set(`${error.path} ${error.start} ${error.code}`, error)
  }
  return { observation: { kind: TYPE_ERRORS, data: [...errors.values()] }, notes }
}

/** What a project misses that is not in the tree and need not be: what is declared and not installed, or made by a build. */
function lacking(
  { errors, other }: ReadProject,
  tree: string,
  isIgnored: (path: string) => boolean,
): string | null {
  const elsewhere = other.find(one => /^TS(?:2688|6053|6305|6306|18003|5083|2727|2468): /.test(one))
  if (elsewhere) return elsewhere.slice(0, 200)
  for (const { path, code, message } of errors) {
    if (code === 6305) return message.slice(0, 200)
    const name =
      /^(?:Cannot find module|Could not find a declaration file for module|Cannot find type definition file for|File) '([^']+)'/.exec(
        message,
      )?.[1]
    if (name === undefined || ![2307, 2688, 7016, 2792, 6053, 2732].includes(code)) continue
    if (/^\.{1,2}\//.test(name)) {
      const place = join(path, '..', name)
      const made = [place, `${place}.ts`, `${place}.js`, `${place}/index.js`].some(isIgnored)
      if (made || /(?:^|\/)(?:dist|build|out|lib|generated|esm|cjs)(?:\/|$)|^\.{1,2}\/\./.test(place))
        return `${name} is not built`
      continue
    }
    const bare = packageOf(name)
    if (bare === null || isDeclared(tree, path, bare)) return `${name} is not installed or not built`
  }
  return null
}

/** Whether a manifest above a file names a package, or is that package. */
function isDeclared(tree: string, path: string, name: string): boolean {
  for (let at = path; at !== '.'; ) {
    at = join(at, '..')
    const manifest = join(tree, at, 'package.json')
    if (existsSync(manifest) && readFileSync(manifest, 'utf8').includes(`"${name}"`)) return true
  }
  return false
}
