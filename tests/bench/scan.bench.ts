import { execFileSync, spawnSync } from 'node:child_process'
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, platform, release } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { COMMAND } from '../helpers/cli.ts'
import { makeRepository, type TestRepository, tempDir } from '../helpers/gitRepository.ts'

const COMMITS = 100_000
/** What `scan` reads of a commit, as `git log` prints it. */
const FIELDS = '%H%x00%T%x00%P%x00%an%x00%ae%x00%at%x00%cn%x00%ce%x00%ct%x00%B'

/**
 * What `scan` costs on 100,000 commits, a fifth of them AI-made, beside one `git log` that prints the fields that it
 * reads: wall clock, in turns. The last 200 AI commits change a TypeScript file, so that their classes are derived too.
 *
 *     npm run bench -- scan [rounds]
 */
function main(rounds = Number(process.argv[2] ?? 7)): void {
  const repo = makeRepository({ bare: true })
  importHistory(repo)
  const preload = join(tempDir(), 'peak.cjs')
  const peak = join(tempDir(), 'peak')
  writeFileSync(
    preload,
    `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(peak)}, String(process.resourceUsage().maxRSS)))\n`,
  )
  const log = ['-c', 'core.pager=cat', 'log', '--date-order', `--format=${FIELDS}`, 'main']
  const sides: Record<string, () => void> = {
    'git log': () => run(repo, 'git', log),
    'git improver scan': () => run(repo, process.execPath, ['--require', preload, COMMAND, 'scan', '--json']),
  }
  const times = Object.keys(sides).map(name => ({ name, took: [] as number[] }))
  // The first round warms the caches of disk and machine.
  for (let round = -1; round < rounds; round += 1)
    for (const { name, took } of times) {
      const start = performance.now()
      sides[name]?.()
      if (round >= 0) took.push(performance.now() - start)
    }
  console.log(`${COMMITS} commits: median (least to most) of ${rounds} rounds in turns`)
  for (const { name, took } of times) {
    const sorted = took.toSorted((one, other) => one - other)
    const [middle, least, most] = [sorted[sorted.length >> 1], sorted[0], sorted.at(-1)]
    console.log(
      `  ${name.padEnd(18)} ${middle?.toFixed(0).padStart(6)} ms (${least?.toFixed(0)} to ${most?.toFixed(0)})`,
    )
  }
  console.log(`  peak of scan's Node ${(Number(readFileSync(peak, 'utf8')) / 1024).toFixed(0)} MB`)
  const git = execFileSync('git', ['--version'], { encoding: 'utf8' }).trim()
  console.log(
    `\n${cpus()[0]?.model} x ${cpus().length}, ${platform()} ${release()}, ${git}, node ${process.version}`,
  )
}

function run(repo: TestRepository, command: string, args: string[]): void {
  const { NODE_EXTRA_CA_CERTS: _, ...env } = repo.env
  const out = openSync(join(repo.dir, '..', 'out'), 'w')
  try {
    const { status, stderr } = spawnSync(command, args, {
      cwd: repo.dir,
      env,
      stdio: ['ignore', out, 'pipe'],
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(stderr)
  } finally {
    closeSync(out)
  }
}

/** Every 20 commits are a branch of ten, a merge with a review, and nine beside it; a message has four lines or more. */
function importHistory(repo: TestRepository): void {
  const stream: string[] = []
  for (let n = 0; n < COMMITS; n += 1) {
    const place = n % 20
    const isMerge = place === 19 && n > 20
    const onSide = place > 0 && place <= 10 && n > 20
    const from = onSide && place === 1 ? n - 1 : !onSide && place === 11 ? n - 11 : n - 1
    const message = messageOf(n, isMerge)
    const text = `/** Counts ${n}. */\nexport const a${n % 50} = ${n}\n`
    stream.push(
      `commit refs/heads/main\nmark :${n + 1}\n`,
      `author Person ${n % 37} <person${n % 37}@example.org> ${1_600_000_000 + n * 300} +0000\n`,
      `committer Person ${n % 37} <person${n % 37}@example.org> ${1_600_000_000 + n * 300} +0000\n`,
      `data ${Buffer.byteLength(message)}\n${message}\n`,
      n > 0 ? `from :${from + 1}\n` : '',
      isMerge ? `merge :${n - 8}\n` : '',
      `M 100644 inline src/file${n % 50}.ts\ndata ${Buffer.byteLength(text)}\n${text}\n`,
    )
  }
  execFileSync('git', ['fast-import', '--quiet'], { cwd: repo.dir, env: repo.env, input: stream.join('') })
}

function messageOf(n: number, isMerge: boolean): string {
  const person = `Person ${(n + 1) % 37} <person${(n + 1) % 37}@example.org>`
  if (isMerge) return `Merge a topic\n\nIt was looked at.\n\nReviewed-by: ${person}\n`
  const why = 'What it was before did not do what the page says.\nNow it does, and a test holds it.\n'
  const ai = n % 5 === 2 ? 'Co-authored-by: Claude <noreply@anthropic.com>\n' : ''
  return `fix(part${n % 50}): say the number ${n}\n\n${why}\nFixes: #${n}\n${ai}Signed-off-by: ${person}\n`
}

main()
