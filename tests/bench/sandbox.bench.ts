import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { realpathSync } from 'node:fs'
import { cpus, platform, release } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import { openSandbox } from '../../src/sandbox/openSandbox.ts'
import { tempDir } from '../helpers/gitRepository.ts'
import { LIMITS } from '../sandbox/limits.ts'

/** Commands are not started one right after the other, and the kernel does some things at once only if they are. */
const PAUSE_MS = 50

/**
 * What the sandbox adds to the start of a command: /bin/true in it and by a plain spawn, in turn. The figure
 * is the median of the differences within each round.
 *
 *     npm run bench -- sandbox [rounds]
 */
async function main(rounds = Number(process.argv[2] ?? 31)): Promise<void> {
  const tree = realpathSync(tempDir())
  const options = { ...LIMITS, cwd: tree, writable: [tree], readable: [] }
  const [walled, open] = [await openSandbox('required'), await openSandbox('none')]
  const ways: Record<string, () => Promise<unknown>> = {
    'plain spawn': () => once(spawn('/bin/true', { cwd: tree, stdio: ['ignore', 'pipe', 'pipe'] }), 'close'),
    'without walls (limits alone)': () => open.run(['/bin/true'], options),
    [walled.kind]: () => walled.run(['/bin/true'], options),
  }
  const names = Object.keys(ways)
  const took: Record<string, number[]> = Object.fromEntries(names.map(name => [name, []]))
  for (let round = -1; round < rounds; round += 1) {
    for (let at = 0; at < names.length; at += 1) {
      const name = names[(at + round + 1) % names.length] ?? ''
      await setTimeout(PAUSE_MS)
      const before = performance.now()
      await ways[name]?.()
      // The first round warms the caches of disk and machine.
      if (round >= 0) took[name]?.push(performance.now() - before)
    }
  }
  const plain = took['plain spawn'] ?? []
  console.log(`start of a command: median of ${rounds} rounds`)
  for (const name of names) {
    const times = took[name] ?? []
    const extra = median(times.map((time, at) => time - (plain[at] ?? Number.NaN)))
    const target = name === walled.kind ? `  (target 10: ${extra <= 10 ? 'met' : 'MISSED'})` : ''
    console.log(
      `  ${name.padEnd(30)} ${median(times).toFixed(1).padStart(6)} ms  + ${extra.toFixed(1)} ms${target}`,
    )
  }
  const git = execFileSync('git', ['--version'], { encoding: 'utf8' }).trim()
  console.log(
    `\n${cpus()[0]?.model} x ${cpus().length}, ${platform()} ${release()}, ${git}, node ${process.version}`,
  )
}

function median(values: number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

await main()
