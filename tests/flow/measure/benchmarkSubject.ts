import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadCompiler } from '../../../src/checks/compiler.ts'
import { benchmarkPlace } from '../../../src/flow/measure/benchmarkPlace.ts'
import type { Ground } from '../../../src/flow/measure/exercise.ts'
import { proposeBenchmark } from '../../../src/flow/measure/proposeBenchmark.ts'
import { openSandbox } from '../../../src/sandbox/openSandbox.ts'
import { tempDir } from '../../helpers/gitRepository.ts'

const pathOf = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url))

export const compiler = await loadCompiler()
export type Files = Record<string, string>

/** A tree with some files and our own dependencies. */
export async function groundOf(files: Files): Promise<Ground> {
  const tree = tempDir()
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(tree, path)), { recursive: true })
    writeFileSync(join(tree, path), text)
  }
  symlinkSync(pathOf('node_modules'), join(tree, 'node_modules'))
  const readable = [pathOf('node_modules')]
  return { sandbox: await openSandbox('none'), probes: pathOf('dist/probes'), tree, readable }
}

/** Where in a text the mark `HERE` stands, as the place of a finding. */
export const placesIn = (text: string) =>
  [...text.matchAll(/\/\* HERE \*\/ ?/g)].map(({ index, 0: mark }) => {
    const start = index + mark.length
    return { start, end: start + 1, symbol: 'it', seen: 'something costs too much' }
  })

const isBench = (path: string) => /\.bench\.(?:[cm]?js|m?ts)$/.test(path)

/** Where a benchmark of a module of such a tree would go. */
export function placeFor(files: Files, module: string) {
  const all = Object.entries(files).map(([path, text]) => ({ path, text }))
  return benchmarkPlace(
    {
      benchmarks: all.filter(({ path }) => isBench(path)),
      tests: all.filter(({ path }) => /\.test\./.test(path)),
      modules: new Set(all.map(({ path }) => path).filter(path => /\.[cm]?[jt]s$/.test(path))),
      paths: new Set(all.map(({ path }) => path)),
      isBenchmark: isBench,
      read: path => files[path] ?? null,
    },
    { path: module, text: files[module] ?? '' },
  )
}

/** The benchmark that is proposed for the places that are marked in a module. */
export async function proposalFor(files: Files, module: string) {
  const place = placeFor(files, module)
  return place && proposeBenchmark(await groundOf(files), compiler, module, placesIn(files[module]!), place)
}
