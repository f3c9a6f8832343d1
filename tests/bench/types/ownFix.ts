import { ts } from 'ts-morph'
import { withPuts } from '../../../src/improvers/types/place.ts'
import { ownFiles, type TypedProject } from '../../../src/improvers/types/project.ts'
import type { Path } from '../../../src/model/change.ts'

/** Exported by the compiler, though not by its types. */
type Resolver = {
  getResolvedModule(
    file: ts.SourceFile,
    name: string,
    mode: ts.ResolutionMode,
  ): ts.ResolvedModuleWithFailedLookupLocations | undefined
}
const NOWHERE: ts.ResolvedModuleWithFailedLookupLocations = { resolvedModule: undefined }

/** What TypeScript's own "infer all types from usage" makes of the files of a program. */
export function inferFromUsage(project: TypedProject, wanted: Set<Path>): Map<Path, string> {
  const { program } = project
  const options = { ...program.getCompilerOptions(), noImplicitAny: true }
  const host: ts.LanguageServiceHost = {
    getCompilationSettings: () => options,
    getScriptFileNames: () => program.getSourceFiles().map(({ fileName }) => fileName),
    getScriptVersion: () => '1',
    getScriptSnapshot: name => {
      const text = program.getSourceFile(name)?.text
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text)
    },
    getCurrentDirectory: () => program.getCurrentDirectory(),
    getDefaultLibFileName: () =>
      program.getSourceFiles().find(file => program.isSourceFileDefaultLibrary(file))?.fileName ?? '',
    fileExists: name => program.getSourceFile(name) !== undefined,
    readFile: name => program.getSourceFile(name)?.text,
    // As the program did.
    resolveModuleNameLiterals: (names, containing, _redirected, settings) => {
      const file = program.getSourceFile(containing)!
      return names.map(name => {
        const mode = ts.getModeForUsageLocation(file, name, settings)
        return (program as unknown as Resolver).getResolvedModule(file, name.text, mode) ?? NOWHERE
      })
    },
  }
  const service = ts.createLanguageService(host)
  const texts = new Map<Path, string>()
  for (const { path, file } of ownFiles(project)) {
    if (!wanted.has(path)) continue
    const { changes } = service.getCombinedCodeFix(
      { type: 'file', fileName: file.fileName },
      'inferFromUsage',
      {},
      {},
    )
    for (const change of changes) {
      const to = ownFiles(project).find(one => one.file.fileName === change.fileName)
      if (!to) continue
      const puts = change.textChanges.map(({ span, newText }) => ({
        start: span.start,
        end: span.start + span.length,
        text: newText,
      }))
      texts.set(to.path, withPuts(to.file.text, puts))
    }
  }
  return texts
}
