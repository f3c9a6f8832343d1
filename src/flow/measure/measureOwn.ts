import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { bundleBenchmark } from '../../bench/bundleBenchmark.ts'
import { compareCase } from '../../bench/compareCase.ts'
import { type Arena, listCases, measurePairs } from '../../bench/measurePairs.ts'
import type { Path } from '../../model/change.ts'
import { Failure } from '../../model/failure.ts'
import { overlay } from '../bench/overlay.ts'
import type { SizedCase } from './judgeSizes.ts'
import { LIMITS, type Trees } from './trees.ts'

/** A repository may have hundreds of cases, and each takes ten seconds. */
const MOST_CASES = 8

/**
 * Measures an improvement by the repository's own benchmarks: those to which it makes a difference, which is seen in the one file that is made
 * of a benchmark and all that it leads to. What cannot be measured, or ends in an error, says nothing.
 * @param files the benchmarks of the base. @param missed where it is given all cases are measured, and what could not be is put there.
 */
export async function measureOwn(
  trees: Trees,
  files: Path[],
  missed: string[] | null = null,
): Promise<SizedCase[]> {
  const measured: SizedCase[] = []
  const most = missed ? Number.POSITIVE_INFINITY : MOST_CASES
  for (const file of files) {
    if (measured.length >= most) break
    try {
      await measureFile(trees, file, measured, most)
    } catch (error) {
      // A tool that is missing is told where it is needed next.
      if (!(error instanceof Failure)) throw error
      missed?.push(`${file}: ${error.message.split('\n')[0]}`)
    }
  }
  return measured
}

async function measureFile(trees: Trees, file: Path, measured: SizedCase[], most: number): Promise<void> {
  const { base, head, sandbox, probes, readable, progress } = trees
  await overlay(base, head, file)
  await bundleBenchmark(base, file, probes)
  const bundle = await bundleBenchmark(head, file, probes)
  try {
    const [was, is] = await Promise.all([base, head].map(tree => readFile(join(tree, bundle), 'utf8')))
    if (was === is) return
    const arena: Arena = { sandbox, probes, base, candidate: head, file, bundle, readable, limits: LIMITS }
    for (const name of (await listCases(arena)).slice(0, most - measured.length)) {
      let order = measured.length * 1_000 + 1
      const compared = await compareCase(name, pairs => {
        progress(`measuring ${file}: ${name}`)
        return measurePairs(arena, { case: name, pairs, seed: order++ })
      })
      measured.push({ name: `${file}: ${name}`, size: null, compared })
    }
  } finally {
    for (const tree of [base, head]) await rm(join(tree, bundle), { force: true })
  }
}
