import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { ts } from 'ts-morph'
import type { Candidate, CheckResult } from '../model/check.ts'
import type { Check, CheckContext } from './check.ts'
import { remember } from './checkCache.ts'
import { type Compiler, loadCompiler } from './compiler.ts'
import { withCopy } from './copyTree.ts'
import { deadline, OutOfTime } from './deadline.ts'
import { addKind, type Kinds, newKinds, readDiagnostics } from './diagnosticKinds.ts'
import { listTree } from './listTree.ts'
import { findProjects, type Project } from './projects.ts'
import { failed, inconclusive, notRun, passed } from './result.ts'
import { runIn } from './runIn.ts'
import { type ParsedFiles, treeHost } from './treeHost.ts'

/**
 * No new diagnostics, compared by kind, in every tsconfig that covers a changed file. The repository's
 * own TypeScript judges, inside the sandbox, since loading it runs its code; where there is none, ours does.
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
    const all = told.map(one => one.config).join(', ')
    return passed(`no new diagnostics in ${all} (${told[0]?.compiler})`, { projects: told })
  },
}

type Compared = { before: Kinds; after: Kinds; by: string }

async function compare(
  project: Project,
  candidate: Candidate,
  context: CheckContext,
  compiler: Compiler,
): Promise<Compared | CheckResult> {
  const own = ownCompiler(candidate.head, project, context)
  const by = own
    ? `typescript ${own.version}, the repository's own`
    : `typescript ${compiler.ts.version}, ours`
  const check = (tree: string) =>
    own ? checkByOwn(own.tsc, tree, project, context) : checkByOurs(compiler, tree, project, context)
  const key = `types:${context.baseKey}:${project.path}:${by}`
  try {
    // A tsconfig that is new has nothing to be compared with: all of its diagnostics are new.
    const isNew = !existsSync(join(candidate.base, project.path))
    const before = isNew ? new Map() : await remember(context.cache, key, () => check(candidate.base))
    const after = await check(candidate.head)
    const missing = [...before.keys()].find(kind => /TS2307: |TS2688: /.test(kind))
    if (missing && lacksDependencies(candidate.head, project))
      return notRun(`dependencies are not installed, so types mean little: run npm ci first (${missing})`)
    return { before, after, by }
  } catch (error) {
    if (error instanceof OutOfTime || error instanceof NoAnswer)
      return inconclusive(`${error.message} (${by})`)
    throw error
  }
}

class NoAnswer extends Error {}

function ownCompiler(tree: string, project: Project, context: CheckContext) {
  for (
    let folder = dirname(join(tree, project.path));
    folder.length >= tree.length;
    folder = dirname(folder)
  ) {
    const tsc = join(folder, 'node_modules/typescript/bin/tsc')
    if (!existsSync(tsc)) continue
    // Committed with the tree or lent: the sandbox can see both, and nothing else.
    const real = realpathSync(tsc)
    const seen = [realpathSync(tree), ...context.readable].some(root => real.startsWith(`${root}/`))
    if (!seen) continue
    const { version } = JSON.parse(readFileSync(join(dirname(real), '../package.json'), 'utf8'))
    return { tsc: tsc.slice(tree.length + 1), version: String(version) }
  }
  return null
}

async function checkByOwn(
  tsc: string,
  tree: string,
  project: Project,
  context: CheckContext,
): Promise<Kinds> {
  const { options } = project.command
  const builds = project.references.length > 0
  const incremental = options.incremental || options.composite
  const flags = builds
    ? ['--build', project.path, '--pretty', 'false']
    : ['--project', project.path, '--noEmit', '--pretty', 'false']
  if (!builds && incremental) flags.push('--tsBuildInfoFile', '/tmp/git-improver.tsbuildinfo')
  const run = (at: string) =>
    runIn(at, [process.execPath, join(at, tsc), ...flags], context, { writable: builds })
  // References are only followed through what the referenced projects emit: build them, in a copy.
  const [result, at] = builds
    ? await withCopy(tree, async copy => [await run(copy), copy] as const)
    : [await run(tree), tree]
  if (result.ended !== 'exit') throw new NoAnswer(`the type check ran into its limit of ${result.ended}`)
  const kinds = readDiagnostics(result.stdout, at)
  if (result.code !== 0 && kinds.size === 0)
    throw new NoAnswer(
      `tsc ended with ${result.code}: ${(result.stderr || result.stdout).trim().slice(0, 200)}`,
    )
  return kinds
}

async function checkByOurs(
  compiler: Compiler,
  tree: string,
  project: Project,
  context: CheckContext,
): Promise<Kinds> {
  const parsed = await remember(context.cache, 'parsed:types', async (): Promise<ParsedFiles> => new Map())
  const host = treeHost(compiler, tree, context.readable, parsed)
  const [here] = findProjects(compiler, host, [project.path], [project.path])
  if (!here) return new Map()
  const { ts } = compiler
  const options: ts.CompilerOptions = { ...here.command.options, noEmit: true }
  const program = ts.createProgram({
    rootNames: here.command.fileNames,
    options,
    ...(here.command.projectReferences ? { projectReferences: here.command.projectReferences } : {}),
    host: host.compiler(options, () => {}),
  })
  const until = deadline(context.limits.timeoutMs)
  const kinds: Kinds = new Map()
  const all = [
    ...program.getConfigFileParsingDiagnostics(),
    ...program.getOptionsDiagnostics(until),
    ...program.getGlobalDiagnostics(until),
    ...program.getSyntacticDiagnostics(undefined, until),
    ...program
      .getSourceFiles()
      // TypeScript's own declarations are the same on both sides, and half of the work.
      .filter(file => !program.isSourceFileDefaultLibrary(file))
      .flatMap(file => program.getSemanticDiagnostics(file, until)),
  ]
  for (const one of all)
    if (one.category === ts.DiagnosticCategory.Error)
      addKind(
        kinds,
        one.file?.fileName.slice(6) ?? '',
        String(one.code),
        ts.flattenDiagnosticMessageText(one.messageText, ' '),
      )
  return kinds
}

function lacksDependencies(tree: string, project: Project): boolean {
  for (let folder = dirname(join(tree, project.path)); folder.length >= tree.length; folder = dirname(folder))
    if (existsSync(join(folder, 'node_modules')) || existsSync(join(folder, '.pnp.cjs'))) return false
  return true
}
