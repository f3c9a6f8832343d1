import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { AGENTS } from '../../src/agents/agents.ts'
import { defaultPolicy } from '../../src/flow/missingPolicy.ts'
import { traceRange } from '../../src/flow/trace/traceRange.ts'
import { readCommits } from '../../src/git/history.ts'
import { openObjects } from '../../src/git/objects.ts'
import { readRangeChanges } from '../../src/git/rangeChanges.ts'
import { openRepository, type Repository } from '../../src/git/repository.ts'
import { writeReceipts } from '../../src/ledger/receipts.ts'
import { makeRepository, type TestRepository } from '../helpers/gitRepository.ts'

/**
 * What tracing costs where much is known: a server with 100,000 blobs of 20,000 AI commits. A landing of 50 people's commits, each of
 * two files and none a copy, is traced with the index as it is, after one more AI commit, and with no index at all; beside
 * it, what it takes to read the changes of the same commits and decide nothing. Each in a process of its own, medians.
 *
 *     npm run bench -- tracingIndex [--blobs 100000] [--rounds 9]
 */
const option = (name: string, otherwise: number) => {
  const at = process.argv.indexOf(name)
  return at < 0 ? otherwise : Number(process.argv[at + 1])
}
const [blobs, rounds] = [option('--blobs', 100_000), option('--rounds', 9)]
const PER_COMMIT = 5
const LINES = 40
const RECEIPT = JSON.stringify({ v: 1, at: 0, by: 'bench', ref: 'refs/heads/ai/x' })

async function main(): Promise<void> {
  const server = makeRepository({ bare: true })
  const commits = Math.ceil(blobs / PER_COMMIT)
  console.log(`${commits * PER_COMMIT} blobs of ${commits} AI commits, ${LINES} lines each`)
  await history(server, commits)
  const repo = await openRepository(server.dir)
  const ai = server.git('rev-list', 'refs/heads/ai/all').split('\n')
  const [last, ...others] = ai
  await writeReceipts(repo, RECEIPT, others)
  server.git('gc', '-q')
  const index = join(server.dir, 'improver', 'content')
  const anew: Cost[] = []
  for (let round = 0; round < Math.max(1, Math.ceil(rounds / 5)); round += 1) {
    rmSync(index, { recursive: true, force: true })
    anew.push(inProcess(server, 'trace'))
  }
  tell('traced, the index made on the way', anew)
  const [traced, plain]: Cost[][] = [[], []]
  for (let round = 0; round < rounds; round += 1) {
    traced!.push(inProcess(server, 'trace'))
    plain!.push(inProcess(server, 'read'))
  }
  tell('traced by the index', traced!)
  tell('the same changes read, and nothing decided', plain!)
  await writeReceipts(repo, RECEIPT, [last!])
  tell('traced after one more AI commit', [inProcess(server, 'trace')])
  const size = spawnSync('du', ['-sm', index], { encoding: 'utf8' }).stdout.split('\t')[0]
  console.log(`the index takes ${size} MB`)
}

type Cost = { ms: number; megabytes: number; traced: number }

function tell(what: string, costs: Cost[]): void {
  const middle = (of: (cost: Cost) => number) => costs.map(of).sort((a, b) => a - b)[costs.length >> 1]!
  const found = costs.reduce((sum, { traced }) => sum + traced, 0)
  if (found) throw new Error(`${found} commits were traced that are no copies`)
  console.log(
    `${what.padEnd(44)}${middle(({ ms }) => ms).toFixed(0)} ms, ${middle(({ megabytes }) => megabytes).toFixed(0)} MB, of ${costs.length}`,
  )
}

/** Both histories by one fast-import: no work tree, no time. */
async function history(server: TestRepository, commits: number): Promise<void> {
  const child = spawn('git', ['fast-import', '--quiet'], {
    cwd: server.dir,
    env: server.env,
    stdio: ['pipe', 'inherit', 'inherit'],
  })
  const write = async (text: string) => {
    if (!child.stdin.write(text)) await once(child.stdin, 'drain')
  }
  const random = randomFrom(1)
  const commit = async (ref: string, from: string | null, n: number, files: number) => {
    const body = Array.from({ length: files }, (_, at) => {
      const text = textOf(random)
      return `M 100644 inline src/${n % 97}/${ref.length}-${n}-${at}.ts\ndata ${Buffer.byteLength(text)}\n${text}\n`
    })
    await write(
      `commit ${ref}\ncommitter X <x@example.org> ${1_700_000_000 + n} +0000\ndata 2\nx\n${from ? `from ${from}\n` : ''}${body.join('')}\n`,
    )
  }
  await commit('refs/heads/main', null, 0, 1)
  await commit('refs/heads/ai/all', 'refs/heads/main', 1, PER_COMMIT)
  for (let n = 2; n <= commits; n += 1) await commit('refs/heads/ai/all', null, n, PER_COMMIT)
  await commit('refs/heads/landing', 'refs/heads/main', 1, 2)
  for (let n = 2; n <= 50; n += 1) await commit('refs/heads/landing', null, n, 2)
  child.stdin.end()
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`git fast-import ended with ${code}`)
}

function textOf(random: () => number): string {
  const word = () => Math.floor(random() * 2 ** 32).toString(36)
  const lines = Array.from(
    { length: LINES },
    () => `  const ${word()} = await ${word()}(${word()}, '${word()}')`,
  )
  return `${lines.join('\n')}\n`
}

function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

function inProcess(server: TestRepository, what: string): Cost {
  const { argv, execPath } = process
  const ran = spawnSync(execPath, ['--import', 'tsx', argv[1]!, '--do', what, server.dir], {
    encoding: 'utf8',
    env: { ...server.env, NODE_EXTRA_CA_CERTS: '' },
  })
  if (ran.status !== 0) throw new Error(ran.stderr)
  return JSON.parse(ran.stdout) as Cost
}

/** In a process of its own: does one thing and tells what it took, without the start of Node. */
async function doOnce(what: string, dir: string): Promise<void> {
  const repo = await openRepository(dir)
  const began = performance.now()
  const range = ['refs/heads/landing', '^refs/heads/main']
  const traced = what === 'trace' ? await trace(repo, range) : await read(repo, range)
  const cost: Cost = {
    ms: performance.now() - began,
    megabytes: process.resourceUsage().maxRSS / 1024,
    traced,
  }
  console.log(JSON.stringify(cost))
}

async function trace(repo: Repository, range: string[]): Promise<number> {
  const objects = openObjects(repo)
  const known = { agents: AGENTS, policy: defaultPolicy(), now: 0 }
  const target = await repo.text(['rev-parse', 'refs/heads/main'])
  const tracer = await traceRange(repo, objects, known, range, target)
  let traced = 0
  for await (const commit of readCommits(repo, range)) if (await tracer(commit)) traced += 1
  objects.close()
  return traced
}

async function read(repo: Repository, range: string[]): Promise<number> {
  const objects = openObjects(repo)
  for await (const { files } of readRangeChanges(repo, range))
    for (const { new: now } of files) if (now) await objects.get(now.oid)
  for await (const _ of readCommits(repo, range));
  objects.close()
  return 0
}

const at = process.argv.indexOf('--do')
await (at < 0 ? main() : doOnce(process.argv[at + 1]!, process.argv[at + 2]!))
