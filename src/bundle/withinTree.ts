import { readFile, realpath } from 'node:fs/promises'
import { relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { OnLoadArgs, OnLoadResult, Plugin } from 'esbuild'

/** How esbuild reads a file, by its ending. */
const LOADERS: Record<string, 'ts' | 'tsx' | 'js' | 'jsx'> = {
  ts: 'ts',
  mts: 'ts',
  cts: 'ts',
  tsx: 'tsx',
  js: 'js',
  mjs: 'js',
  cjs: 'js',
  jsx: 'jsx',
}

/**
 * Keeps what is bundled within the tree: packages are loaded by Node, and a link that leads elsewhere is refused.
 * @param tree its real path; `also` are other folders to read from.
 * @param instead texts that stand for files, by their real paths.
 */
export function withinTree(
  tree: string,
  also: string[] = [],
  instead: ReadonlyMap<string, string> = new Map(),
): Plugin {
  const isInside = (path: string) => [tree, ...also].some(folder => path.startsWith(`${folder}${sep}`))
  return {
    name: 'within',
    setup({ onResolve, onLoad, resolve, esbuild }) {
      onResolve({ filter: /^[^./]|^\.[^./]|^\.\.[^/]/ }, async args => {
        if (args.pluginData === 'asked' || args.kind === 'entry-point') return null
        if (args.path.startsWith('node:')) return { path: args.path, external: true }
        const found = await resolve(args.path, {
          kind: args.kind,
          resolveDir: args.resolveDir,
          importer: args.importer,
          pluginData: 'asked',
        })
        const own =
          found.errors.length === 0 && isInside(found.path) && !found.path.includes('/node_modules/')
        return own ? { path: found.path } : { path: args.path, external: true }
      })
      onLoad(
        // Every file, whatever its ending: text and data would be put into the bundle as they are.
        { filter: /./ },
        async (args: OnLoadArgs): Promise<OnLoadResult | null> => {
          const real = await realpath(args.path)
          if (!isInside(real))
            return {
              errors: [{ text: `${relative(tree, args.path)} lies outside of the repository` }],
            }
          const loader = LOADERS[/\.([^.]+)$/.exec(real)?.[1] ?? '']
          const given = instead.get(real)
          const text = given ?? (loader ? await readFile(real, 'utf8') : '')
          if (!loader || !text.includes('import.meta')) return given ? { contents: given, loader } : null
          // In one file there is one import.meta; each part keeps the address that it had.
          const define = { 'import.meta.url': JSON.stringify(pathToFileURL(real).href) }
          const { code } = await esbuild.transform(text, { loader, define, format: 'esm', target: 'node20' })
          return { contents: code, loader: 'js' }
        },
      )
    },
  }
}
