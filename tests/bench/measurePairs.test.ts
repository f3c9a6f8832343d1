import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Arena, listCases, PACE } from '../../src/bench/measurePairs.ts'
import { openSandbox } from '../../src/sandbox/openSandbox.ts'
import { tempDir } from '../helpers/gitRepository.ts'

const probes = fileURLToPath(new URL('../../dist/probes', import.meta.url))

/** Two trees with one file that stands for a bundled benchmark. */
async function arenaOf(text: string): Promise<Arena> {
  const dir = tempDir()
  const [base, candidate] = [join(dir, 'base'), join(dir, 'candidate')]
  for (const tree of [base, candidate]) {
    mkdirSync(tree)
    writeFileSync(join(tree, 'a.mjs'), text)
  }
  const limits = { timeoutMs: 30_000, memoryBytes: 2 ** 30, processes: 64, outputBytes: 2 ** 20 }
  const sandbox = await openSandbox('none')
  return { sandbox, probes, base, candidate, file: 'a.bench.mjs', bundle: 'a.mjs', readable: [], limits }
}

describe('listCases', () => {
  it('gives a benchmark up that hangs, long before the time of all of it is over, and says so', async () => {
    const arena = await arenaOf('for (;;);\n')
    await assert.rejects(
      listCases(arena, { ...PACE, patienceMs: 1_000 }),
      /^Failure: a\.bench\.mjs on base: it gave no answer for 1 s, and is taken to hang$/,
    )
    assert.deepEqual(await listCases(await arenaOf('export {}\n'), { ...PACE, patienceMs: 20_000 }), [])
  })
})
