import { realpathSync } from 'node:fs'
import { basename } from 'node:path'
import { loadCompiler } from '../../src/checks/compiler.ts'
import { listTree } from '../../src/checks/listTree.ts'
import { findProjects } from '../../src/checks/projects.ts'
import { treeHost } from '../../src/checks/treeHost.ts'
import { isCode } from '../../src/flow/run/collectSource.ts'
import { openTypedProject } from '../../src/flow/run/typedProject.ts'
import { readKinds } from '../../src/improvers/types/blame.ts'
import { type Inferred, inferTypes, putsFor } from '../../src/improvers/types/infer.ts'
import { allGapsOf } from '../../src/improvers/types/otherGaps.ts'
import { withPuts } from '../../src/improvers/types/place.ts'
import { ownFiles } from '../../src/improvers/types/project.ts'
import { isSure } from '../../src/improvers/types/sure.ts'
import type { Path } from '../../src/model/change.ts'
import { type Grade, grade } from './types/grade.ts'
import { inferFromUsage } from './types/ownFix.ts'
import { type Strippable, strip, typesOf } from './types/strip.ts'

/**
 * How much of what people wrote as types is found again: the types of parameters, properties or what functions return in a typed repository are taken away,
 * found anew by us and by TypeScript's own fix, and compared with what stood there. Only those count that have no type without, and whose type
 * holds no `any`. "Proposed" are those of which we are sure enough to propose them.
 *
 *     npm run bench -- types CLONE[:TSCONFIG].. [--what parameters,properties,returns] [--imports] [--share 1] [--list] [--alone]
 *
 * Each kind is taken away by itself. `--imports` lets types be named that a file would have to import.
 */
const args = process.argv.slice(2)
const option = (name: string, otherwise: string) =>
  args.includes(name) ? args[args.indexOf(name) + 1]! : otherwise
const clones = args.filter(
  (word, at) => !word.startsWith('--') && !['--share', '--what'].includes(args[at - 1] ?? ''),
)
const share = Number(option('--share', '1'))
const kinds = option('--what', 'parameters').split(',') as Strippable[]
const mayImport = args.includes('--imports')
const isListed = args.includes('--list')
const isAlone = args.includes('--alone')
if (!clones.length)
  throw new Error(
    'usage: npm run bench -- types CLONE[:TSCONFIG].. [--what parameters,properties,returns] [--imports] [--share 1] [--list] [--alone]',
  )

const compiler = await loadCompiler()
console.log(
  '| repository | by | scored | exact | other | bare | any | new kinds of diagnostics | x a check |',
)
console.log('|---|---|---|---|---|---|---|---|---|')
for (const clone of clones) for (const kind of kinds) measure(clone, kind)

function measure(clone: string, what: Strippable): void {
  const [dir = '', config = 'tsconfig.json'] = clone.split(':')
  const tree = realpathSync(dir)
  const host = treeHost(compiler, tree, [], new Map())
  const configs = listTree(tree, path => /(?:^|\/)[tj]sconfig[^/]*\.json$/.test(path))
  const project = findProjects(compiler, host, configs, [config]).find(one => one.path === config)
  if (!project) throw new Error(`${config} covers nothing`)
  const whole = openTypedProject(compiler, host, project, isCode)
  const truths = typesOf(whole, what)
  const check = time(() => readKinds(whole))
  const { texts, keys } = strip(whole, share, what)
  const stripped = whole.over(texts)
  const known = [check.value, readKinds(stripped)]
  const checker = stripped.program.getTypeChecker()
  const scored = new Set(
    ownFiles(stripped)
      .flatMap(({ path, file }) => allGapsOf(path, file, checker, new Set([what])))
      .map(({ key }) => key)
      .filter(key => keys.has(key) && !/\bany\b/.test(truths.get(key)!.text)),
  )
  const name = `${basename(dir)}${what === 'parameters' ? '' : ` ${what}`}${share < 1 ? `, ${100 * share} %` : ''}`
  const tell = (by: string, result: Grade, ms: number | null) => {
    const share = (count: number) => `${count} (${((100 * count) / scored.size).toFixed(1)} %)`
    const { exact, other, bare, any, fresh } = result
    const times = ms === null ? '' : (ms / check.ms).toFixed(1)
    console.log(
      `| ${[name, by, scored.size, share(exact), share(other), share(bare), share(any), fresh.length, times].join(' | ')} |`,
    )
  }
  const ours = time(
    () =>
      inferTypes(stripped, {
        where: path => texts.has(path),
        what: new Set([what]),
        mayImport,
      }).inferred,
  )
  const all = grade(whole.over(withTypes(texts, ours.value)), truths, scored, known, what)
  tell('ours, all that was found', all, ours.ms)
  const sure = ours.value.filter(isSure)
  tell('ours, proposed', grade(whole.over(withTypes(texts, sure)), truths, scored, known, what), null)
  // What a function returns it infers without a type, and never writes.
  if (!isAlone && what !== 'returns') {
    // It leaves an `any` alone that is written.
    const bare = what === 'parameters' ? texts : strip(whole, share, what, true).texts
    const theirs = time(() => inferFromUsage(whole.over(bare), new Set(bare.keys())))
    tell(
      "TypeScript's own fix",
      grade(whole.over(new Map([...bare, ...theirs.value])), truths, scored, known, what),
      theirs.ms,
    )
  }
  if (!isListed) return
  const because = new Map(ours.value.map(({ gap, candidate }) => [gap.key, candidate]))
  for (const miss of all.misses) {
    const at = miss.lastIndexOf('\n')
    const one = because.get(miss.slice(0, at))
    const reasons = one?.because.map(({ kind, weight }) => `${kind} ${weight.toFixed(1)}`).join(', ')
    console.log(`  ${miss.slice(at + 1)}${one ? `  [${reasons}] = ${one.score.toFixed(1)}` : ''}`)
  }
  for (const kind of all.fresh) console.log(`  new: ${kind}`)
}

function withTypes(texts: Map<Path, string>, inferred: Inferred[]): Map<Path, string> {
  const now = new Map(texts)
  for (const [path, text] of texts) {
    const puts = putsFor(inferred.filter(({ gap }) => gap.path === path))
    now.set(path, withPuts(text, puts))
  }
  return now
}

function time<T>(task: () => T): { value: T; ms: number } {
  const began = performance.now()
  const value = task()
  return { value, ms: performance.now() - began }
}
