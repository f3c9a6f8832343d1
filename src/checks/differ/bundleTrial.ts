import { realpath, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { BuildFailure } from 'esbuild'
import { loadEsbuild } from '../../bundle/loadEsbuild.ts'
import { withinTree } from '../../bundle/withinTree.ts'
import type { Path } from '../../model/change.ts'

/** What esbuild leaves a call of `require` to, where it is for a module of Node's own. A global, since files may declare their own. */
const REQUIRE =
  "import { createRequire as createTrialRequire } from 'node:module'; globalThis.require ??= createTrialRequire(import.meta.url);"

/** A module that cannot be made into one file, in the bundler's words. */
export class Unbundled extends Error {}

/**
 * Makes one file of a module and all of the tree that it leads to, beside it, so that what it resolves is found in the same
 * places. Its default export is the module with all of its names.
 * @param name tells this bundle from others of the module.
 * @param instead texts that stand for files of the tree, by their paths.
 * @param probes where the built probes stand.
 * @returns the new file's path in the tree.
 * @throws Unbundled; Failure where esbuild is not installed.
 */
export async function bundleTrial(
  tree: string,
  module: Path,
  name: string,
  instead: ReadonlyMap<Path, string>,
  probes: string,
): Promise<Path> {
  const { build } = await loadEsbuild('makes trials of behaviour start quickly')
  const made = join(dirname(module), `.trial-${name}.mjs`)
  const root = await realpath(tree)
  const texts = new Map([...instead].map(([path, text]) => [join(root, path), text]))
  const from = JSON.stringify(`./${basename(module)}`)
  try {
    const { outputFiles } = await build({
      absWorkingDir: root,
      // Written below: what the tree has at that place may be a link, and esbuild would write through it.
      write: false,
      stdin: {
        contents: `import * as module from ${from}\nexport default module`,
        resolveDir: join(root, dirname(module)),
        sourcefile: '.trial.js',
        loader: 'js',
      },
      outfile: join(root, made),
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      treeShaking: false,
      keepNames: true,
      logLevel: 'silent',
      inject: [join(probes, 'commonJs.js')],
      banner: { js: REQUIRE },
      plugins: [withinTree(root, [await realpath(probes)], texts)],
    })
    await removeTrial(root, made)
    await writeFile(join(root, made), outputFiles[0]?.contents ?? '', { flag: 'wx' })
    return made
  } catch (error) {
    const [first] = (error as Partial<BuildFailure>).errors ?? []
    if (!first) throw error
    const at = first.location ? ` at ${first.location.file}:${first.location.line}` : ''
    throw new Unbundled(`${module} cannot be bundled: ${first.text}${at}`)
  }
}

/** Takes a bundle out of the tree again: other checks see the tree as it was. */
export async function removeTrial(tree: string, made: Path): Promise<void> {
  await rm(join(tree, made), { recursive: true, force: true })
}
