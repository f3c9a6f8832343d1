import type { ts } from 'ts-morph'
import type { CheckContext } from '../check.ts'
import { remember } from '../checkCache.ts'
import type { Compiler } from '../compiler.ts'
import { deadline } from '../deadline.ts'
import { addKind, type Kinds } from '../diagnosticKinds.ts'
import { findProjects, type Project } from '../projects.ts'
import { type ParsedFiles, treeHost } from '../treeHost.ts'

/** A program that remembers what it found, so that the next one looks only at what a change can reach. */
type Builder = ts.SemanticDiagnosticsBuilderProgram

/**
 * What our own compiler reports, in this process.
 * @throws OutOfTime
 */
export async function checkByOurs(
  compiler: Compiler,
  tree: string,
  project: Project,
  context: CheckContext,
): Promise<Kinds> {
  return (await build(compiler, tree, project, context, undefined)).kinds
}

/**
 * A faster look at both sides: at the head only the files are looked at that the change can reach, as `tsc --incremental`
 * does. The base is remembered. The native checker of TypeScript 7 looks at all files in half of that time; it is not taken
 * here, since its interface is unstable, it takes 31 MB, and being of another line than most it
 * would still need the own compiler's word on what it refuses.
 * @throws OutOfTime
 */
export async function glance(
  compiler: Compiler,
  trees: { base: string; head: string },
  project: Project,
  context: CheckContext,
): Promise<{ before: Kinds; after: Kinds }> {
  const key = `glance:${context.baseKey}:${project.path}`
  const before = await remember(context.cache, key, () =>
    build(compiler, trees.base, project, context, undefined),
  )
  const after = await build(compiler, trees.head, project, context, before.builder)
  return { before: before.kinds, after: after.kinds }
}

async function build(
  compiler: Compiler,
  tree: string,
  project: Project,
  context: CheckContext,
  old: Builder | undefined,
): Promise<{ kinds: Kinds; builder: Builder | undefined }> {
  const until = deadline(context.limits.timeoutMs)
  const parsed = await remember(context.cache, 'parsed:types', async (): Promise<ParsedFiles> => new Map())
  const host = treeHost(compiler, tree, context.readable, parsed)
  const [here] = findProjects(compiler, host, [project.path], [project.path])
  if (!here) return { kinds: new Map(), builder: undefined }
  const { ts } = compiler
  // TypeScript's own declarations are the same on both sides, and half of the work.
  const options: ts.CompilerOptions = { ...here.command.options, noEmit: true, skipDefaultLibCheck: true }
  const { fileNames, projectReferences: references } = here.command
  const builder = ts.createSemanticDiagnosticsBuilderProgram(
    fileNames,
    options,
    host.compiler(options, () => {}),
    old,
    undefined,
    references,
  )
  const program = builder.getProgram()
  const kinds: Kinds = new Map()
  const all = [
    ...program.getConfigFileParsingDiagnostics(),
    ...program.getOptionsDiagnostics(until),
    ...program.getGlobalDiagnostics(until),
    ...program.getSyntacticDiagnostics(undefined, until),
    // In one call: for a file at a time the builder would not see what follows from other files.
    ...builder.getSemanticDiagnostics(undefined, until),
  ]
  for (const one of all)
    if (one.category === ts.DiagnosticCategory.Error)
      addKind(
        kinds,
        one.file?.fileName.slice(6) ?? '',
        String(one.code),
        ts.flattenDiagnosticMessageText(one.messageText, ' '),
      )
  return { kinds, builder }
}
