import { existsSync } from 'node:fs'
import { availableParallelism, freemem } from 'node:os'
import { dirname, join } from 'node:path'
import type { Candidate, CheckResult } from '../model/check.ts'
import { isPlugAndPlay } from '../sandbox/plugAndPlay.ts'
import type { Check, CheckContext } from './check.ts'
import { remember } from './checkCache.ts'
import { type Compiler, loadCompiler } from './compiler.ts'
import { OutOfTime } from './deadline.ts'
import { type Kinds, newKinds } from './diagnosticKinds.ts'
import { openLanes } from './lanes.ts'
import { listTree } from './listTree.ts'
import { findProjects, type Project } from './projects.ts'
import { failed, inconclusive, notRun, passed } from './result.ts'
import { treeHost } from './treeHost.ts'
import { type ApiChanges, apiChanges, apiWords, surfaceOf } from './typing/apiChanges.ts'
import { askOurs, OutOfMemory } from './typing/askOurs.ts'
import { commentsAlone } from './typing/commentsAlone.ts'
import { checkByOwn, NoAnswer, ownCompiler } from './typing/ownCompiler.ts'
import { seesLess } from './typing/seesLess.ts'
import { type Sight, sightOf } from './typing/sight.ts'

/** A compiler keeps one processor busy, and may need as much memory as a check has: two of them where there is room. */
function lanesFor(memoryBytes: number): number {
  return availableParallelism() > 1 && freemem() > 2 * memoryBytes ? 2 : 1
}

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
    if (commentsAlone(compiler, candidate))
      return passed('not a word but of comments changed, and none that a compiler reads')
    const told: { config: string; compiler: string; before: number; after: number }[] = []
    for (const project of projects) {
      const found = await glance(project, candidate, context, compiler)
      if (found !== null) return found
    }
    // Read in the compiler's thread meanwhile.
    const changes = publicChanges(projects, candidate, context)
    const lane = openLanes(lanesFor(context.limits.memoryBytes))
    const compared = groups(projects, candidate, context).map(async group => ({
      config: namesOf(group),
      answer: await compare(group, candidate, context, compiler, lane),
    }))
    for (const { config, answer } of await Promise.all(compared)) {
      if ('status' in answer) return answer
      const result = refused(config, answer)
      if (result !== null)
        return isPlugAndPlay(candidate.head) && lacksPackages(answer)
          ? inconclusive(`packages that Plug'n'Play finds have no types here: ${result.why}`, result.evidence)
          : result
      const { before, after, by } = answer
      told.push({ config, compiler: by, before: before.size, after: after.size })
    }
    const less = seesLess(compiler, candidate, context, projects)
    if (less !== null) return inconclusive(`no new diagnostics, but ${less}`, { projects: told })
    const all = told.map(one => one.config).join(', ')
    const api = await changes
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
  context: CheckContext,
): Promise<ApiChanges | { unreadable: string } | null> {
  const asked = new Set<string>()
  try {
    for (const project of projects) {
      const surface = surfaceOf(candidate, project)
      if (surface === null || asked.has(surface.entries.join())) continue
      asked.add(surface.entries.join())
      const changes = await apiChanges(candidate, project, surface, context)
      if (changes) return changes
    }
    return null
  } catch (error) {
    return { unreadable: (error as Error).message.split('\n')[0] ?? '' }
  }
}

type Compared = { before: Kinds; after: Kinds; by: string }

function refused(config: string, { before, after, by }: Compared): CheckResult | null {
  const fresh = newKinds(before, after)
  if (fresh.length === 0) return null
  const evidence = { config, compiler: by, new: fresh.slice(0, 20) }
  return failed(`${fresh.length} new in ${config} (${by}): ${fresh[0]}`, evidence)
}

/** Projects that one compiler builds at once, where they are built: what they reference is built once for all of them. */
type Group = [Project, ...Project[]]

function groups(projects: Project[], { base, head }: Candidate, context: CheckContext): Group[] {
  const found = new Map<string, Group>()
  for (const project of projects) {
    const own = project.references.length > 0 ? ownCompiler(head, project, context) : null
    const key = own ? `${own.tsc}\n${isNew(project, base)}` : project.path
    const known = found.get(key)
    if (known) known.push(project)
    else found.set(key, [project])
  }
  return [...found.values()]
}

/** A tsconfig that is new has nothing to be compared with: all of its diagnostics are new. */
function isNew({ path }: Project, base: string): boolean {
  return !existsSync(join(base, path))
}

function namesOf(group: Group): string {
  return group.map(({ path }) => path).join(', ')
}

function oursSays({ ts }: Compiler): string {
  return `typescript ${ts.version}, ours`
}

/** A refusal by our own compiler, where it may refuse alone; else null. */
async function glance(
  project: Project,
  { base, head }: Candidate,
  context: CheckContext,
  compiler: Compiler,
): Promise<CheckResult | null> {
  const own = ownCompiler(head, project, context)
  if (!own || !isSameLine(own.version, compiler.ts.version)) return null
  if (project.references.length > 0 || isNew(project, base)) return null
  const [before, after] = [base, head].map(tree => sightOf(tree, project, context)) as [Sight, Sight]
  const { probes, limits, baseKey } = context
  const seen = await askOurs(probes, limits, 'glance', before, after, baseKey).catch(() => null)
  if (seen === null || lacking(seen.before) !== undefined) return null
  return refused(project.path, { ...seen, by: oursSays(compiler) })
}

async function compare(
  group: Group,
  { base, head }: Candidate,
  context: CheckContext,
  compiler: Compiler,
  lane: ReturnType<typeof openLanes>,
): Promise<Compared | CheckResult> {
  const [project] = group
  const own = ownCompiler(head, project, context)
  const by = own ? `typescript ${own.version}, the repository's own` : oursSays(compiler)
  const check = (tree: string): Promise<Kinds> =>
    own
      ? lane(() => checkByOwn(own.tsc, tree, group, context))
      : askOurs(context.probes, context.limits, 'kinds', sightOf(tree, project, context))
  const key = `types:${context.baseKey}:${namesOf(group)}:${by}`
  try {
    // Both to their end, so that nothing still runs when this is over.
    const [before, after] = await bothOf(
      isNew(project, base) ? Promise.resolve(new Map()) : remember(context.cache, key, () => check(base)),
      check(head),
    )
    const missing = lacking(before)
    if (missing !== undefined && group.some(one => lacksDependencies(head, one)))
      return notRun(`dependencies are not installed, so types mean little: run npm ci first (${missing})`)
    return { before, after, by }
  } catch (error) {
    const isLimit = [OutOfTime, OutOfMemory, NoAnswer].some(one => error instanceof one)
    if (isLimit) return inconclusive(`${(error as Error).message} (${by})`)
    throw error
  }
}

async function bothOf<A, B>(one: Promise<A>, other: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([one, other])
  return [await one, await other]
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

/** What comes of a package that is not seen, as arguments without a type, is no fault of the change. */
function lacksPackages({ before, after }: Compared): boolean {
  return [...before.keys(), ...after.keys()].some(kind => /TS2307: [^']*'[^.']|TS2688: /.test(kind))
}

function lacksDependencies(tree: string, project: Project): boolean {
  for (let folder = dirname(join(tree, project.path)); folder.length >= tree.length; folder = dirname(folder))
    if (existsSync(join(folder, 'node_modules')) || existsSync(join(folder, '.pnp.cjs'))) return false
  return true
}
