import { createHash } from 'node:crypto'
import type { ts } from 'ts-morph'
import type { Compiler } from '../../checks/compiler.ts'
import type { Project } from '../../checks/projects.ts'
import { TREE, type TreeHost } from '../../checks/treeHost.ts'
import type { TypedProject } from '../../improvers/types/project.ts'
import type { Path } from '../../model/change.ts'

/**
 * Opens what one tsconfig covers for the improver of types.
 * @param isOwn whether a path of the tree is the repository's own code.
 */
export function openTypedProject(
  { ts }: Compiler,
  host: TreeHost,
  { command }: Project,
  isOwn: (path: Path) => boolean,
): TypedProject {
  const options: ts.CompilerOptions = {
    ...command.options,
    noEmit: true,
    skipLibCheck: true,
    composite: false,
    incremental: false,
  }
  delete options.tsBuildInfoFile
  const { fileNames, projectReferences: references } = command
  const pathOf = (file: ts.SourceFile) => {
    if (!file.fileName.startsWith(`${TREE}/`) || file.fileName.includes('/node_modules/')) return null
    const path = file.fileName.slice(TREE.length + 1)
    return isOwn(path) ? path : null
  }
  const edited = new Map<string, ts.SourceFile>()
  const open = (texts: ReadonlyMap<Path, string>, old?: ts.Program): TypedProject => {
    const plain = host.compiler(options, () => {})
    const compilerHost: ts.CompilerHost = {
      ...plain,
      readFile: file => textOf(file, texts) ?? plain.readFile(file),
      getSourceFile: (file, how, ...rest) => {
        const text = textOf(file, texts)
        if (text === undefined) return plain.getSourceFile(file, how, ...rest)
        const version = createHash('sha256').update(text).digest('hex')
        const key = `${file}\n${version}`
        const known =
          edited.get(key) ?? Object.assign(ts.createSourceFile(file, text, how, true), { version })
        edited.set(key, known)
        return known
      },
    }
    const program = ts.createProgram({
      rootNames: fileNames,
      options,
      host: compilerHost,
      ...(references ? { projectReferences: references } : {}),
      ...(old ? { oldProgram: old } : {}),
    })
    return { program, pathOf, over: more => open(new Map([...texts, ...more]), program) }
  }
  return open(new Map())
}

function textOf(file: string, texts: ReadonlyMap<Path, string>): string | undefined {
  return file.startsWith(`${TREE}/`) ? texts.get(file.slice(TREE.length + 1)) : undefined
}
