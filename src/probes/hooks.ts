import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { moduleCandidates, TYPESCRIPT } from '../source/moduleCandidates.ts'
import { SHIMS } from './commonJsShims.ts'
import type { WorkerArgs } from './protocol.ts'

// Node's hooks for modules (node:module, register): stand-ins for libraries of benchmarks, and TypeScript without its types.

type Resolved = { url: string; format?: string | null; shortCircuit?: boolean }
type Context = { parentURL?: string; format?: string | null }

let args: WorkerArgs = { tree: '/', file: '', stripped: '' }
/** Paths in the tree, and the files without types. */
let stripped: Record<string, string> = {}

export function initialize(given: WorkerArgs): void {
  args = given
  stripped = JSON.parse(readFileSync(join(given.stripped, 'files.json'), 'utf8')) as Record<string, string>
}

export async function resolve(
  specifier: string,
  context: Context,
  next: (specifier: string, context: Context) => Promise<Resolved>,
): Promise<Resolved> {
  const shim = Object.hasOwn(SHIMS, specifier) ? SHIMS[specifier] : undefined
  if (shim) return { url: new URL(shim, import.meta.url).href, format: 'commonjs', shortCircuit: true }
  const { parentURL } = context
  if (parentURL?.startsWith('file:') && /^\.{0,2}\//.test(specifier)) {
    const found = sourceOf(new URL(specifier, parentURL))
    if (found) return { url: found, shortCircuit: true }
  }
  return next(specifier, context)
}

export async function load(
  url: string,
  context: Context,
  next: (url: string, context: Context) => Promise<unknown>,
): Promise<unknown> {
  const path = url.startsWith('file:') ? fileURLToPath(url) : ''
  if (!TYPESCRIPT.test(path) || path.includes('/node_modules/')) return next(url, context)
  const file = stripped[path.slice(args.tree.length + 1)]
  if (!file) throw new Error(`not prepared: ${JSON.stringify(path)}`)
  return { format: 'module', source: readFileSync(join(args.stripped, file), 'utf8'), shortCircuit: true }
}

/** The file that an import means where Node itself would not find one. */
function sourceOf(url: URL): string | null {
  const [path = '', ...others] = moduleCandidates(fileURLToPath(new URL(url.pathname, 'file:')))
  if (isFile(path)) return null
  const found = others.find(isFile)
  return found ? pathToFileURL(found).href : null
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}
