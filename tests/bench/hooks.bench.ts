import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { cpus, platform, release } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeRepository, type TestRepository } from '../helpers/gitRepository.ts'
import { type FakePackage, fakePackage } from '../install/fakePackage.ts'
import { init } from '../install/installation.ts'

/**
 * What the client hooks cost: CPU (user and system, of git and all it starts) of ordinary commits and
 * pushes with hooks, against the same without. Rounds are interleaved in turning order, so that a busy machine
 * slows all of them alike; the figure is the median of the ratios within each round.
 *
 *     npm run bench -- hooks [rounds]
 */
async function main(rounds = Number(process.argv[2] ?? 15)): Promise<void> {
  const packages: FakePackage[] = []
  const subject = async (branch: string, hooks: 'none' | 'empty' | 'ours' | 'husky' | 'husky+ours') => {
    const repo = makeRepository()
    for (let n = 0; n < 300; n += 1)
      repo.write(`src/${n % 20}/file${n}.ts`, `export const a${n} = ${n}\n`.repeat(20))
    repo.commit('first')
    const remote = makeRepository({ bare: true })
    repo.git('remote', 'add', 'origin', remote.dir)
    repo.git('push', '-q', 'origin', 'main')
    if (hooks === 'empty') emptyHooks(join(repo.dir, '.git', 'hooks'))
    if (hooks.startsWith('husky')) huskyIn(repo)
    if (hooks.endsWith('ours')) {
      const from = fakePackage()
      packages.push(from)
      await init(repo, from)
    }
    repo.git('add', '-A')
    repo.git('commit', '-q', '--no-verify', '--allow-empty', '-m', 'second')
    if (branch !== 'main') repo.git('switch', '-q', '-c', branch)
    repo.git('push', '-q', '--no-verify', 'origin', branch)
    return repo
  }
  const topic = 'topic'
  const commits = {
    'no hooks': await subject('main', 'none'),
    'one empty sh hook': await subject('main', 'empty'),
    'ours, unprotected branch': await subject(topic, 'ours'),
    'ours, protected branch': await subject('main', 'ours'),
    'husky, empty hooks': await subject('main', 'husky'),
    'husky and ours, unprotected': await subject(topic, 'husky+ours'),
    'husky and ours, protected': await subject('main', 'husky+ours'),
  }
  const commit = measure(
    commits,
    rounds,
    10,
    n => `echo ${n} > src/0/file0.ts && git commit -qam "fix: handle the empty list in ${n}"`,
  )
  const { 'no hooks': none, 'ours, unprotected branch': ours, 'ours, protected branch': guarded } = commits
  const push = measure(
    { 'no hooks': none, 'ours, unprotected branch': ours, 'ours, protected branch': guarded },
    rounds,
    5,
    n => `git commit -q --no-verify --allow-empty -m "fix: ${n}" && git push -q origin HEAD`,
    'git commit -q --no-verify --allow-empty -m x',
  )
  const starts = packages.reduce((sum, one) => sum + one.starts(), 0)
  print('commit', commit, 'no hooks', { 'ours, unprotected branch': 1.9, 'ours, protected branch': 2.4 })
  const husky = Object.fromEntries(Object.entries(commit).filter(([name]) => name.startsWith('husky')))
  print('commit, against husky with empty hooks', husky, 'husky, empty hooks', {
    'husky and ours, unprotected': 1.15,
    'husky and ours, protected': 1.15,
  })
  print('push (the commit before it taken off)', push, 'no hooks', {
    'ours, unprotected branch': 1.2,
    'ours, protected branch': 1.2,
  })
  console.log(`Node starts: ${starts}\n`)
  const git = execFileSync('git', ['--version'], { encoding: 'utf8' }).trim()
  console.log(
    `${cpus()[0]?.model} x ${cpus().length}, ${platform()} ${release()}, ${git}, node ${process.version}`,
  )
  if (starts > 0) process.exitCode = 1
}

type Rounds = Record<string, number[]>

/** Milliseconds of CPU for one act, per subject and round. `before` is done as often and taken off. */
function measure(
  subjects: Record<string, TestRepository>,
  rounds: number,
  times: number,
  act: (n: number) => string,
  before?: string,
): Rounds {
  const names = Object.keys(subjects)
  const result: Rounds = Object.fromEntries(names.map(name => [name, []]))
  for (let round = -1; round < rounds; round += 1) {
    for (let at = 0; at < names.length; at += 1) {
      const name = names[(at + round + 1) % names.length] ?? ''
      const repo = subjects[name]
      if (!repo) continue
      const many = (one: (n: number) => string) =>
        cpuOf(repo, Array.from({ length: times }, (_, n) => one(round * times + n)).join('\n')) / times
      const cost = many(act) - (before ? many(() => before) : 0)
      // The first round warms the caches of disk and machine.
      if (round >= 0) result[name]?.push(cost)
    }
  }
  return result
}

/** CPU of all children of one shell, by the shell's own `times`. */
function cpuOf(repo: TestRepository, script: string): number {
  const { NODE_EXTRA_CA_CERTS: _, ...env } = repo.env
  const run = spawnSync('bash', ['-c', `${script}\ntimes`], { cwd: repo.dir, env, encoding: 'utf8' })
  const found = /(\d+)m([\d.]+)s (\d+)m([\d.]+)s\s*$/.exec(run.stdout)
  if (!found || run.status !== 0) throw new Error(`could not measure: ${run.stdout}${run.stderr}`)
  const [, userMinutes, user, systemMinutes, system] = found.map(Number)
  return ((userMinutes ?? 0) * 60 + (user ?? 0) + (systemMinutes ?? 0) * 60 + (system ?? 0)) * 1000
}

function print(title: string, rounds: Rounds, base: string, targets: Record<string, number>): void {
  const against = rounds[base] ?? []
  console.log(`${title}: median of ${against.length} rounds, CPU`)
  for (const [name, costs] of Object.entries(rounds)) {
    const ratio = median(costs.map((cost, at) => cost / (against[at] ?? Number.NaN)))
    const target = targets[name]
      ? `  (target ${targets[name]}: ${ratio <= targets[name] ? 'met' : 'MISSED'})`
      : ''
    console.log(
      `  ${name.padEnd(30)} ${median(costs).toFixed(2).padStart(7)} ms  x ${ratio.toFixed(2)}${target}`,
    )
  }
  console.log()
}

function median(values: number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

function emptyHooks(dir: string): void {
  for (const name of ['commit-msg', 'pre-push'])
    writeFileSync(join(dir, name), '#!/bin/sh\n', { mode: 0o755 })
}

function huskyIn(repo: TestRepository): void {
  const husky = fileURLToPath(new URL('../../node_modules/husky/bin.js', import.meta.url))
  execFileSync(process.execPath, [husky], { cwd: repo.dir, env: repo.env })
  if (!existsSync(join(repo.dir, '.husky'))) mkdirSync(join(repo.dir, '.husky'))
  for (const name of ['commit-msg', 'pre-push']) writeFileSync(join(repo.dir, '.husky', name), '')
}

await main()
