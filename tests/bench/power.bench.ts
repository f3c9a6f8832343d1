import { execFileSync, spawn } from 'node:child_process'
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { Socket } from 'node:net'
import { cpus, platform, release } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { compareCase } from '../../src/bench/compareCase.ts'
import { measurePairs, PACE } from '../../src/bench/measurePairs.ts'
import { median, spread } from '../../src/bench/signedRank.ts'
import { openSandbox } from '../../src/sandbox/openSandbox.ts'
import { tempDir } from '../helpers/gitRepository.ts'
import { mannWhitney } from './power/mannWhitney.ts'
import { COMMIT, SUBJECTS, Subjects } from './power/subjects.ts'

/**
 * How often the comparison is right: fresh decisions on public benchmarks whose true change is known, beside what a
 * single run and a Mann-Whitney test on the samples of one run say. It goes on where it was broken off.
 *
 *     npm run bench -- power --from CLONE_OF_ES_TOOLKIT --out FILE [--decisions 100] [--gains 0,0.05,0.1] [--noise 2]
 *     npm run bench -- power --out FILE --print
 */
type Decision = {
  subject: string
  gain: number
  noise: number
  ours: 'better' | 'worse' | 'inconclusive'
  naive: boolean
  ranks: boolean
  spread: number
  pairs: number
  seconds: number
}

/** A neighbour that works now and then: up to a second of it, up to a second of rest; until whoever started it is gone. */
const BURSTS = `process.stdin.resume().on('end', () => process.exit())
const work = () => {
  const until = Date.now() + Math.random() * 1000
  while (Date.now() < until) Math.sqrt(Math.random())
  setTimeout(work, Math.random() * 1000)
}
work()`

const { values } = parseArgs({
  args: process.argv.slice(2),
  options: {
    from: { type: 'string' },
    out: { type: 'string' },
    decisions: { type: 'string', default: '100' },
    gains: { type: 'string', default: '0,0.05,0.1' },
    noise: { type: 'string', default: '0' },
    print: { type: 'boolean', default: false },
  },
})
const { out } = values
if (!out || !(values.print || values.from))
  throw new Error(
    'usage: npm run bench -- power --from CLONE_OF_ES_TOOLKIT --out FILE, or --out FILE --print',
  )

if (!values.print)
  await decide(
    values.from!,
    out,
    Number(values.decisions),
    values.gains.split(',').map(Number),
    Number(values.noise),
  )
print(read(out))

async function decide(
  from: string,
  file: string,
  wanted: number,
  gains: number[],
  noise: number,
): Promise<void> {
  const root = tempDir()
  const modules = join(root, 'modules')
  mkdirSync(modules)
  writeFileSync(
    join(modules, 'package.json'),
    '{ "dependencies": { "lodash": "4.18.1", "rfdc": "1.4.1" } }\n',
  )
  execFileSync('npm', ['install', '--silent', '--ignore-scripts'], { cwd: modules, stdio: 'inherit' })
  const subjects = new Subjects(from, root, modules)
  const sandbox = await openSandbox('required')
  const probes = fileURLToPath(new URL('../../dist/probes', import.meta.url))
  const noisy = Array.from({ length: noise }, () =>
    spawn(process.execPath, ['-e', BURSTS], { stdio: ['pipe', 'ignore', 'ignore'] }),
  )
  // Nobody waits for them. What ends them is the end of their input, however this process ends.
  for (const one of noisy) {
    one.unref()
    ;(one.stdin as Socket).unref()
  }
  const known = read(file)
  // One decision of each kind in turn, so that a slow hour falls on all of them alike.
  for (let round = 0; round < wanted; round++)
    for (const subject of SUBJECTS)
      for (const gain of gains) {
        const same = (one: Decision) =>
          one.subject === subject.file && one.gain === gain && one.noise === noise
        if (known.filter(same).length > round) continue
        const arena = await subjects.arena(subject, gain, sandbox, probes)
        const seed = () => Math.floor(Math.random() * 2 ** 30)
        const started = performance.now()
        const ours = await compareCase(subject.case, pairs =>
          measurePairs(arena, { case: subject.case, pairs, seed: seed() }),
        )
        const seconds = (performance.now() - started) / 1000
        const [single] = await measurePairs(
          arena,
          { case: subject.case, pairs: 1, seed: seed() },
          { ...PACE, batches: 50 },
        )
        const { base, candidate } = single!.times
        const share = median(candidate) / median(base) - 1
        const decision: Decision = {
          subject: subject.file,
          gain,
          noise,
          ours: ours.verdict,
          naive:
            candidate.reduce((sum, one) => sum + one, 0) < 0.98 * base.reduce((sum, one) => sum + one, 0),
          ranks: share <= -0.02 && mannWhitney(candidate, base) <= 0.05,
          spread: spread(ours.pairs.map(({ ratio }) => ratio)),
          pairs: ours.pairs.length + ours.confirmation.length,
          seconds,
        }
        known.push(decision)
        appendFileSync(file, `${JSON.stringify(decision)}\n`)
      }
}

function read(file: string): Decision[] {
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean)
  return lines.map(line => JSON.parse(line) as Decision)
}

function print(all: Decision[]): void {
  const [first] = cpus()
  console.log(
    `${platform()} ${release()}, ${cpus().length} x ${first?.model.trim()}, node ${process.version}; es-toolkit ${COMMIT}\n`,
  )
  console.log(
    '| benchmark | true gain | neighbours | decisions | called better | called worse | single run says better | ranks of one run say better | spread of pairs | pairs | seconds |',
  )
  console.log('|---|---|---|---|---|---|---|---|---|---|---|')
  const keys = new Set(all.map(one => `${one.noise} ${one.gain} ${one.subject}`))
  const totals = new Set(all.map(one => `${one.noise} ${one.gain} all`))
  for (const key of [...[...keys].sort(), ...[...totals].sort()]) {
    const [noise, gain, subject] = key.split(' ')
    const group = all.filter(
      one =>
        `${one.noise}` === noise && `${one.gain}` === gain && (subject === 'all' || one.subject === subject),
    )
    const share = (test: (one: Decision) => boolean) => {
      const count = group.filter(test).length
      return `${count} of ${group.length}, ${((100 * count) / group.length).toFixed(1)} %`
    }
    const middle = (of: (one: Decision) => number) => median(group.map(of))
    console.log(
      `| ${subject} | ${(100 * Number(gain)).toFixed(0)} % | ${noise} | ${group.length} | ${share(one => one.ours === 'better')} | ${share(one => one.ours === 'worse')} | ${share(one => one.naive)} | ${share(one => one.ranks)} | ${(100 * middle(one => one.spread)).toFixed(1)} % | ${middle(one => one.pairs)} | ${middle(one => one.seconds).toFixed(0)} |`,
    )
  }
}
