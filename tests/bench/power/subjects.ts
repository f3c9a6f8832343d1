import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundleBenchmark } from '../../../src/bench/bundleBenchmark.ts'
import type { Arena } from '../../../src/bench/measurePairs.ts'
import type { Sandbox } from '../../../src/sandbox/sandbox.ts'

/** Public benchmarks of es-toolkit (MIT), at one commit, as they stand there: a case of each file. */
export const COMMIT = 'a1918b04e'
export const SUBJECTS = [
  { file: 'cloneDeep', case: 'cloneDeep > es-toolkit/cloneDeep' },
  { file: 'sortBy', case: 'sortBy > es-toolkit/sortBy' },
  { file: 'words', case: 'Performance Comparison: es-toolkit words vs lodash words > es-toolkit words' },
] as const
export type Subject = (typeof SUBJECTS)[number]

/** A call of the base is this many of theirs, so that a share of them can be left out. */
const ROUNDS = 200

/**
 * Both sides of one subject. The candidate makes so many rounds fewer that its time is `1 - gain` of the base's: a change
 * whose size is known, through the whole machinery.
 */
export class Subjects {
  private readonly made = new Map<string, string>()
  private readonly from: string
  private readonly into: string
  private readonly modules: string
  constructor(from: string, into: string, lodash: string) {
    this.from = from
    this.into = into
    this.modules = lodash
  }

  async arena(subject: Subject, gain: number, sandbox: Sandbox, probes: string): Promise<Arena> {
    const file = `benchmarks/power-${subject.file}.bench.mjs`
    const base = this.tree('base', 0)
    const candidate = this.tree(`gain-${gain}`, gain)
    for (const tree of [base, candidate]) writeFileSync(join(tree, file), POWER.replace('FILE', subject.file))
    const [bundle = ''] = await Promise.all(
      [base, candidate].map(tree => bundleBenchmark(tree, file, probes)),
    )
    const limits = { timeoutMs: 300_000, memoryBytes: 2 ** 31, processes: 256, outputBytes: 2 ** 24 }
    return { sandbox, probes, base, candidate, file, bundle, readable: [this.modules], limits }
  }

  private tree(name: string, gain: number): string {
    const known = this.made.get(name)
    if (known) return known
    const dir = join(this.into, name)
    if (!existsSync(dir)) {
      mkdirSync(dir, { recursive: true })
      const archive = execFileSync(
        'git',
        ['-C', this.from, 'archive', COMMIT, 'package.json', 'src', 'benchmarks'],
        {
          maxBuffer: 2 ** 30,
        },
      )
      execFileSync('tar', ['-x', '-C', dir], { input: archive })
      mkdirSync(join(dir, 'benchmarks', 'node_modules'), { recursive: true })
      cpSync(join(this.modules, 'node_modules'), join(dir, 'benchmarks', 'node_modules'), { recursive: true })
      symlinkSync('../..', join(dir, 'benchmarks', 'node_modules', 'es-toolkit'))
    }
    writeFileSync(
      join(dir, 'benchmarks', 'rounds.mjs'),
      `export const ROUNDS = ${Math.round(ROUNDS * (1 - gain))}\n`,
    )
    this.made.set(name, dir)
    return dir
  }
}

/** Their file, each call repeated: what they define is on the list by the time that this file's own turn comes. */
const POWER = `import './performance/FILE.bench.ts'
import { ROUNDS } from './rounds.mjs'
const cases = globalThis[Symbol.for('git-improver.bench.cases')]
for (const [index, one] of cases.entries())
  cases[index] = {
    ...one,
    async prepare() {
      const call = await one.prepare()
      return { run() { for (let round = 0; round < ROUNDS; round++) call.run() } }
    },
  }
`
