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

/**
 * Writes the TypeScript that a benchmark leads to without its types, once, so that a hundred fresh processes need not do
 * it. Nothing of the tree is run. Imports are followed by their paths; packages are left as they are.
 * @param tree the exported tree, and `file` the benchmark in it.
 * @param into a folder of ours; gets `files.json`, which says where each path went.
 */
export async function stripTypes(tree: string, file: Path, into: string): Promise<void> {
  const { ts } = await import('ts-morph')
  mkdirSync(into, { recursive: true })
  const files: Record<Path, string> = {}
  const seen = new Set<Path>([file])
  const waiting = [file]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const text = readTreeFile(tree, path)
    if (text === null) continue
    if (TYPESCRIPT.test(path)) {
      const name = `${createHash('sha256').update(path).digest('hex')}.mjs`
      writeFileSync(join(into, name), strip(ts, text, path, optionsFor(ts, tree, path)))
      files[path] = name
    }
    for (const { fileName } of ts.preProcessFile(text, true, true).importedFiles) {
      const target = /^\.{1,2}(\/|$)/.test(fileName) ? found(tree, join(dirname(path), fileName)) : null
      if (target === null || seen.has(target)) continue
      seen.add(target)
      waiting.push(target)
    }
  }
  writeFileSync(join(into, 'files.json'), JSON.stringify(files))
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
