import { existsSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import type { ts as TypeScript } from 'ts-morph'

export type Service = {
  language: TypeScript.LanguageService
  /** What is wrong with the project itself. */
  other: string[]
  /** Every error in the tree's own files. */
  all(): TypeScript.Diagnostic[]
  /** The errors of some files, as they would be over other texts. */
  over(texts: ReadonlyMap<string, string>, files: string[]): TypeScript.Diagnostic[]
  /** How the project writes what it imports. */
  habits(): Habits
  /** The path within the tree, or null for a file that is not its own. */
  pathOf(file: string): string | null
}

export type Habits = { preferences: TypeScript.UserPreferences; semicolons: 'ignore' | 'insert' | 'remove' }

/** Opens one project with a given TypeScript, reading from the disk. */
export function openService(ts: typeof TypeScript, tree: string, project: string): Service {
  const config = join(tree, project)
  const read = ts.readConfigFile(config, ts.sys.readFile)
  const command = ts.parseJsonConfigFileContent(read.config ?? {}, ts.sys, dirname(config), undefined, config)
  const { fileNames, projectReferences } = command
  const options: TypeScript.CompilerOptions = {
    ...command.options,
    noEmit: true,
    incremental: false,
    composite: false,
  }
  delete options.tsBuildInfoFile
  let texts: ReadonlyMap<string, string> = new Map()
  let round = 0
  const host: TypeScript.LanguageServiceHost & { useSourceOfProjectReferenceRedirect(): boolean } = {
    getCompilationSettings: () => options,
    getScriptFileNames: () => fileNames,
    getScriptVersion: file => (texts.has(file) ? `over ${round}` : '0'),
    getScriptSnapshot: file => {
      const text = texts.get(file) ?? ts.sys.readFile(file)
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text)
    },
    getCurrentDirectory: () => dirname(config),
    getDefaultLibFileName: given => ts.getDefaultLibFilePath(given),
    fileExists: ts.sys.fileExists,
    readFile: file => texts.get(file) ?? ts.sys.readFile(file),
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
    ...(ts.sys.realpath && { realpath: ts.sys.realpath }),
    ...(projectReferences && { getProjectReferences: () => projectReferences }),
    useSourceOfProjectReferenceRedirect: () => true,
  }
  let known: Habits | undefined
  const language = ts.createLanguageService(host)
  const pathOf = (file: string) => {
    const path = relative(tree, file).replaceAll('\\', '/')
    const isOwn = !path.startsWith('..') && !path.split('/').includes('node_modules') && existsSync(file)
    return isOwn ? path : null
  }
  const isError = (one: TypeScript.Diagnostic) => one.category === ts.DiagnosticCategory.Error
  const ofFiles = (files: string[]) =>
    files
      .flatMap(file => [...language.getSyntacticDiagnostics(file), ...language.getSemanticDiagnostics(file)])
      .filter(isError)
  const wrong = [read.error, ...command.errors].filter(one => one !== undefined)
  return {
    language,
    other: [...wrong, ...language.getCompilerOptionsDiagnostics()]
      .filter(one => isError(one) && one.file === undefined)
      .map(one => `TS${one.code}: ${ts.flattenDiagnosticMessageText(one.messageText, ' ')}`),
    all: () => {
      const files = language.getProgram()?.getSourceFiles() ?? []
      return ofFiles(files.map(({ fileName }) => fileName).filter(file => pathOf(file) !== null))
    },
    over: (next, files) => {
      texts = next
      round += 1
      try {
        return ofFiles(files)
      } finally {
        texts = new Map()
        round += 1
      }
    },
    habits: () => {
      known ??= habits(
        (language.getProgram()?.getSourceFiles() ?? []).filter(file => pathOf(file.fileName) !== null),
      )
      return known
    },
    pathOf,
  }
}

/** How most imports of a project are written: with an ending or without, which decides whether Node finds them, quotes, semicolons. */
function habits(files: readonly TypeScript.SourceFile[]): Habits {
  const imports = files.flatMap(({ text }) => [
    ...text.matchAll(/^(?:import|export)\b.*\bfrom\s*(['"])([^'"\n]+)\1(;?)[ \t]*\r?$/gm),
  ])
  const most = (all: unknown[], of: unknown[]) => of.length > all.length / 2
  const relative = imports.filter(([, , name = '']) => /^\.{1,2}\//.test(name))
  const ended = relative.filter(([, , name = '']) => /\.[cm]?[jt]sx?$/.test(name))
  if (imports.length === 0) return { preferences: {}, semicolons: 'ignore' }
  return {
    preferences: {
      quotePreference: most(
        imports,
        imports.filter(([, quote]) => quote === "'"),
      )
        ? 'single'
        : 'double',
      ...(most(relative, ended) && { importModuleSpecifierEnding: 'js' as const }),
    },
    semicolons: most(
      imports,
      imports.filter(([, , , end]) => end === ';'),
    )
      ? 'insert'
      : 'remove',
  }
}
