import { getHeapStatistics } from 'node:v8'
import type { ts } from 'ts-morph'
import type { Path } from '../../model/change.ts'
import type { Compiler } from '../compiler.ts'
import { deadline } from '../deadline.ts'
import { addKind, type Kinds } from '../diagnosticKinds.ts'
import { findProjects } from '../projects.ts'
import { type ParsedFiles, treeHost } from '../treeHost.ts'
import { type Api, readApi } from './publicApi.ts'
import type { Sight } from './sight.ts'

/** What our compiler can be asked, and what it answers. */
export type OurCompiler = {
  /** What it reports. @throws OutOfTime */
  kinds(at: Sight): Kinds
  /**
   * A faster look at both sides: at the head only the files are looked at that the change can reach, as `tsc --incremental`
   * does. The base is remembered by its key. The native checker of TypeScript 7 looks at all files in half of that time; it
   * is not taken here, since its interface is unstable, it takes 31 MB, and being of another line than most it would still
   * need the own compiler's word on what it refuses.
   * @throws OutOfTime
   */
  glance(base: Sight, head: Sight, baseKey: string): { before: Kinds; after: Kinds }
  /** The types of what some files export. @throws OutOfTime */
  api(at: Sight, entries: Path[]): Api
}

/** A program that remembers what it found, so that the next one looks only at what a change can reach. */
type Builder = ts.SemanticDiagnosticsBuilderProgram
type Built = { kinds: Kinds; builder: Builder | undefined }

/** Opens our own compiler; it keeps programs of bases and parsed files as long as memory is plenty. */
export function openOurCompiler(compiler: Compiler): OurCompiler {
  const parsed: ParsedFiles = new Map()
  const bases = new Map<string, Built>()
  const spare = <T>(answer: T): T => {
    const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics()
    if (used > limit / 2) for (const kept of [bases, parsed]) kept.clear()
    return answer
  }
  return {
    kinds: at => spare(build(compiler, at, parsed, undefined).kinds),
    glance(base, head, baseKey) {
      const key = `${baseKey}\n${base.tree}\n${base.config}`
      const before = bases.get(key) ?? build(compiler, base, parsed, undefined)
      bases.set(key, before)
      const after = build(compiler, head, parsed, before.builder)
      return spare({ before: before.kinds, after: after.kinds })
    },
    api: (at, entries) => spare(readApi(compiler, at, entries, parsed)),
  }
}

function build(
  compiler: Compiler,
  { tree, readable, config, timeoutMs }: Sight,
  parsed: ParsedFiles,
  old: Builder | undefined,
): Built {
  const until = deadline(timeoutMs)
  const host = treeHost(compiler, tree, readable, parsed)
  const [here] = findProjects(compiler, host, [config], [config])
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
