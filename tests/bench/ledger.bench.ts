import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { openRepository } from '../../src/git/repository.ts'
import { append } from '../../src/ledger/append.ts'
import { entryLine } from '../../src/ledger/canonical.ts'
import { readIndexed } from '../../src/ledger/index/readIndexed.ts'
import { readLedger } from '../../src/ledger/read.ts'
import { makeRepository, type TestRepository, tempDir } from '../helpers/gitRepository.ts'
import { entryOn } from '../ledger/entries.ts'

const ROUNDS = Number(process.env.ROUNDS ?? 15)

/**
 * What the ledger costs beside plain git, interleaved, medians of ROUNDS (15):
 * 1,000 entries in one append against one fast-import of the same notes; reading 10,000 and 100,000
 * entries (the latter in a fifth of the rounds), from the notes and by the index, against
 * `git log --notes` over their commits; and the processes that one append starts.
 */
export async function main(): Promise<void> {
  process.env.GIT_CONFIG_GLOBAL = '/dev/null'
  process.env.GIT_CONFIG_NOSYSTEM = '1'
  delete process.env.NODE_EXTRA_CA_CERTS
  const git = execFileSync('git', ['--version'], { encoding: 'utf8' }).trim()
  console.log(`${cpus().length} x ${cpus()[0]?.model}; node ${process.version}; ${git}; ${ROUNDS} rounds`)
  await benchAppend()
  await benchRead(10_000, ROUNDS)
  await benchRead(100_000, Math.ceil(ROUNDS / 5))
  await countProcesses()
}

async function benchAppend(): Promise<void> {
  const test = makeRepository()
  const commits = manyCommits(test, 1_000)
  const ours: Cost[] = []
  const plain: Cost[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const entries = commits.map((commit, i) => entryOn(commit, { data: { round, i } }))
    const repo = await openRepository(test.dir)
    const ref = `refs/notes/improver/bench-${round}`
    ours.push(await timed(() => append(repo, entries, { ref }).then(() => {})))
    const notes = entries.map(entry => ({ on: entry.commit, line: `${entryLine(entry)}\n` }))
    plain.push(await timed(async () => fastImport(test, `refs/notes/plain-${round}`, notes, [])))
  }
  report('append 1,000 entries', ours, 'one git fast-import', plain)
}

async function benchRead(count: number, rounds: number): Promise<void> {
  const test = makeRepository()
  const commits = manyCommits(test, count)
  const repo = await openRepository(test.dir)
  await append(
    repo,
    commits.map((commit, i) => entryOn(commit, { data: { i } })),
  )
  test.git('gc', '-q')
  const counted = async (source: AsyncIterable<object>) => {
    let count = 0
    for await (const one of source) if ('entry' in one) count += 1
    if (count !== commits.length) throw new Error(`read ${count} entries of ${commits.length}`)
  }
  const ours: Cost[] = []
  const byIndex: Cost[] = []
  const log: Cost[] = []
  const made = await timed(() => counted(readIndexed(repo)))
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await timed(() => counted(readLedger(repo))))
    byIndex.push(await timed(() => counted(readIndexed(repo))))
    log.push(
      await timed(async () => {
        test.git('log', '--format=%H %N', '--notes=improver/ledger', 'refs/heads/main')
      }),
    )
  }
  const what = `read ${count.toLocaleString('en')} entries`
  report(`${what}, each checked and named`, ours, 'git log --notes of the same', log)
  report(`${what} by the index, which took ${made.wall.toFixed(0)} ms to make`, byIndex, 'the same', log)
  await append(repo, [entryOn(commits[0]!, { kind: 'benched' })])
  commits.push(commits[0]!)
  const moved = await timed(() => counted(readIndexed(repo)))
  console.log(`  ${moved.wall.toFixed(0)} ms once after one more entry`)
  const [plain, indexed] = ['notes', 'index'].map(how => peakMegabytes(test, how))
  console.log(`  resident memory at its highest: ${plain} MB from the notes, ${indexed} MB by the index`)
}

