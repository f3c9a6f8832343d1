import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { sep } from 'node:path'
import type { ts } from 'ts-morph'
import type { Compiler } from './compiler.ts'

/** Where every exported tree seems to stand, so that base and head have the same file names. */
export const TREE = '/tree'

/** Parsed files by name, text and options; programs over equal texts share them. */
export type ParsedFiles = Map<string, ts.SourceFile>

/** Where TypeScript's own declarations seem to stand. */
const LIBRARY = '/node_modules/typescript/lib/'

export type TreeHost = {
  config: ts.ParseConfigHost
  compiler(options: ts.CompilerOptions, write: (file: string, text: string) => void): ts.CompilerHost
}

/**
 * Lets the compiler see an exported tree at `/tree`, the dependencies lent to it at their own place, its
 * own libraries, and nothing else: a symbolic link or an `extends` that leads elsewhere finds no file.
 */
export function treeHost(
  { ts, library }: Compiler,
  tree: string,
  lent: string[],
  parsed: ParsedFiles,
): TreeHost {
  const root = realpathSync(tree)
  const allowed = [root, ...lent].map(folder => `${folder}${sep}`)
  const outer = (path: string) =>
    path === TREE ? root : path.startsWith(`${TREE}/`) ? root + path.slice(TREE.length) : path
  const inner = (path: string) =>
    path === root ? TREE : path.startsWith(`${root}${sep}`) ? TREE + path.slice(root.length) : path
  /** The real path outside, or null when there is none or it may not be seen. */
  const seen = (path: string): string | null => {
    try {
      const real = realpathSync(outer(path))
      return allowed.some(folder => `${real}${sep}`.startsWith(folder)) ? real : null
    } catch {
      return null
    }
  }
  const isFile = (path: string) => {
    const real = seen(path)
    return real !== null && statSync(real).isFile()
  }
  const isFolder = (path: string) => {
    const real = seen(path)
    return real !== null && statSync(real).isDirectory()
  }
  const readFile = (path: string) => {
    if (path.startsWith(LIBRARY)) return library(path)
    const real = seen(path)
    return real !== null && statSync(real).isFile() ? readFileSync(real, 'utf8') : undefined
  }
  const folders = (path: string) => list(seen(path), isFolder, path)
  const config: ts.ParseConfigHost = {
    useCaseSensitiveFileNames: true,
    fileExists: isFile,
    readFile,
    readDirectory: (path, extensions, exclude, include, depth) =>
      matchFiles(ts)(
        path,
        extensions,
        exclude,
        include,
        true,
        TREE,
        depth,
        at => ({
          files: list(seen(at), isFile, at),
          directories: folders(at),
        }),
        at => inner(seen(at) ?? at),
      ),
  }
  const getSourceFile: ts.CompilerHost['getSourceFile'] = (file, how) => {
    const text = readFile(file)
    if (text === undefined) return undefined
    const version = createHash('sha256').update(text).digest('hex')
    const key = `${file}\n${JSON.stringify(how)}\n${version}`
    // By its version a program knows what has changed since the one before.
    const known = parsed.get(key) ?? Object.assign(ts.createSourceFile(file, text, how, true), { version })
    parsed.set(key, known)
    return known
  }
  return {
    config,
    compiler: (options, write): ts.CompilerHost & { useSourceOfProjectReferenceRedirect(): boolean } => ({
      // An exported tree holds no output of the projects it references, only their sources.
      useSourceOfProjectReferenceRedirect: () => true,
      getSourceFile,
      getDefaultLibFileName: () => `${LIBRARY}${ts.getDefaultLibFileName(options)}`,
      getDefaultLibLocation: () => LIBRARY,
      writeFile: write,
      getCurrentDirectory: () => TREE,
      getCanonicalFileName: file => file,
      useCaseSensitiveFileNames: () => true,
      getNewLine: () => '\n',
      fileExists: file => isFile(file) || (file.startsWith(LIBRARY) && library(file) !== undefined),
      readFile,
      directoryExists: isFolder,
      getDirectories: folders,
      realpath: path => inner(seen(path) ?? path),
      readDirectory: (path, extensions, exclude = [], include = [], depth) =>
        config.readDirectory(path, extensions, exclude, include, depth) as string[],
    }),
  }
}

function list(folder: string | null, keep: (path: string) => boolean, path: string): string[] {
  if (folder === null) return []
  return readdirSync(folder)
    .filter(name => keep(`${path}/${name}`))
    .sort()
}

type Entries = { files: string[]; directories: string[] }
type MatchFiles = (
  path: string,
  extensions: readonly string[],
  exclude: readonly string[] | undefined,
  include: readonly string[],
  caseSensitive: boolean,
  currentDirectory: string,
  depth: number | undefined,
  entries: (path: string) => Entries,
  realpath: (path: string) => string,
) => string[]

/** TypeScript's own reading of `include` and `exclude`; exported by it, though not by its types. */
function matchFiles(ts: Compiler['ts']): MatchFiles {
  return (ts as unknown as { matchFiles: MatchFiles }).matchFiles
}
