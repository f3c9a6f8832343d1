import { execFileSync } from 'node:child_process'
import { basename, join } from 'node:path'
import { AGENTS } from '../../src/agents/agents.ts'
import { defaultPolicy } from '../../src/flow/missingPolicy.ts'
import { traceRange } from '../../src/flow/trace/traceRange.ts'
import { readCommit, readCommits } from '../../src/git/history.ts'
import { openObjects } from '../../src/git/objects.ts'
import { readRangeChanges } from '../../src/git/rangeChanges.ts'
import { openRepository, type Repository } from '../../src/git/repository.ts'
import { writeReceipts } from '../../src/ledger/receipts.ts'
import type { Oid } from '../../src/model/change.ts'
import type { Commit } from '../../src/model/commit.ts'
import { untraceable } from '../../src/source/untraceable.ts'
import { tempDir } from '../helpers/gitRepository.ts'
import { type AiFile, PLANTINGS } from './tracing/plant.ts'

/**
 * How well content is traced, on real histories. Every fifth commit is declared AI as it comes; each of the others is
 * replayed as a person's landing on top of its first parent: what is traced there is wrong, or a copy that somebody did
 * make, and is printed. Then copies of AI commits are planted on the commit before
 * them, and looked for.
 *
 *     npm run bench -- tracing CLONE.. [--commits 3000] [--plants 100]
 */
const clones = process.argv
  .slice(2)
  .filter((word, at, all) => !word.startsWith('--') && !all[at - 1]?.startsWith('--'))
const option = (name: string, otherwise: number) => {
  const at = process.argv.indexOf(name)
  return at < 0 ? otherwise : Number(process.argv[at + 1])
}
const [most, plants] = [option('--commits', 3000), option('--plants', 100)]
if (!clones.length) throw new Error('usage: npm run bench -- tracing CLONE.. [--commits 3000] [--plants 100]')

const RECEIPT = JSON.stringify({ v: 1, at: 0, by: 'bench', ref: 'refs/heads/ai/x' })

type Tally = { tried: number; strong: number; short: number }
const humans: Tally = { tried: 0, strong: 0, short: 0 }
const planted = new Map<string, Tally>()
for (const clone of clones) await measure(clone)
printTally('wrong, of replayed human commits', humans)
for (const [kind, tally] of planted) printTally(`found, of planted copies: ${kind}`, tally)

async function measure(clone: string): Promise<void> {
  const dir = join(tempDir(), 'copy.git')
  execFileSync('git', ['clone', '-q', '--bare', '--shared', clone, dir])
  const repo = await openRepository(dir)
  const commits: Commit[] = []
  for await (const commit of readCommits(repo, ['HEAD'])) if (commits.push(commit) === most) break
  const isAi = ({ oid }: Commit) => Number.parseInt(oid.slice(0, 8), 16) % 5 === 0
  const ai = commits.filter(isAi)
  console.log(`${basename(clone)}: ${commits.length} commits, ${ai.length} as AI`)
  for (const commit of commits.reverse()) {
    if (isAi(commit)) {
      await writeReceipts(repo, RECEIPT, [commit.oid])
      continue
    }
    humans.tried += 1
    const fact = await ask(repo, commit, commit.parents[0] ?? null)
    if (!fact) continue
    humans[fact.of === 'short' ? 'short' : 'strong'] += 1
    const { path, line, lines, source } = fact
    if (fact.of !== 'short')
      console.log(
        `  ${commit.oid.slice(0, 9)} ${path}:${line} ${fact.of} of ${lines} lines, ${source.commit.slice(0, 9)} ${source.path}:${source.line}  ${commit.message.split('\n')[0]?.slice(0, 50)}`,
      )
  }
  await plantAll(repo, ai)
}

async function ask(repo: Repository, commit: Commit, target: Oid | null) {
  const objects = openObjects(repo)
  try {
    const range = [commit.oid, ...commit.parents.map(parent => `^${parent}`)]
    const known = { agents: AGENTS, policy: defaultPolicy(), now: 0 }
    return await (await traceRange(repo, objects, known, range, target))(commit)
  } finally {
    objects.close()
  }
}

async function plantAll(repo: Repository, ai: Commit[]): Promise<void> {
  let seed = 1
  const random = () => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0
    return seed / 2 ** 32
  }
  let done = 0
  for (const source of ai) {
    const [parent] = source.parents
    // What a revert brings is what the history had.
    const fit = source.parents.length === 1 && !/^Revert|^This reverts/m.test(source.message)
    if (!parent || !fit || done >= plants) continue
    const files = await filesOf(repo, source.oid, parent)
    let some = false
    for (const [kind, plant] of Object.entries(PLANTINGS)) {
      const made = plant(files, random)
      if (!made) continue
      some = true
      const tally = planted.get(kind) ?? { tried: 0, strong: 0, short: 0 }
      planted.set(kind, tally)
      tally.tried += 1
      const fact = await ask(repo, await commitOnto(repo, parent, made), parent)
      if (fact) tally[fact.of === 'short' ? 'short' : 'strong'] += 1
      else
        console.log(
          `  missed: ${kind} copy of ${source.oid.slice(0, 9)} (${Object.keys(made).join(', ').slice(0, 80)})`,
        )
    }
    if (some) done += 1
  }
}

/** The text files of a commit that count as evidence, with the lines that stood nowhere in its parent. */
async function filesOf(repo: Repository, oid: Oid, parent: Oid): Promise<AiFile[]> {
  const archive = await repo.run(['archive', '--format=tar', parent])
  const had = new Set(
    archive.stdout
      .toString('utf8')
      .split('\n')
      .map(line => line.trim()),
  )
  const objects = openObjects(repo)
  const found: AiFile[] = []
  for await (const { files } of readRangeChanges(repo, [oid], ['--no-walk=unsorted']))
    for (const { path, new: now } of files) {
      const text = now?.mode.startsWith('100')
        ? ((await objects.get(now.oid))?.bytes.toString('utf8') ?? '')
        : ''
      if (untraceable(path, text) || text.length > 200_000) continue
      const fresh = text.split('\n').flatMap((line, at) => (line.trim() && !had.has(line.trim()) ? [at] : []))
      found.push({ path, text, fresh })
    }
  objects.close()
  return found
}

async function commitOnto(repo: Repository, parent: Oid, files: Record<string, string>): Promise<Commit> {
  const env = { GIT_INDEX_FILE: join(tempDir(), 'index') }
  await repo.run(['read-tree', parent], { env })
  for (const [path, text] of Object.entries(files)) {
    const blob = await repo.text(['hash-object', '-w', '--stdin'], { input: text })
    await repo.run(['update-index', '--add', '--replace', '--cacheinfo', `100644,${blob},${path}`], { env })
  }
  const tree = await repo.text(['write-tree'], { env })
  const who = { GIT_AUTHOR_NAME: 'Jane', GIT_AUTHOR_EMAIL: 'jane@example.org' }
  const committer = { GIT_COMMITTER_NAME: 'Jane', GIT_COMMITTER_EMAIL: 'jane@example.org' }
  const oid = await repo.text(['commit-tree', '-p', parent, '-m', 'By hand', tree], {
    env: { ...who, ...committer },
  })
  const objects = openObjects(repo)
  try {
    return await readCommit(objects, oid)
  } finally {
    objects.close()
  }
}

function printTally(what: string, { tried, strong, short }: Tally): void {
  const share = (count: number) => `${count} (${((100 * count) / tried).toFixed(2)} %)`
  console.log(`${what}: ${share(strong)} of ${tried}, and ${share(short)} told as a short run`)
}
