import { createHash } from 'node:crypto'
import { readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { BuildFailure, OnLoadArgs, OnLoadResult, Plugin } from 'esbuild'
import type { Path } from '../model/change.ts'
import { Failure } from '../model/failure.ts'

/** Libraries that benchmarks are written with: each has a stand-in that takes the definitions and measures nothing. */
const LIBRARIES = ['mitata', 'tinybench', 'vitest']

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
 * Makes one file of a benchmark and all of the tree that it leads to, beside it: a hundred fresh processes start by it in
 * a tenth of the time, and both sides in the same way. Installed packages stay outside; a package of the workspace is
 * part of the tree. Nothing of the tree is run, and no link is followed out of it.
 * @param tree the exported tree, with its dependencies lent.
 * @param probes where the stand-ins stand.
 * @returns the new file's path in the tree.
 * @throws Failure for what cannot be read or resolved, in esbuild's words; where esbuild is not installed, how to get it.
 */
export async function bundleBenchmark(tree: string, file: Path, probes: string): Promise<Path> {
  const { build } = await loadEsbuild()
  const name = `.bench-${createHash('sha256').update(file).digest('hex').slice(0, 12)}.mjs`
  const made = join(dirname(file), name)
  try {
    const { outputFiles } = await build({
      absWorkingDir: tree,
      // Written below: what the tree has at that place may be a link, and esbuild would write through it.
      write: false,
      entryPoints: [file],
      outfile: made,
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      // The program as it is written: what nobody calls may still cost something.
      treeShaking: false,
      keepNames: true,
      logLevel: 'silent',
      inject: [join(probes, 'commonJs.js')],
      plugins: [standIns(probes), within(await realpath(tree), [await realpath(probes)])],
    })
    const [bundle] = outputFiles
    await rm(join(tree, made), { recursive: true, force: true })
    await writeFile(join(tree, made), bundle?.contents ?? '', { flag: 'wx' })
  } catch (error) {
    const [first] = (error as Partial<BuildFailure>).errors ?? []
    if (!first) throw error
    const at = first.location ? ` at ${first.location.file}:${first.location.line}` : ''
    throw new Failure(`${file} cannot be bundled: ${first.text}${at}`)
  }
  return made
}

async function loadEsbuild(): Promise<typeof import('esbuild')> {
  try {
    return await import('esbuild')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error
    throw new Failure('esbuild, which makes benchmarks start quickly, is not installed', [
      { run: ['npm', 'install', '--save-dev', 'esbuild'], where: 'here' },
    ])
  }
}

function standIns(probes: string): Plugin {
  return {
    name: 'stand-ins',
    setup({ onResolve }) {
      const filter = new RegExp(`^(${LIBRARIES.join('|')})$`)
      onResolve({ filter }, ({ path }) => ({ path: join(probes, 'shims', `${path}.js`) }))
    },
  }
}

/** Keeps what is bundled within the tree: packages are loaded by Node, and a link that leads elsewhere is refused. */
function within(tree: string, also: string[]): Plugin {
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
          const text = loader ? await readFile(real, 'utf8') : ''
          if (!loader || !text.includes('import.meta')) return null
          // In one file there is one import.meta; each part keeps the address that it had.
          const define = { 'import.meta.url': JSON.stringify(pathToFileURL(real).href) }
          const { code } = await esbuild.transform(text, { loader, define, format: 'esm', target: 'node20' })
          return { contents: code, loader: 'js' }
        },
      )
    },
  }
}
