import { createHash } from 'node:crypto'
import { realpath, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { BuildFailure, Plugin } from 'esbuild'
import { loadEsbuild } from '../bundle/loadEsbuild.ts'
import { withinTree } from '../bundle/withinTree.ts'
import type { Path } from '../model/change.ts'
import { Failure } from '../model/failure.ts'

/** Libraries that benchmarks are written with: each has a stand-in that takes the definitions and measures nothing. */
const LIBRARIES = ['mitata', 'tinybench', 'vitest']

/**
 * Makes one file of a benchmark and all of the tree that it leads to, beside it: a hundred fresh processes start by it in
 * a tenth of the time, and both sides in the same way. Installed packages stay outside; a package of the workspace is
 * part of the tree. Nothing of the tree is run, and no link is followed out of it.
 * @param tree the exported tree, with its dependencies lent.
 * @param probes where the stand-ins stand. @param mapped whether it ends with a map of where its code was written.
 * @returns the new file's path in the tree.
 * @throws Failure for what cannot be read or resolved, in esbuild's words; where esbuild is not installed, how to get it.
 */
export async function bundleBenchmark(
  tree: string,
  file: Path,
  probes: string,
  mapped = false,
): Promise<Path> {
  const { build } = await loadEsbuild('makes benchmarks start quickly')
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
      sourcemap: mapped ? 'inline' : false,
      logLevel: 'silent',
      inject: [join(probes, 'commonJs.js')],
      plugins: [standIns(probes), withinTree(await realpath(tree), [await realpath(probes)])],
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

function standIns(probes: string): Plugin {
  return {
    name: 'stand-ins',
    setup({ onResolve }) {
      const filter = new RegExp(`^(${LIBRARIES.join('|')})$`)
      onResolve({ filter }, ({ path }) => ({ path: join(probes, 'shims', `${path}.js`) }))
    },
  }
}
