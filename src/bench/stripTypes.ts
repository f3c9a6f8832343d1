import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import type { ts as TypeScript } from 'ts-morph'
import type { Path } from '../model/change.ts'
import { kindOf, readTreeFile } from '../sandbox/readTreeFile.ts'
import { moduleCandidates, TYPESCRIPT } from '../source/moduleCandidates.ts'

/** What a project says that changes the program, beside types. */
const KEPT = [
  'experimentalDecorators',
  'emitDecoratorMetadata',
  'useDefineForClassFields',
  'jsx',
  'jsxFactory',
  'jsxFragmentFactory',
  'jsxImportSource',
  'verbatimModuleSyntax',
]

/** The TypeScript of one tree without its types, as far as anybody asked for it. */
export type Stripped = {
  /** Where it stands: a file for each path, and `files.json`, which says which. */
  folder: string
  /** Adds a file of the tree and all that its imports lead to by their paths; says whether anything was new. */
  add(file: Path): Promise<boolean>
}

/**
 * Keeps TypeScript without its types for a tree, so that a hundred fresh processes need not strip it. Nothing of the tree
 * is run, and no link is followed out of it. Packages are left as they are, until one turns out to lead back into the tree.
 * @param folder of ours, for what is written.
 */
export function openStripped(tree: string, folder: string): Stripped {
  const files: Record<Path, string> = {}
  const seen = new Set<Path>()
  mkdirSync(folder, { recursive: true })
  const save = () => writeFileSync(join(folder, 'files.json'), JSON.stringify(files))
  save()
  return {
    folder,
    async add(file) {
      const { ts } = await import('ts-morph')
      const before = Object.keys(files).length
      const waiting = [file]
      for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
        const text = seen.has(path) ? null : readTreeFile(tree, path)
        seen.add(path)
        if (text === null) continue
        if (TYPESCRIPT.test(path)) {
          const name = `${createHash('sha256').update(path).digest('hex')}.mjs`
          writeFileSync(join(folder, name), strip(ts, text, path, optionsFor(ts, tree, path)))
          files[path] = name
        }
        for (const { fileName } of ts.preProcessFile(text, true, true).importedFiles) {
          const relative = /^\.{1,2}(\/|$)/.test(fileName)
          const target = relative ? found(tree, join(dirname(path), fileName)) : null
          if (target !== null) waiting.push(target)
        }
      }
      save()
      return Object.keys(files).length > before
    },
  }
}

function found(tree: string, path: Path): Path | null {
  const inside = moduleCandidates(normalize(path)).filter(one => !one.startsWith('..'))
  return inside.find(one => /^(file|executable)$/.test(kindOf(tree, one) ?? '')) ?? null
}

function strip(
  ts: typeof TypeScript,
  text: string,
  fileName: Path,
  project: TypeScript.CompilerOptions,
): string {
  const { outputText } = ts.transpileModule(text, {
    fileName,
    compilerOptions: {
      ...project,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      isolatedModules: true,
      allowJs: true,
      removeComments: false,
    },
  })
  return outputText
}

/** Of the nearest tsconfig.json, without what it extends, which may stand in a package. */
function optionsFor(ts: typeof TypeScript, tree: string, path: Path): TypeScript.CompilerOptions {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const text = readTreeFile(tree, join(folder, 'tsconfig.json'))
    if (text !== null) {
      const { config } = ts.parseConfigFileTextToJson('tsconfig.json', text)
      const own = (config as { compilerOptions?: Record<string, unknown> } | undefined)?.compilerOptions ?? {}
      const kept = Object.fromEntries(KEPT.flatMap(key => (key in own ? [[key, own[key]]] : [])))
      return ts.convertCompilerOptionsFromJson(kept, '').options
    }
    if (folder === '.' || folder === '/') return {}
  }
}
