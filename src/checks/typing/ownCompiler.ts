import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { CheckContext } from '../check.ts'
import { withCopy } from '../copyTree.ts'
import { type Kinds, readDiagnostics } from '../diagnosticKinds.ts'
import type { Project } from '../projects.ts'
import { runIn } from '../runIn.ts'

/** The compiler did not come to an end that says anything. */
export class NoAnswer extends Error {}

/** The TypeScript that is installed nearest to a project, of any version: since 7 it is native, and still has its `tsc`. */
export function ownCompiler(tree: string, project: Project, context: CheckContext) {
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

/**
 * What the repository's own compiler reports, run inside the sandbox, since loading it runs the repository's code.
 * @param projects several only where each references others.
 * @throws NoAnswer
 */
export async function checkByOwn(
  tsc: string,
  tree: string,
  [project, ...more]: [Project, ...Project[]],
  context: CheckContext,
): Promise<Kinds> {
  const { options } = project.command
  const builds = project.references.length > 0
  const incremental = options.incremental || options.composite
  const flags = builds
    ? ['--build', project.path, ...more.map(one => one.path), '--pretty', 'false']
    : ['--project', project.path, '--noEmit', '--pretty', 'false']
  if (!builds && incremental) flags.push('--tsBuildInfoFile', '/tmp/git-improver.tsbuildinfo')
  // As long as it might take for each of them alone.
  const limits = { ...context.limits, timeoutMs: context.limits.timeoutMs * (more.length + 1) }
  const run = (at: string) =>
    runIn(at, [process.execPath, join(at, tsc), ...flags], { ...context, limits }, { writable: builds })
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
  // Where some reference each other in a circle it builds none of all those that it was given.
  if (more.length > 0 && [...kinds.keys()].some(kind => kind.includes(': TS6202: ')))
    for (const one of [project, ...more])
      for (const [kind, count] of await checkByOwn(tsc, tree, [one], context))
        kinds.set(kind, (kinds.get(kind) ?? 0) + count)
  return kinds
}
