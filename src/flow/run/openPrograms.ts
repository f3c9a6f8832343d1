import { loadCompiler } from '../../checks/compiler.ts'
import { listTree } from '../../checks/listTree.ts'
import { findProjects } from '../../checks/projects.ts'
import { treeHost } from '../../checks/treeHost.ts'
import type { Repository } from '../../git/repository.ts'
import { openWarmTree } from '../../git/warmTree.ts'
import type { TypedProject } from '../../improvers/types.ts'
import type { Oid } from '../../model/change.ts'
import type { Source, SourceFile } from '../../model/finding.ts'
import { lendDependencies } from '../../sandbox/lendDependencies.ts'
import { isCode } from './collectSource.ts'
import type { Observed } from './observed.ts'
import { openTypedProject } from './typedProject.ts'

/** What programs are opened for: the kind of the observation, the files that count, and what is done with them, in words. */
export type ProgramsFor = { kind: string; wants(file: SourceFile): boolean; does: string }

/**
 * The programs that the tsconfigs of a tree make of those files that are wanted, one at a time as they are asked for. They are read by our
 * own compiler in this process; nothing of the repository's runs.
 */
export async function openPrograms(
  repo: Repository,
  base: Oid,
  source: Source,
  folder: string,
  progress: (text: string) => void,
  { kind, wants, does }: ProgramsFor,
): Promise<Observed> {
  const wanted = source.files.filter(wants).map(({ path }) => path)
  if (!wanted.length) return { observation: { kind, data: [] } }
  await openWarmTree(repo, folder, false).fill(base)
  const readable = lendDependencies(repo.dir, [folder])
  const compiler = await loadCompiler()
  const host = treeHost(compiler, folder, readable, new Map())
  const configs = listTree(folder, path => /(?:^|\/)[tj]sconfig[^/]*\.json$/.test(path))
  if (!configs.length) return { notRun: 'there is no tsconfig', isLasting: true }
  // The smallest that covers a file: another may know of types that only its tests declare.
  const projects = findProjects(compiler, host, configs, wanted).sort((a, b) => a.files.size - b.files.size)
  const programs = function* (): Generator<TypedProject> {
    const left = new Set(wanted)
    for (const project of projects) {
      if (![...left].some(path => project.files.has(path))) continue
      for (const path of project.files) left.delete(path)
      progress(`${does}, as ${project.path} has them`)
      yield openTypedProject(compiler, host, project, isCode)
    }
  }
  return { observation: { kind, data: programs() } }
}
