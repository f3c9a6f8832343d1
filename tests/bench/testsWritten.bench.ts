import { execFileSync } from 'node:child_process'
import { existsSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { basename, join, posix } from 'node:path'
import { openCaseBench } from '../../src/checks/cases/caseBench.ts'
import type { ExportedCode } from '../../src/checks/cases/openExports.ts'
import { markStatements } from '../../src/checks/differ/markStatements.ts'
import { parseModule } from '../../src/checks/differ/parseModule.ts'
import { isNamesake } from '../../src/checks/testing/testFiles.ts'
import { policyInForce } from '../../src/flow/policyInForce.ts'
import { collectSource } from '../../src/flow/run/collectSource.ts'
import { findUncovered, type Uncovered } from '../../src/flow/run/findUncovered.ts'
import { writeUncovered } from '../../src/flow/run/observeUncovered.ts'
import { EVERYTHING } from '../../src/flow/run/scope.ts'
import { openRepository } from '../../src/git/repository.ts'
import { isEligible } from '../../src/improvers/docs.ts'
import { writeModule } from '../../src/improvers/tests.ts'
import type { Path } from '../../src/model/change.ts'
import type { SourceFile } from '../../src/model/finding.ts'
import type { TestCase } from '../../src/model/testCase.ts'
import { TRIAL_GLOBALS } from '../../src/model/trial.ts'
import { readTreeFile } from '../../src/sandbox/readTreeFile.ts'
import { tempDir } from '../helpers/gitRepository.ts'

/**
 * How good the tests are that are written for exports which no test calls. In a repository that is tested well there are few: so the
 * tests that are named like some modules, drawn by chance, are taken away first, in a copy. Shown is what the written tests reach of these exports, those
 * for which none could be written included: statements, and branches (the sides of `&&`, `||`, `??` and `?:`, and what stands below `if`,
 * `else`, `case` and loops); how many of the cases passed in 20 of 20 runs and twice beside the whole suite; and which wrong changes they notice.
 * Nothing isolates what runs here: measure only what you would run yourself.
 *
 *     npm run bench -- testsWritten CLONE.. [--modules 10] [--seed 1] [--keep] [--show]
 *
 * CLONE has its dependencies installed. `--keep` takes no tests away, `--show` prints what was written.
 */
const USAGE = 'usage: npm run bench -- testsWritten CLONE.. [--modules 10] [--seed 1] [--keep] [--show]'
const args = process.argv.slice(2)
const number = (name: string, otherwise: number) =>
  args.includes(name) ? Number(args[args.indexOf(name) + 1]) : otherwise
const clones = args.filter(
  (word, at) => !word.startsWith('--') && !/^--(?:modules|seed)$/.test(args[at - 1] ?? ''),
)
const most = number('--modules', 10)
const seed = number('--seed', 1)
if (!clones.length || !Number.isInteger(most) || !Number.isInteger(seed)) {
  console.error(USAGE)
  process.exit(2)
}

type Count = { reached: number; all: number }
const HEAD = [
  'repository',
  'modules',
  'uncovered exports',
  'with tests',
  'tests',
  'statements',
  'branches',
  '20 of 20',
  'mutants',
  'told',
]
const rows: string[][] = []
for (const clone of clones)
  rows.push([basename(realpathSync(clone)), ...(await measure(realpathSync(clone)))])
console.log(`| ${HEAD.join(' | ')} |\n|${HEAD.map(() => '---|').join('')}`)
for (const row of rows) console.log(`| ${row.join(' | ')} |`)

async function measure(clone: string): Promise<string[]> {
  const root = tempDir()
  const dir = join(root, 'repo')
  const git = (...words: string[]) =>
    execFileSync('git', ['-C', dir, '-c', 'user.name=Bench', '-c', 'user.email=bench@example.org', ...words])
  execFileSync('git', ['clone', '-q', clone, dir])
  if (existsSync(join(clone, 'node_modules')))
    symlinkSync(join(clone, 'node_modules'), join(dir, 'node_modules'))
  const repo = await openRepository(dir)
  const whole = await collectSource(repo, git('rev-parse', 'HEAD').toString().trim() as never, EVERYTHING)
  const tested = whole.source.files
    .filter(isEligible)
    .map(({ path }) => ({ path, tests: whole.source.tests.filter(test => isTestOf(test, path)) }))
    .filter(({ tests }) => tests.length > 0)
  const drawn = args.includes('--keep') ? [] : draw(tested, most)
  for (const test of new Set(drawn.flatMap(({ tests }) => tests.map(({ path }) => path))))
    rmSync(join(dir, test))
  if (drawn.length) git('commit', '-q', '-a', '--no-verify', '-m', 'Take tests away')
  const base = git('rev-parse', 'HEAD').toString().trim() as never
  const { source } = await collectSource(repo, base, { paths: drawn.map(({ path }) => path), shard: null })
  const policy = { ...(await policyInForce(repo)), sandbox: 'none' as const }
  const progress = (text: string) => console.error(`${basename(clone)}: ${text}`)
  const found = await findUncovered(repo, base, policy, source, join(root, 'tree'), progress)
  if ('notRun' in found) return [`not run: ${found.notRun}`]
  const written = await writeUncovered(found, source, most, progress)
  for (const note of written.notes) console.error(`note ${note}`)
  if ('notRun' in written) return [`not run: ${written.notRun}`]
  const cases = new Map<string, TestCase[]>()
  for (const { module, exports } of written.modules)
    for (const one of exports) cases.set(`${module} ${one.name}`, one.cases)
  const [statements, branches]: [Count, Count] = [
    { reached: 0, all: 0 },
    { reached: 0, all: 0 },
  ]
  const exports = found.opened.flatMap(({ module, exports: all }) =>
    all.filter(one => !found.partly.has(one)).map(one => ({ module, one })),
  )
  for (const { module, one } of exports)
    await reach(found, module, one, cases.get(`${module} ${one.name}`) ?? [], statements, branches)
  if (args.includes('--show'))
    for (const one of written.modules) console.log(`--- ${one.path}\n${writeModule(one)?.text}`)
  const count = [...cases.values()].flat().length
  const mutants = written.modules.reduce((sum, { measured }) => sum + measured.mutants, 0)
  const killed = written.modules.reduce((sum, { measured }) => sum + measured.killed, 0)
  return [
    String(found.opened.length),
    String(exports.length),
    String(cases.size),
    String(count),
    share(statements),
    share(branches),
    share({ reached: count, all: count + written.failing }),
    share({ reached: killed, all: mutants }),
    String(written.notes.length),
  ]
}

/** Adds what some cases reach of an export. */
async function reach(
  { compiler, tree, context }: Uncovered,
  module: Path,
  { lines }: ExportedCode,
  cases: TestCase[],
  statements: Count,
  branches: Count,
): Promise<void> {
  const text = readTreeFile(tree, module) ?? ''
  const file = parseModule(compiler, module, text)
  const { text: marked, marked: marks } = markStatements(compiler, file, lines, 0, TRIAL_GLOBALS.passed, true)
  const plain = new Set(
    markStatements(compiler, file, lines, 0, TRIAL_GLOBALS.passed).marked.map(
      ({ start, end }) => `${start} ${end}`,
    ),
  )
  const scripts = cases.map(({ steps }) => ({ steps, waits: true }))
  const shown = scripts.length
    ? await openCaseBench(tree, module, context).show(scripts, 'here', new Map([[module, marked]]))
    : null
  const hits = new Set(
    [...(shown?.shows.values() ?? [])].flatMap(one => ('hits' in one ? (one.hits ?? []) : [])),
  )
  for (const { mark, start, end } of marks) {
    const isStatement = plain.has(`${start} ${end}`)
    const before = text.slice(0, start)
    const isBranch =
      !isStatement ||
      /(?:\belse|\bif\s*\([^\n]*\)|:|\bfor\s*\([^\n]*\)|\bwhile\s*\([^\n]*\))\s*\{?\s*$/.test(before)
    for (const [count, counts] of [
      [statements, isStatement],
      [branches, isBranch],
    ] as const)
      if (counts) {
        count.all += 1
        if (hits.has(mark)) count.reached += 1
      }
  }
}

/** Whether a test is named like a module and imports it. */
function isTestOf({ path, text }: SourceFile, module: Path): boolean {
  const bare = module.replace(/\.[cm]?[jt]sx?$/, '')
  const leads = [...text.matchAll(/from ['"](\.[^'"]*)['"]/g)].map(([, to = '']) =>
    posix.join(posix.dirname(path), to).replace(/\.[cm]?[jt]sx?$/, ''),
  )
  return isNamesake(path, module) && leads.includes(bare)
}

/** Some of a list by chance: the same ones with the same seed. */
function draw<T>(list: T[], count: number): T[] {
  let state = seed
  const chance = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  return list
    .map(one => ({ one, at: chance() }))
    .sort((a, b) => a.at - b.at)
    .slice(0, count)
    .map(({ one }) => one)
}

function share({ reached, all }: Count): string {
  return all ? `${((100 * reached) / all).toFixed(1)} % (${reached} of ${all})` : 'none'
}
