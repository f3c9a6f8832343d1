import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Candidate, CheckResult } from '../model/check.ts'
import type { Check, CheckContext } from './check.ts'
import { remember } from './checkCache.ts'
import { type Compiler, loadCompiler } from './compiler.ts'
import { OutOfTime } from './deadline.ts'
import { type Kinds, newKinds } from './diagnosticKinds.ts'
import { listTree } from './listTree.ts'
import { findProjects, type Project } from './projects.ts'
import { failed, inconclusive, notRun, passed } from './result.ts'
import { treeHost } from './treeHost.ts'
import { type ApiChanges, apiChanges, apiWords } from './typing/apiChanges.ts'
import { checkByOurs, glance } from './typing/ourCompiler.ts'
import { checkByOwn, NoAnswer, ownCompiler } from './typing/ownCompiler.ts'
import { seesLess } from './typing/seesLess.ts'

/**
 * No new diagnostics, compared by kind, in every tsconfig that covers a changed file. The repository's
 * own TypeScript has the last word, inside the sandbox; where there is none, ours does, and says so. Ours looks first
 * where it is of the same line.
 */
export const types: Check = {
  name: 'types',
  cost: 20,
  async run(candidate, context) {
    const compiler = await loadCompiler()
    const host = treeHost(compiler, candidate.head, context.readable, new Map())
    const configs = listTree(candidate.head, path => /(?:^|\/)[tj]sconfig[^/]*\.json$/.test(path))
    if (configs.length === 0) return notRun('no tsconfig: types not run')
    const projects = findProjects(compiler, host, configs, candidate.changed)
    if (projects.length === 0) return notRun('no tsconfig covers a changed file', { configs })
    const told: { config: string; compiler: string; before: number; after: number }[] = []
    for (const project of projects) {
      const answer = await compare(project, candidate, context, compiler)
      if ('status' in answer) return answer
      const { before, after, by } = answer
      const fresh = newKinds(before, after)
      const evidence = { config: project.path, compiler: by, new: fresh.slice(0, 20) }
      if (fresh.length > 0)
        return failed(`${fresh.length} new in ${project.path} (${by}): ${fresh[0]}`, evidence)
      told.push({ config: project.path, compiler: by, before: before.size, after: after.size })
    }
    const less = seesLess(compiler, candidate, context, projects)
    if (less !== null) return inconclusive(`no new diagnostics, but ${less}`, { projects: told })
    const all = told.map(one => one.config).join(', ')
    const api = await publicChanges(projects, candidate, compiler, context)
    const words = api && 'added' in api ? apiWords(api) : ''
    return passed(`no new diagnostics in ${all} (${told[0]?.compiler})${words}`, {
      projects: told,
      ...(api && { api }),
    })
  },
}

/** Of the first project in which there are any. That they can't be read takes nothing from the verdict. */
async function publicChanges(
  projects: Project[],
  candidate: Candidate,
  compiler: Compiler,
  context: CheckContext,
): Promise<ApiChanges | { unreadable: string } | null> {
  try {
    for (const project of projects) {
      const changes = await apiChanges(candidate, project, compiler, context)
      if (changes) return changes
    }
    return null
  } catch (error) {
    return { unreadable: (error as Error).message.split('\n')[0] ?? '' }
  }
}

type Compared = { before: Kinds; after: Kinds; by: string }

async function compare(
  project: Project,
  candidate: Candidate,
  context: CheckContext,
  compiler: Compiler,
): Promise<Compared | CheckResult> {
  const own = ownCompiler(candidate.head, project, context)
  const ours = `typescript ${compiler.ts.version}, ours`
  const by = own ? `typescript ${own.version}, the repository's own` : ours
  const check = (tree: string) =>
    own ? checkByOwn(own.tsc, tree, project, context) : checkByOurs(compiler, tree, project, context)
  const key = `types:${context.baseKey}:${project.path}:${by}`
  try {
    // A tsconfig that is new has nothing to be compared with: all of its diagnostics are new.
    const isNew = !existsSync(join(candidate.base, project.path))
    if (own && !isNew && project.references.length === 0 && isSameLine(own.version, compiler.ts.version)) {
      const seen = await glance(compiler, candidate, project, context).catch(() => null)
      const fresh = seen !== null && newKinds(seen.before, seen.after).length > 0
      if (fresh && lacking(seen.before) === undefined) return { ...seen, by: ours }
    }
    const before = isNew ? new Map() : await remember(context.cache, key, () => check(candidate.base))
    const after = await check(candidate.head)
    const missing = lacking(before)
    if (missing !== undefined && lacksDependencies(candidate.head, project))
      return notRun(`dependencies are not installed, so types mean little: run npm ci first (${missing})`)
    return { before, after, by }
  } catch (error) {
    if (error instanceof OutOfTime || error instanceof NoAnswer)
      return inconclusive(`${error.message} (${by})`)
    throw error
  }
}

/**
 * Whether our compiler is of the same line as the repository's own. Only then does it refuse alone, in a fraction of the
 * time; of another line it might refuse what the own one takes. It never passes anything alone.
 */
function isSameLine(own: string, ours: string): boolean {
  const line = (version: string) => /^(\d+\.\d+)\.\d+$/.exec(version)?.[1]
  return line(own) !== undefined && line(own) === line(ours)
}

function lacking(kinds: Kinds): string | undefined {
  return [...kinds.keys()].find(kind => /TS2307: |TS2688: /.test(kind))
}

function lacksDependencies(tree: string, project: Project): boolean {
  for (let folder = dirname(join(tree, project.path)); folder.length >= tree.length; folder = dirname(folder))
    if (existsSync(join(folder, 'node_modules')) || existsSync(join(folder, '.pnp.cjs'))) return false
  return true
}
