import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { harmlessOf } from './behaviour/harmless.ts'
import { seedsOf } from './behaviour/seeds.ts'
import { printTried, readTried } from './behaviour/tried.ts'
import { tryCommits } from './behaviour/tryCommits.ts'
import { trySeeds } from './behaviour/trySeeds.ts'

/**
 * How often the behaviour check is wrong. Changes are put into real modules, one at a time, and the check is asked: wrong
 * changes, of which one that passes is a miss, or does nothing in truth, which only a person can tell; with `--harmless`
 * refactorings, of which one that fails is refused without reason (`--together`: many
 * kinds at once in each module; `--quick`: only whether anything differs); with `--commits` those that the history says are some.
 * It goes on where it was broken off.
 *
 *     npm run bench -- behaviour [--harmless [--together] [--quick]] --from CLONE --modules 'src/' --out FILE [--seeds 100] [--seed 1]
 *     npm run bench -- behaviour --commits --from CLONE --modules PATTERN --out FILE [--seeds 100]
 *     npm run bench -- behaviour [--harmless | --commits] --out FILE --print
 */
const { values } = parseArgs({
  args: process.argv.slice(2),
  options: {
    from: { type: 'string' },
    modules: { type: 'string', default: '.*' },
    out: { type: 'string' },
    seeds: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    harmless: { type: 'boolean', default: false },
    together: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    commits: { type: 'boolean', default: false },
    print: { type: 'boolean', default: false },
  },
})
const { from, out, harmless, commits } = values
if (!out || !(values.print || from))
  throw new Error(
    'usage: npm run bench -- behaviour [--harmless | --commits] --from CLONE --modules PATTERN --out FILE, or --out FILE --print',
  )
const [modules, seeds, seed] = [new RegExp(values.modules), Number(values.seeds), Number(values.seed)]
if (!values.print && from) {
  if (commits) await tryCommits(resolve(from), out, { modules, seeds, quick: values.quick })
  else
    await trySeeds(resolve(from), out, {
      modules,
      seeds,
      seed,
      kinds: harmless,
      together: values.together,
      quick: values.quick,
      seedsOf: harmless ? harmlessOf : seedsOf,
    })
}
if (harmless) printTried(readTried(out), 'refactorings', ['failed', 'inconclusive'], true)
else if (commits) printTried(readTried(out), 'commits', ['failed', 'inconclusive', 'passed'], false)
else printTried(readTried(out), 'wrong changes', ['passed', 'inconclusive'], false)
