import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { ts } from 'ts-morph'
import { type Compiler, loadCompiler } from '../../../src/checks/compiler.ts'
import { editText } from '../../../src/checks/differ/editText.ts'
import { parseModule } from '../../../src/checks/differ/parseModule.ts'
import { tempDir } from '../../helpers/gitRepository.ts'
import { askCheck } from './askCheck.ts'
import type { Seed } from './seeds.ts'
import { shuffled, spreadOver } from './shuffled.ts'
import { isKnown, readTried, writeTried } from './tried.ts'

/** Which changes are put into which modules: `kinds` spreads them evenly over their kinds. */
export type Plan = {
  modules: RegExp
  seedsOf(compiler: Compiler, file: ts.SourceFile): Seed[]
  seeds: number
  seed: number
  kinds: boolean
}

/**
 * Puts changes into modules of a clone's copy, one at a time, and asks the check of each. It goes on where it was broken off.
 * @param file what comes of each is added to it.
 */
export async function trySeeds(from: string, file: string, plan: Plan): Promise<void> {
  const compiler = await loadCompiler()
  const root = realpathSync(tempDir())
  const trees = { base: join(root, 'base'), head: join(root, 'head') }
  for (const tree of [trees.base, trees.head])
    cpSync(from, tree, { recursive: true, filter: path => !/\/(?:node_modules|\.git)$/.test(path) })
  const ask = await askCheck(from, trees)
  const all = modulesOf(from, plan.modules).flatMap(module => {
    const text = readFileSync(join(from, module), 'utf8')
    const seeds = plan.seedsOf(compiler, parseModule(compiler, module, text))
    return shuffled(seeds, plan.seed).map(seed => ({ module, text, seed }))
  })
  const mixed = shuffled(all, plan.seed)
  const chosen = plan.kinds ? spreadOver(mixed, ({ seed }) => seed.kind) : mixed
  const known = readTried(file)
  for (const { module, text, seed } of chosen.slice(0, plan.seeds)) {
    const { line, kind, was, text: is } = seed
    const change = { repository: basename(from), module, line, kind, was, is }
    if (isKnown(known, change)) continue
    writeFileSync(join(trees.head, module), editText(text, [seed, ...(seed.also ?? [])]))
    await writeTried(file, change, () => ask([module]))
    writeFileSync(join(trees.head, module), text)
  }
  rmSync(root, { recursive: true, force: true })
}

/** Files of code in a clone, without its tests and benchmarks. */
function modulesOf(from: string, pattern: RegExp): string[] {
  const tests = /\.d\.[cm]?ts$|(?:^|[./])(?:test|spec|bench)s?[./]/
  return execFileSync('git', ['-C', from, 'ls-files'], { encoding: 'utf8' })
    .split('\n')
    .filter(path => /\.[cm]?[jt]s$/.test(path) && !tests.test(path) && pattern.test(path))
}
