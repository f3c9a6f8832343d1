import { execFileSync } from 'node:child_process'
import { cp, mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { cpus, platform, release } from 'node:os'
import { join } from 'node:path'
import { median } from '../../src/bench/signedRank.ts'
import { exportTree } from '../../src/git/exportTree.ts'
import { openRepository, type Repository } from '../../src/git/repository.ts'
import { openWarmTree } from '../../src/git/warmTree.ts'
import { makeRepository, tempDir } from '../helpers/gitRepository.ts'

const FILES = 5_000
/** What a proof leaves behind: that many files edited, and the folder of lent dependencies. */
const EDITED = 3

/**
 * How the tree for the next proof is had: written anew, copied from a ready one, or by bringing the last one back to what it
 * was. In turn, and the ratios are the medians of those within each round.
 *
 *     npm run bench -- trees [rounds [repository]]
 */
async function main(rounds = Number(process.argv[2] ?? 15), dir = process.argv[3]): Promise<void> {
  const repo = await openRepository(dir ?? make())
  const tree = await repo.text(['rev-parse', 'HEAD^{tree}'])
  const listing = await repo.text(['ls-tree', '-r', '-z', '--name-only', tree])
  const files = listing.split('\0').filter(Boolean)
  const top = tempDir()
  const ready = join(top, 'ready')
  await exportTree(repo, tree, ready)
  const warm = openWarmTree(repo, join(top, 'warm'), true)
  await warm.fill(tree)
  const fresh = join(top, 'fresh')
  const ways: Record<string, () => Promise<unknown>> = {
    'written anew': () => exportTree(repo, tree, fresh),
    'copied from a ready one': () => cp(ready, fresh, { recursive: true, verbatimSymlinks: true }),
    'the last one, brought back': () => warm.fill(tree),
  }
  const took = await timed(ways, rounds, async () => {
    await rm(fresh, { recursive: true, force: true })
    await prove(warm.path, files)
  })
  console.log(`a tree of ${files.length} files for the next proof: medians of ${rounds} rounds`)
  const first = took[0]?.times ?? []
  for (const { name, times } of took) {
    const ratio = median(times.map((time, at) => time / (first[at] ?? Number.NaN)))
    console.log(`  ${name.padEnd(30)} ${median(times).toFixed(0).padStart(6)} ms   x ${ratio.toFixed(2)}`)
  }
  const git = execFileSync('git', ['--version'], { encoding: 'utf8' }).trim()
  console.log(
    `\n${cpus()[0]?.model} x ${cpus().length}, ${platform()} ${release()}, ${git}, node ${process.version}`,
  )
}

/** Each round begins with another way, so that none always has the others' writes before it. */
async function timed(
  ways: Record<string, () => Promise<unknown>>,
  rounds: number,
  clean: () => Promise<void>,
) {
  const took = Object.entries(ways).map(([name, way]) => ({ name, way, times: [] as number[] }))
  for (let round = -1; round < rounds; round++)
    for (let at = 0; at < took.length; at++) {
      const one = took[(at + round + 1) % took.length]!
      await clean()
      const before = performance.now()
      await one.way()
      // The first round warms the caches of disk and machine.
      if (round >= 0) one.times.push(performance.now() - before)
    }
  return took
}

async function prove(tree: string, files: string[]): Promise<void> {
  for (const file of files.slice(-EDITED)) await writeFile(join(tree, file), 'edited\n')
  await mkdir(join(tree, 'node_modules'), { recursive: true })
  for (let at = 0; at < 200; at++)
    await symlink('/nowhere', join(tree, 'node_modules', `package-${at}`)).catch(() => {})
}

function make(): Repository['dir'] {
  const { dir, commit } = makeRepository()
  const path = (at: number) => `src/${at % 100}/${at}.ts`
  const text = (at: number) => `export const value${at} = ${at}\n`.repeat(60)
  commit('all', Object.fromEntries(Array.from({ length: FILES }, (_, at) => [path(at), text(at)])))
  return dir
}

await main()
