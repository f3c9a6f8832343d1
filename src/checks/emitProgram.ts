import type { ts } from 'ts-morph'
import type { Path } from '../model/change.ts'
import type { Compiler } from './compiler.ts'
import { deadline } from './deadline.ts'
import type { Project } from './projects.ts'
import { TREE, type TreeHost } from './treeHost.ts'

/** What a whole program is compiled to, by the path of the source file; and what it could not resolve. */
export type Emitted = { files: Map<Path, string>; unresolved: string[] }

/**
 * Emits the files of a project with the project's own options. All files, not only the changed ones, unless it is known that these
 * decide nothing elsewhere: a type in one file decides what another one emits (decorator metadata, const enums, imports elided).
 * What only concerns other outputs (declarations, source maps) and what puts positions into the
 * output (jsxDEV) is off.
 * @param only the files that are emitted; all where it is null. To emit a file is to check it.
 * @throws OutOfTime
 */
export function emitProject(
  compiler: Compiler,
  host: TreeHost,
  project: Project,
  only: ReadonlySet<Path> | null,
  timeoutMs: number,
): Emitted {
  const { ts } = compiler
  const { options: own, fileNames, projectReferences } = project.command
  const options: ts.CompilerOptions = {
    ...own,
    removeComments: true,
    noEmit: false,
    noEmitOnError: false,
    declaration: false,
    declarationMap: false,
    composite: false,
    incremental: false,
    emitDeclarationOnly: false,
    sourceMap: false,
    inlineSourceMap: false,
    inlineSources: false,
    noCheck: false,
    outDir: '/out',
    ...(own.jsx === ts.JsxEmit.ReactJSXDev ? { jsx: ts.JsxEmit.ReactJSX } : {}),
  }
  delete options.tsBuildInfoFile
  delete options.declarationDir
  const program = ts.createProgram({
    rootNames: fileNames,
    options,
    ...(projectReferences ? { projectReferences } : {}),
    host: host.compiler(options, () => {}),
  })
  return { files: emitAll(program, only, timeoutMs), unresolved: only ? [] : unresolved(ts, program) }
}

function emitAll(program: ts.Program, only: ReadonlySet<Path> | null, timeoutMs: number): Map<Path, string> {
  const files = new Map<Path, string>()
  const until = deadline(timeoutMs)
  const { outFile } = program.getCompilerOptions()
  const write = (name: string) => (file: string, text: string) => {
    until.throwIfCancellationRequested()
    if (/\.(?:[cm]?js|jsx|json)$/.test(file)) files.set(name, text)
  }
  if (outFile) program.emit(undefined, write('all files'), until)
  else
    for (const file of program.getSourceFiles()) {
      if (file.isDeclarationFile || !file.fileName.startsWith(`${TREE}/`)) continue
      if (file.fileName.includes('/node_modules/')) continue
      const path = file.fileName.slice(TREE.length + 1)
      if (only && !only.has(path)) continue
      until.throwIfCancellationRequested()
      program.emit(file, write(path), until)
    }
  return files
}

/** Imports that lead nowhere, in files whose output could depend on what they lead to. */
function unresolved(ts: Compiler['ts'], program: ts.Program): string[] {
  const options = program.getCompilerOptions()
  if (options.isolatedModules || options.verbatimModuleSyntax) return []
  const checker = program.getTypeChecker()
  const found: string[] = []
  for (const file of program.getSourceFiles()) {
    if (file.isDeclarationFile || /\.(?:[cm]?js|jsx)$/.test(file.fileName)) continue
    for (const statement of file.statements) {
      if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) continue
      const from = statement.moduleSpecifier
      if (
        from &&
        ts.isStringLiteral(from) &&
        !checker.getSymbolAtLocation(from) &&
        !isUntyped(program, file, from)
      )
        found.push(`${file.fileName.slice(TREE.length + 1)}: ${from.text}`)
    }
  }
  return found
}

/** A bare import (`import './style.css'`) has no symbol either, and neither has a JavaScript package. */
function isUntyped(program: ts.Program, file: ts.SourceFile, from: ts.StringLiteral): boolean {
  const parent = from.parent as ts.ImportDeclaration
  if (parent.importClause === undefined && !('exportClause' in parent)) return true
  const found = program as unknown as {
    getResolvedModuleFromModuleSpecifier?(
      at: ts.StringLiteral,
      in_: ts.SourceFile,
    ): { resolvedModule?: unknown }
  }
  return found.getResolvedModuleFromModuleSpecifier?.(from, file)?.resolvedModule !== undefined
}

/** Emits one file that no project covers, as a tool does that looks at one file at a time. */
export function emitFile({ ts }: Compiler, path: Path, text: string): string {
  const compilerOptions: ts.CompilerOptions = {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.Preserve,
    jsx: ts.JsxEmit.Preserve,
    verbatimModuleSyntax: true,
    removeComments: true,
    allowJs: true,
  }
  return ts.transpileModule(text, { fileName: path, compilerOptions }).outputText
}