async function countProcesses(): Promise<void> {
  const test = makeRepository()
  const commit = test.commit('Begin')
  const repo = await openRepository(test.dir)
  for (const [what, more] of [
    ['the first append', {}],
    ['each later one', { kind: 'benched' }],
  ] as const) {
    const trace = join(tempDir(), 'trace')
    const before = process.env.GIT_TRACE2_EVENT
    process.env.GIT_TRACE2_EVENT = trace
    await append(repo, [entryOn(commit, more)])
    if (before === undefined) delete process.env.GIT_TRACE2_EVENT
    else process.env.GIT_TRACE2_EVENT = before
    const names = readFileSync(trace, 'utf8').matchAll(/"event":"cmd_name".*?"name":"([^"]+)"/g)
    const started = [...names].map(found => found[1])
    console.log(`${what} starts ${started.length} git processes: ${started.join(', ')}`)
  }
}

/** Commits on main by one fast-import: no work tree, no time. */
function manyCommits(test: TestRepository, count: number): string[] {
  const parts: string[] = []
  for (let i = 1; i <= count; i += 1)
    parts.push(
      `commit refs/heads/main\nmark :${i}\ncommitter X <x@x> ${1_700_000_000 + i} +0000\ndata 2\n${i % 10}\n\n`,
    )
  importInto(test, parts.join(''), [])
  return test.git('rev-list', 'refs/heads/main').split('\n')
}

function fastImport(
  test: TestRepository,
  ref: string,
  notes: { on: string; line: string }[],
  config: string[],
): void {
  const head = `commit ${ref}\ncommitter X <x@x> 1700000000 +0000\ndata 0\n`
  const body = notes.map(({ on, line }) => `N inline ${on}\ndata ${Buffer.byteLength(line)}\n${line}\n`)
  importInto(test, `${head}${body.join('')}`, config)
}

function importInto(test: TestRepository, input: string, config: string[]): void {
  execFileSync('git', [...config, 'fast-import', '--quiet'], {
    cwd: test.dir,
    env: test.env,
    input,
    stdio: 'pipe',
  })
}

type Cost = { wall: number; cpu: number }

/** Milliseconds that passed, and that we and our children computed: the second hardly sees other load. */
async function timed(act: () => Promise<void>): Promise<Cost> {
  const [start, before] = [process.hrtime.bigint(), cpuSoFar()]
  await act()
  return { wall: Number(process.hrtime.bigint() - start) / 1e6, cpu: cpuSoFar() - before }
}

/** Our own processor time and that of children that have ended, in ms; children count only on Linux. */
function cpuSoFar(): number {
  const { user, system } = process.cpuUsage()
  const stat = existsSync('/proc/self/stat') ? readFileSync('/proc/self/stat', 'utf8') : ''
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const ticks = Number(fields[13] ?? 0) + Number(fields[14] ?? 0)
  return (user + system) / 1000 + ticks * 10
}

function report(what: string, ours: Cost[], beside: string, theirs: Cost[]): void {
  const cpu = sum(ours.map(one => one.cpu)) / sum(theirs.map(one => one.cpu))
  const ratio = median(ours.map((one, i) => one.wall / theirs[i]!.wall))
  const [a, b] = [median(ours.map(one => one.wall)), median(theirs.map(one => one.wall))]
  console.log(`${what}: ${a.toFixed(1)} ms; ${beside}: ${b.toFixed(1)} ms`)
  console.log(
    `  ratio ${ratio.toFixed(2)} wall (median of pairs), ${cpu.toFixed(2)} processor (n = ${ours.length})`,
  )
}

/** Resident memory of a process that reads all of it once, at its highest. */
function peakMegabytes({ dir, env }: TestRepository, how: string): string {
  const script = join(import.meta.dirname, 'ledger/readPeak.ts')
  const said = execFileSync(process.execPath, ['--import', 'tsx', script, dir, how], {
    env,
    encoding: 'utf8',
  })
  return said.trim().split(' ')[1] ?? ''
}

function sum(values: number[]): number {
  return values.reduce((all, one) => all + one, 0)
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!
}

if (import.meta.url === `file://${process.argv[1]}`) await main()
