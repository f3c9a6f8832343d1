import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ts } from 'ts-morph'
import type { Compiler } from '../../checks/compiler.ts'
import { openModules } from '../../checks/differ/moduleProgram.ts'
import { describeSurface } from '../../checks/inputs/describeSurface.ts'
import { harvest } from '../../checks/inputs/harvest.ts'
import type { ParsedFiles } from '../../checks/treeHost.ts'
import { type BenchmarkCall, type UnreachedModule, writeBenchmark } from '../../improvers/performance.ts'
import type { Path } from '../../model/change.ts'
import { ownName } from '../run/ownName.ts'
import { benchmarkCall } from './benchmarkCall.ts'
import type { BenchmarkPlace } from './benchmarkPlace.ts'
import { callsAt } from './callsAt.ts'
import type { Ground } from './exercise.ts'
import { markOf } from './markPlaces.ts'
import { bindingsOf } from './measureMend.ts'
import type { SizedCall } from './sizedBenchmark.ts'
import { steadyMarks } from './steadyMarks.ts'

/** Elements of the inputs; fewer where the largest takes longer than a measurement of many pairs has time for. */
const SIZES = [100, 1_000, 10_000]
const FEWER = [100, 300, 1_000]
const LONGEST_MS = 100
/** To find out whether a call leads there at all. */
const TRIAL = [100]
/** Exports in one file, and those that are tried for one place. */
const MOST_CALLS = 3

export type UnreachedPlace = UnreachedModule['places'][number]

/**
 * A benchmark of the exports of a module that lead to some places of it: one that the compiler has nothing to say of, and that runs these
 * places when it is run. Nothing of the tree is left changed.
 * @returns null where there is none.
 */
export async function proposeBenchmark(
  ground: Ground,
  compiler: Compiler,
  module: Path,
  places: UnreachedPlace[],
  place: BenchmarkPlace,
): Promise<UnreachedModule | null> {
  const { tree, readable } = ground
  const { path, form } = place
  const parsed: ParsedFiles = new Map()
  const program = openModules(compiler, tree, { readable }, [module], parsed)
  const file = program.file(module)
  if (!file) return null
  const surfaces = describeSurface(program, file)
  const words = harvest(compiler, file)
  const target = join(tree, path)
  const sound = async (calls: BenchmarkCall[], sizes: number[]) => {
    for (const specifier of place.specifiers) {
      const text = writeBenchmark(specifier, calls, sizes, form)
      await mkdir(dirname(target), { recursive: true })
      await writeFile(target, text)
      if (!form.typed) return text
      if (!openModules(compiler, tree, { readable }, [path], parsed).troubles(path).length) return text
    }
    return null
  }
  const run = () => steadyMarks(ground, compiler, path, module, places)
  const chosen: BenchmarkCall[] = []
  const reached = new Set<string>()
  try {
    for (const { start } of places) {
      if (reached.has(markOf(module, start)) || chosen.length >= MOST_CALLS) continue
      for (const saying of sayings(callsAt(compiler, file, surfaces, start).slice(0, MOST_CALLS))) {
        const waits = isWaitedFor(compiler, program.checker, file, saying.call)
        const call = benchmarkCall(saying.call, {
          ...saying,
          harvest: words,
          own: ownName(module),
          waits,
          form,
        })
        if (!call || !(await sound([call], TRIAL))) continue
        const seen = await run()
        if ('why' in seen || !seen.marks.has(markOf(module, start))) continue
        for (const mark of seen.marks) reached.add(mark)
        chosen.push(call)
        break
      }
    }
    for (const sizes of chosen.length ? [SIZES, FEWER] : []) {
      const text = await sound(chosen, sizes)
      const seen = text === null ? null : await run()
      if (text === null || !seen || 'why' in seen) continue
      if (seen.longestMs > LONGEST_MS && sizes !== FEWER) continue
      const ran = places.filter(({ start }) => seen.marks.has(markOf(module, start)))
      const { library, isThere } = form
      return {
        module,
        path,
        text,
        calls: chosen.map(({ name }) => name),
        sizes,
        places: ran,
        library,
        isThere,
      }
    }
    return null
  } finally {
    await rm(target, { force: true })
  }
}

const sayings = (calls: SizedCall[]) =>
  calls.flatMap(call => bindingsOf(call).map(bound => ({ call, bound })))

/** Whether what a call gives back is a promise. */
function isWaitedFor(
  { ts }: Compiler,
  checker: ts.TypeChecker,
  file: ts.SourceFile,
  { signature: { sites } }: SizedCall,
): boolean {
  const visit = (node: ts.Node): boolean => {
    if (ts.isFunctionLike(node) && sites.includes(node.getStart(file))) {
      const given = checker.getSignatureFromDeclaration(node)?.getReturnType()
      if (given && checker.getPropertyOfType(given, 'then')) return true
    }
    return ts.forEachChild(node, visit) === true
  }
  return visit(file)
}
