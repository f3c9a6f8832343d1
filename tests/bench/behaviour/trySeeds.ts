import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { ts } from 'ts-morph'
import { type Compiler, loadCompiler } from '../../../src/checks/compiler.ts'
import { editText, type TextEdit } from '../../../src/checks/differ/editText.ts'
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
  /** Whether one of each kind is put into a module at once, as many as go beside each other: one trial a module. */
  together: boolean
  /** Whether it is only asked whether anything differs. */
  quick: boolean
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
  const ask = await askCheck(from, trees, plan.quick)
  const all = modulesOf(from, plan.modules).flatMap(module => {
    const text = readFileSync(join(from, module), 'utf8')
    const seeds = plan.seedsOf(compiler, parseModule(compiler, module, text))
    const mixed = shuffled(seeds, plan.seed)
    return (plan.together ? together(text, mixed) : mixed).map(seed => ({ module, text, seed }))
  })
  const mixed = shuffled(all, plan.seed)
  const chosen = plan.kinds ? spreadOver(mixed, ({ seed }) => seed.kind) : mixed
  const known = readTried(file)
  for (const { module, text, seed } of chosen.slice(0, plan.seeds)) {
    const { line, kind, was } = seed
    // Of a whole module its digest is enough to know it again.
    const is = plan.together ? digest(seed.text) : seed.text
    const change = { repository: basename(from), module, line, kind, was, is }
    if (isKnown(known, change)) continue
    writeFileSync(join(trees.head, module), editText(text, [seed, ...(seed.also ?? [])]))
    await writeTried(file, change, () => ask([module]))
    writeFileSync(join(trees.head, module), text)
  }
  rmSync(root, { recursive: true, force: true })
}

/** The first of each kind that touches nothing of those before it, as one change; none where there are none. */
function together(text: string, seeds: readonly Seed[]): Seed[] {
  const taken: (TextEdit & { kind: string })[] = []
  for (const { kind, start, end, text: is, also = [] } of seeds) {
    const edits = [{ start, end, text: is }, ...also]
    const meets = edits.some(one => taken.some(other => one.start <= other.end && other.start <= one.end))
    if (!meets && !taken.some(one => one.kind === kind)) taken.push(...edits.map(one => ({ ...one, kind })))
  }
  if (!taken.length) return []
  const was = [...new Set(taken.map(one => one.kind))].sort().join(', ')
  return [{ kind: 'together', line: 0, start: 0, end: text.length, text: editText(text, taken), was }]
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12)

/** Files of code in a clone, without its tests and benchmarks. */
function modulesOf(from: string, pattern: RegExp): string[] {
  const tests = /\.d\.[cm]?ts$|(?:^|[./])(?:test|spec|bench)s?[./]/
  return execFileSync('git', ['-C', from, 'ls-files'], { encoding: 'utf8' })
    .split('\n')
    .filter(path => /\.[cm]?[jt]s$/.test(path) && !tests.test(path) && pattern.test(path))
}
