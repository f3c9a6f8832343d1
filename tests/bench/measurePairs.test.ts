import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Arena, listCases, measurePairs, PACE } from '../../src/bench/measurePairs.ts'
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

const linux = { skip: process.platform !== 'linux' && 'only Linux keeps a process to a processor' }

/** A benchmark of one case, as a bundle leaves it. */
const caseOf = (before: string, run: string) => `
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
${before}
const cases = (globalThis[Symbol.for('git-improver.bench.cases')] ??= [])
cases.push({ name: 'it', prepare: async () => ({ run() { ${run} } }) })
`
const BUSY = 'for (let at = 0; at < 1e5; at++) Math.sqrt(at)'
const pairsOf = async (text: string, pairs = 2) => {
  const arena = await arenaOf(text)
  return { arena, pairs: await measurePairs(arena, { case: 'it', pairs, seed: 7 }) }
}

describe('measurePairs', linux, () => {
  it('keeps both sides on one processor, but for what works on several', async () => {
    const { pairs } = await pairsOf(caseOf('', BUSY))
    assert.deepEqual(
      pairs.map(({ oneProcessor }) => oneProcessor),
      [true, true],
    )
    if (availableParallelism() < 2) return
    const threads = 'for (let at = 0; at < 3; at++) new Worker("for (;;);", { eval: true }).unref()'
    const several = await pairsOf(caseOf(threads, BUSY), 1)
    assert.deepEqual(
      several.pairs.map(({ oneProcessor }) => oneProcessor),
      [false],
    )
  })

  it('lets each side run in its own turns alone', async () => {
    // The one that runs notes the state of the other (proc(5): T is stopped).
    const look = `
const others = () => readdirSync('/proc').filter(id => /^\\d+$/.test(id) && id !== String(process.pid)).flatMap(id => {
  try {
    const stat = readFileSync('/proc/' + id + '/stat', 'utf8')
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return parent === String(process.ppid) && stat.includes('(node)') ? [state] : []
  } catch { return [] }
})
let seen = ''`
    const { arena } = await pairsOf(
      caseOf(look, `${BUSY}; seen += others().join(''); writeFileSync('seen', seen)`),
    )
    for (const tree of [arena.base, arena.candidate])
      assert.match(readFileSync(join(tree, 'seen'), 'utf8'), /T/)
  })
})
