import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Check, CheckContext } from '../../src/checks/check.ts'
import { newCheckCache } from '../../src/checks/checkCache.ts'
import { loadCompiler } from '../../src/checks/compiler.ts'
import { listTree } from '../../src/checks/listTree.ts'
import { findProjects } from '../../src/checks/projects.ts'
import { tests } from '../../src/checks/tests.ts'
import { treeHost } from '../../src/checks/treeHost.ts'
import { types } from '../../src/checks/types.ts'
import { openOurCompiler } from '../../src/checks/typing/ourCompiler.ts'
import { checkByOwn, ownCompiler } from '../../src/checks/typing/ownCompiler.ts'
import { sightOf } from '../../src/checks/typing/sight.ts'
import { lendDependencies } from '../../src/sandbox/lendDependencies.ts'
import { openSandbox } from '../../src/sandbox/openSandbox.ts'
import { tempDir } from '../helpers/gitRepository.ts'

/**
 * What the types and tests checks take of a real repository, beside what they save. Types: the faster gate before the
 * repository's own compiler, against that compiler on the whole tree. Tests: what a broken change costs where the tests
 * that lead to it run first, against all of them.
 *
 *     npm run bench -- checks --from CLONE --file src/a.ts --was TEXT --is TEXT [--rounds 5] [--tests COMMAND] [--only types|tests]
 */
const { values } = parseArgs({
  args: process.argv.slice(2),
  options: {
    from: { type: 'string' },
    file: { type: 'string' },
    was: { type: 'string' },
    is: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    tests: { type: 'string' },
    only: { type: 'string' },
  },
})
const { from = '', file = '', was = '', is = '' } = values
if (!from || !file || !was)
  throw new Error('usage: npm run bench -- checks --from CLONE --file FILE --was TEXT --is TEXT')

const root = realpathSync(tempDir())
const trees = { base: join(root, 'base'), head: join(root, 'head') }
for (const tree of [trees.base, trees.head])
  cpSync(resolve(from), tree, { recursive: true, filter: path => !/\/(?:node_modules|\.git)$/.test(path) })
const text = readFileSync(join(trees.head, file), 'utf8')
if (!text.includes(was)) throw new Error(`${file} has no ${JSON.stringify(was)}`)
const candidate = { ...trees, changed: [file] }
const readable = lendDependencies(resolve(from), [trees.base, trees.head])
const sandbox = await openSandbox('required')
const compiler = await loadCompiler()

function freshContext(): CheckContext {
  return {
    sandbox,
    settings: { tests: values.tests ?? null },
    limits: {
      timeoutMs: 600_000,
      memoryBytes: 6 * 2 ** 30,
      processes: 512,
      outputBytes: 32 * 2 ** 20,
      diskBytes: 2 ** 32,
    },
    readable,
    workTree: resolve(from),
    probes: fileURLToPath(new URL('../../dist/probes', import.meta.url)),
    cache: newCheckCache(),
    baseKey: 'base',
  }
}

/** Both in turn, so that a noisy machine is the same for each; medians. */
async function sideBySide(ways: Record<string, () => Promise<string>>, rounds: number): Promise<void> {
  const took: Record<string, number[]> = {}
  const said: Record<string, string> = {}
  for (let round = 0; round < rounds; round += 1)
    for (const [name, run] of Object.entries(ways)) {
      const before = performance.now()
      said[name] = await run()
      took[name] = [...(took[name] ?? []), performance.now() - before]
    }
  const median = (all: number[]) => all.toSorted((a, b) => a - b)[all.length >> 1]!
  const [first] = Object.keys(ways)
  for (const name of Object.keys(ways))
    console.log(
      `  ${name.padEnd(52)} ${(median(took[name]!) / 1000).toFixed(2).padStart(7)} s  x ${(median(took[name]!) / median(took[first!]!)).toFixed(2)}  ${said[name]!.slice(0, 90)}`,
    )
}

async function typesGate(rounds: number): Promise<void> {
  const host = treeHost(compiler, trees.head, readable, new Map())
  const configs = listTree(trees.head, path => /(?:^|\/)tsconfig[^/]*\.json$/.test(path))
  const projects = findProjects(compiler, host, configs, [file])
  const project = projects.find(one => one.references.length === 0) ?? projects[0]
  if (!project) return console.log(`  no tsconfig covers ${file}`)
  const own = ownCompiler(trees.base, project, freshContext())
  if (!own) throw new Error(`${from} has no TypeScript of its own installed: run npm ci there`)
  console.log(`types of ${basename(from)}, ${project.path}:`)
  const warm = freshContext()
  const ours = openOurCompiler(compiler)
  const sight = (tree: string) => sightOf(tree, project, warm)
  ours.glance(sight(trees.base), sight(trees.base), 'base')
  await sideBySide(
    {
      'its own compiler, one tree': async () => {
        const found = await checkByOwn(own.tsc, trees.head, [project], freshContext())
        return `${found.size} kinds`
      },
      'the gate, where the base is known': async () => {
        const { after } = ours.glance(sight(trees.base), sight(trees.head), 'base')
        return `${after.size} kinds`
      },
      [`the same for all ${projects.length} tsconfigs that cover it`]: async () => {
        const [plain, built] = [false, true].map(is =>
          projects.filter(one => one.references.length > 0 === is),
        )
        const groups = [...plain!.map(one => [one]), ...(built!.length > 0 ? [built!] : [])]
        let kinds = 0
        for (const group of groups as [typeof project][])
          kinds += (await checkByOwn(own.tsc, trees.head, group, freshContext())).size
        return `${kinds} kinds`
      },
      'the whole check, nothing known': async () => (await types.run(candidate, freshContext())).why,
      'the whole check, where the base is known': async () => (await types.run(candidate, warm)).why,
    },
    rounds,
  )
}

/** A change that breaks its tests: told by those that lead to it, before the others have run. */
async function affected(check: Check, rounds: number): Promise<void> {
  const warm = freshContext()
  console.log(`tests of ${basename(from)} for ${file}:`)
  const first = await check.run({ ...candidate, head: trees.base, changed: [] }, warm)
  if (first.status !== 'passed') throw new Error(`the tests of ${from} do not pass as they are: ${first.why}`)
  const whole = values.tests ?? 'npm test'
  await sideBySide(
    {
      'all tests, of both sides': async () => {
        const context = freshContext()
        return (await check.run({ base: trees.base, head: trees.base, changed: [] }, context)).why
      },
      'all tests of one side: a change that breaks nothing': async () => {
        const { status, why } = await check.run({ ...candidate, head: trees.base, changed: [] }, warm)
        if (status !== 'passed') throw new Error(why)
        return why
      },
      'a broken change, where the base is known': async () => {
        const { status, why } = await check.run(candidate, warm)
        if (status !== 'failed') throw new Error(`no test of ${from} notices that change of ${file}: ${why}`)
        return why
      },
    },
    rounds,
  )
  console.log(`  (all tests: ${whole})`)
}

try {
  writeFileSync(join(trees.head, file), text.replace(was, is))
  if (values.only !== 'tests') await typesGate(Number(values.rounds))
  if (values.only !== 'types') await affected(tests, Math.min(3, Number(values.rounds)))
} finally {
  rmSync(root, { recursive: true, force: true })
}
const git = execFileSync('git', ['--version'], { encoding: 'utf8' }).trim()
console.log(`\n${git}, node ${process.version}`)
