import { fileURLToPath } from 'node:url'
import { behaviour } from '../../../src/checks/behaviour.ts'
import { newCheckCache } from '../../../src/checks/checkCache.ts'
import { loadCompiler } from '../../../src/checks/compiler.ts'
import type { Candidate, CheckResult } from '../../../src/model/check.ts'
import { lendDependencies } from '../../../src/sandbox/lendDependencies.ts'
import { openSandbox } from '../../../src/sandbox/openSandbox.ts'
import { compareOnly } from './compareOnly.ts'

/**
 * The behaviour check for one pair of trees, as the gate would ask it.
 * @param from the clone whose dependencies both trees borrow.
 * @param quick whether only the first part of a trial is asked for: does anything differ?
 * @returns what asks it of the files that were changed; what it learns of the base is kept.
 */
export async function askCheck(
  from: string,
  trees: Pick<Candidate, 'base' | 'head'>,
  quick = false,
): Promise<(changed: string[]) => Promise<CheckResult>> {
  const readable = lendDependencies(from, [trees.base, trees.head])
  const sandbox = await openSandbox('required')
  const cache = newCheckCache()
  const limits = {
    timeoutMs: 300_000,
    memoryBytes: 4 * 2 ** 30,
    processes: 512,
    outputBytes: 32 * 2 ** 20,
    diskBytes: 2 ** 32,
  }
  const probes = fileURLToPath(new URL('../../../dist/probes', import.meta.url))
  const context = {
    sandbox,
    settings: { tests: null },
    limits,
    readable,
    workTree: from,
    probes,
    cache,
    baseKey: 'base',
  }
  const compiler = await loadCompiler()
  return changed => {
    const candidate = { ...trees, changed }
    return quick ? compareOnly(compiler, candidate, context) : behaviour.run(candidate, context)
  }
}
