import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  cpSync,
  existsSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { cpus, platform, release } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { behaviour } from '../../src/checks/behaviour.ts'
import { newCheckCache } from '../../src/checks/checkCache.ts'
import { loadCompiler } from '../../src/checks/compiler.ts'
import { editText } from '../../src/checks/differ/editText.ts'
import { parseModule } from '../../src/checks/differ/parseModule.ts'
import { lendDependencies } from '../../src/sandbox/lendDependencies.ts'
import { openSandbox } from '../../src/sandbox/openSandbox.ts'
import { tempDir } from '../helpers/gitRepository.ts'
import { seedsOf } from './behaviour/seeds.ts'

/**
 * How often the behaviour check is wrong: wrong changes are put into real modules, one at a time, and the check is asked.
 * A change that passes is listed: it is a miss, or does nothing in truth, which only a person can tell.
 * It goes on where it was broken off.
 *
 *     npm run bench -- behaviour --from CLONE --modules 'src/**' --out FILE [--seeds 100] [--seed 1]
 *     npm run bench -- behaviour --out FILE --print
 */
type Tried = {
  repository: string
  module: string
  line: number
  kind: string
  was: string
  is: string
  status: string
  why: string
  seconds: number
}

const { values } = parseArgs({
  args: process.argv.slice(2),
  options: {
    from: { type: 'string' },
    modules: { type: 'string', default: '.*' },
    out: { type: 'string' },
    seeds: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    print: { type: 'boolean', default: false },
  },
})
const { out } = values
if (!out || !(values.print || values.from))
  throw new Error(
    'usage: npm run bench -- behaviour --from CLONE --modules PATTERN --out FILE, or --out FILE --print',
  )
if (!values.print) await decide(resolve(values.from!), out)
print(read(out))

async function decide(from: string, file: string): Promise<void> {
  const compiler = await loadCompiler()
  const root = realpathSync(tempDir())
  const candidate = { base: join(root, 'base'), head: join(root, 'head') }
  for (const tree of [candidate.base, candidate.head])
    cpSync(from, tree, { recursive: true, filter: path => !/\/(?:node_modules|\.git)$/.test(path) })
  const readable = lendDependencies(from, [candidate.base, candidate.head])
  const modules = execFileSync('git', ['-C', from, 'ls-files'], { encoding: 'utf8' })
    .split('\n')
    .filter(
      path => /\.[cm]?[jt]s$/.test(path) && !/\.d\.[cm]?ts$|(?:^|[./])(?:test|spec|bench)s?[./]/.test(path),
    )
    .filter(path => new RegExp(values.modules).test(path))
  const all = modules.flatMap(module => {
    const text = readFileSync(join(from, module), 'utf8')
    const seeds = seedsOf(compiler, parseModule(compiler, module, text))
    return shuffled(seeds, Number(values.seed)).map(seed => ({ module, text, seed }))
  })
  // One of each module, then the second of each: many places, not many changes of one.
  const chosen = shuffled(all, Number(values.seed)).slice(0, Number(values.seeds))
  const known = new Set(
    read(file).map(one => `${one.repository} ${one.module} ${one.line} ${one.was} ${one.is}`),
  )
  const repository = basename(from)
  const cache = newCheckCache()
  const sandbox = await openSandbox('required')
  for (const { module, text, seed } of chosen) {
    if (known.has(`${repository} ${module} ${seed.line} ${seed.was} ${seed.text}`)) continue
    writeFileSync(join(candidate.head, module), editText(text, [seed]))
    const started = performance.now()
    const result = await behaviour.run(
      { ...candidate, changed: [module] },
      {
        sandbox,
        settings: { tests: null },
        limits: {
          timeoutMs: 300_000,
          memoryBytes: 4 * 2 ** 30,
          processes: 512,
          outputBytes: 32 * 2 ** 20,
          diskBytes: 2 ** 32,
        },
        readable,
        workTree: from,
        probes: fileURLToPath(new URL('../../dist/probes', import.meta.url)),
        cache,
        baseKey: 'base',
      },
    )
    writeFileSync(join(candidate.head, module), text)
    const tried: Tried = {
      repository,
      module,
      line: seed.line,
      kind: seed.kind,
      was: seed.was,
      is: seed.text,
      status: result.status,
      why: result.why,
      seconds: (performance.now() - started) / 1000,
    }
    appendFileSync(file, `${JSON.stringify(tried)}\n`)
  }
  rmSync(root, { recursive: true, force: true })
}

function read(file: string): Tried[] {
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean)
  return lines.map(line => JSON.parse(line) as Tried)
}

function print(all: Tried[]): void {
  console.log(
    `${platform()} ${release()}, ${cpus().length} x ${cpus()[0]?.model.trim()}, node ${process.version}\n`,
  )
  console.log('| repository | wrong changes | failed | inconclusive | passed | median seconds |')
  console.log('|---|---|---|---|---|---|')
  for (const name of [...new Set(all.map(one => one.repository)), 'all']) {
    const group = all.filter(one => name === 'all' || one.repository === name)
    const share = (status: string) => {
      const count = group.filter(one => one.status === status).length
      return `${count}, ${((100 * count) / group.length).toFixed(1)} %`
    }
    const seconds = group.map(one => one.seconds).sort((a, b) => a - b)[group.length >> 1]
    console.log(
      `| ${name} | ${group.length} | ${share('failed')} | ${share('inconclusive')} | ${share('passed')} | ${seconds?.toFixed(1)} |`,
    )
  }
  for (const status of ['passed', 'inconclusive'])
    for (const one of all.filter(tried => tried.status === status)) {
      const words = [one.was, one.is].map(text => text.replace(/\s+/g, ' ').slice(0, 70))
      console.log(`${status}: ${one.repository} ${one.module}:${one.line} ${one.kind}: ${words.join(' -> ')}`)
      if (status === 'inconclusive') console.log(`    ${one.why.slice(-330)}`)
    }
}

/** In an order that the seed decides (mulberry32). */
function shuffled<T>(list: T[], seed: number): T[] {
  let state = seed
  const random = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return list
    .map(one => ({ one, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one)
}
