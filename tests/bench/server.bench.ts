import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, platform, release } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { openRepository } from '../../src/git/repository.ts'
import { writeReceipts } from '../../src/ledger/receipts.ts'
import { improver } from '../helpers/cli.ts'
import { fiftyCommits } from '../helpers/fiftyCommits.ts'
import { makeRepository, type TestRepository, tempDir } from '../helpers/gitRepository.ts'

/**
 * What pre-receive costs: a push of 50 commits to the protected branch, 20 of them documentation by a bot, which may
 * land by its class alone, wall clock of the whole push with hooks and without, and the peak of the hook's Node. The
 * second run is on a server with 100,000 receipts.
 *
 *     npm run bench -- server [rounds]
 */
async function main(rounds = Number(process.argv[2] ?? 15)): Promise<void> {
  const plain = makeRepository({ bare: true })
  const ours = makeRepository({ bare: true })
  const full = makeRepository({ bare: true })
  const peak = join(tempDir(), 'peak')
  for (const server of [ours, full]) {
    const { code, stderr } = improver(server, 'init', '--server', '--yes')
    if (code !== 0) throw new Error(stderr)
    measureNode(server, peak)
  }
  const jane = fiftyCommits()
  for (const server of [plain, ours, full]) jane.git('push', '-q', server.dir, 'main~50:refs/heads/main')
  const keys = Array.from({ length: 100_000 }, (_, n) => createHash('sha1').update(`${n}`).digest('hex'))
  const began = performance.now()
  await writeReceipts(
    await openRepository(full.dir),
    '{"v":1,"at":1,"by":"helper","ref":"refs/heads/ai/x"}',
    keys,
  )
  const writing = performance.now() - began
  full.git('gc', '-q')
  const times: Record<string, Cost[]> = { 'no hooks': [], ours: [], 'ours, 100,000 receipts': [] }
  const peaks: number[] = []
  for (let round = -1; round < rounds; round += 1)
    for (const [name, server] of [
      ['no hooks', plain],
      ['ours', ours],
      ['ours, 100,000 receipts', full],
    ] as const) {
      const from = server.git('rev-parse', 'main')
      rmSync(peak, { force: true })
      const cost = costOf(jane, `git push -q ${server.dir} main`)
      server.git('update-ref', 'refs/heads/main', from)
      server.git('prune', '--expire=now')
      // The first round warms the caches of disk and machine.
      if (round < 0) continue
      times[name]?.push(cost)
      if (name !== 'no hooks') peaks.push(Number(readFileSync(peak, 'utf8').trim().split('\n').at(-1)) / 1024)
    }
  console.log(`a push of 50 commits, 20 of an automatic class: median of ${rounds} rounds`)
  for (const [name, all] of Object.entries(times)) {
    const [wall, cpu] = [median(all.map(one => one.wall)), median(all.map(one => one.cpu))]
    console.log(
      `  ${name.padEnd(26)} ${wall.toFixed(0).padStart(6)} ms, CPU of all processes ${cpu.toFixed(0).padStart(6)} ms  (target 2000: ${wall <= 2000 ? 'met' : 'MISSED'})`,
    )
  }
  const worst = Math.max(...peaks)
  console.log(
    `  peak of Node               ${worst.toFixed(0).padStart(6)} MB  (target 200: ${worst <= 200 ? 'met' : 'MISSED'})`,
  )
  console.log(
    `  writing 100,000 receipts   ${writing.toFixed(0).padStart(6)} ms, our own peak ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`,
  )
  const git = execFileSync('git', ['--version'], { encoding: 'utf8' }).trim()
  console.log(
    `\n${cpus()[0]?.model} x ${cpus().length}, ${platform()} ${release()}, ${git}, node ${process.version}`,
  )
}

type Cost = { wall: number; cpu: number }

/** Milliseconds of one command and all that it starts, by the shell's own `times`. */
function costOf(repo: TestRepository, script: string): Cost {
  const { NODE_EXTRA_CA_CERTS: _, ...env } = repo.env
  const start = performance.now()
  const run = spawnSync('bash', ['-ec', `${script}\ntimes`], { cwd: repo.dir, env, encoding: 'utf8' })
  const wall = performance.now() - start
  const found = /(\d+)m([\d.]+)s (\d+)m([\d.]+)s\s*$/.exec(run.stdout)
  if (!found || run.status !== 0) throw new Error(`could not measure: ${run.stdout}${run.stderr}`)
  const [, userMinutes = 0, user = 0, systemMinutes = 0, system = 0] = found.map(Number)
  return { wall, cpu: (userMinutes * 60 + user + systemMinutes * 60 + system) * 1000 }
}

/** Puts a Node into the hook that writes down its peak when it ends. */
function measureNode(server: TestRepository, peak: string): void {
  const preload = join(tempDir(), 'peak.cjs')
  writeFileSync(
    preload,
    `process.on('exit', () => require('node:fs').appendFileSync(${JSON.stringify(peak)}, process.resourceUsage().maxRSS + '\\n'))\n`,
  )
  const node = join(tempDir(), 'node')
  writeFileSync(node, `#!/bin/sh\nexec '${process.execPath}' --require '${preload}' "$@"\n`, { mode: 0o755 })
  const hook = join(server.dir, 'hooks', 'pre-receive')
  writeFileSync(hook, readFileSync(hook, 'utf8').replace(/^improver_node=.*$/m, `improver_node='${node}'`))
}

function median(values: number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

if (spawnSync('git', ['--version']).status !== 0) throw new Error('git is not installed')
await main()
