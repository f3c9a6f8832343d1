import type { ts } from 'ts-morph'
import type { Path } from '../../model/change.ts'
import type { CheckContext } from '../check.ts'
import type { Compiler } from '../compiler.ts'
import type { TypeReader } from '../inputs/describeType.ts'
import { listTree } from '../listTree.ts'
import { findProjects } from '../projects.ts'
import { type ParsedFiles, TREE, treeHost } from '../treeHost.ts'

/** Some files of a tree with all that they import, and a checker over them. */
export type ModuleProgram = TypeReader & {
  file(path: Path): ts.SourceFile | undefined
  /** Where the compiler has something to say of a file: half-open ranges of it. */
  troubles(path: Path): { start: number; end: number }[]
}

/** Where no tsconfig covers a file it is read as an editor reads it. */
const BY_DEFAULT = (ts: Compiler['ts']): ts.CompilerOptions => ({
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  strict: true,
})

/** Opens files with the options of the project that covers the first of them, and no others than these and what they lead to. */
export function openModules(
  compiler: Compiler,
  tree: string,
  { readable }: Pick<CheckContext, 'readable'>,
  files: Path[],
  parsed: ParsedFiles,
): ModuleProgram {
  const { ts } = compiler
  const host = treeHost(compiler, tree, readable, parsed)
  const configs = listTree(tree, path => /(?:^|\/)[tj]sconfig[^/]*\.json$/.test(path))
  const [project] = findProjects(compiler, host, configs, files.slice(0, 1))
  const options: ts.CompilerOptions = {
    ...(project?.command.options ?? BY_DEFAULT(ts)),
    allowJs: true,
    noEmit: true,
    skipLibCheck: true,
    composite: false,
    incremental: false,
  }
  delete options.tsBuildInfoFile
  const program = ts.createProgram({
    rootNames: files.map(file => `${TREE}/${file}`),
    options,
    host: host.compiler(options, () => {}),
  })
  const file = (path: Path) => program.getSourceFile(`${TREE}/${path}`)
  return {
    ts,
    checker: program.getTypeChecker(),
    file,
    troubles(path) {
      const own = file(path)
      if (!own) return []
      const all = [...program.getSyntacticDiagnostics(own), ...program.getSemanticDiagnostics(own)]
      return all.flatMap(({ start, length = 0 }) =>
        start === undefined ? [] : [{ start, end: start + length }],
      )
    },
  }
}
