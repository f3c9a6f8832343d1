import { realpathSync } from 'node:fs'
import { basename } from 'node:path'
import { ts } from 'ts-morph'
import { loadCompiler } from '../../src/checks/compiler.ts'
import { listTree } from '../../src/checks/listTree.ts'
import { findProjects } from '../../src/checks/projects.ts'
import { treeHost } from '../../src/checks/treeHost.ts'
import { isCode, isTestPath } from '../../src/flow/run/collectSource.ts'
import { openTypedProject } from '../../src/flow/run/typedProject.ts'
import { readKinds } from '../../src/improvers/types/blame.ts'
import { isWritten, keyOf } from '../../src/improvers/types/gaps.ts'
import { type Inference, inferTypes, isSure } from '../../src/improvers/types/infer.ts'
import { withPuts } from '../../src/improvers/types/place.ts'
import { ownFiles, type TypedProject } from '../../src/improvers/types/project.ts'
import type { Path } from '../../src/model/change.ts'

/**
 * How much of what people wrote as types of parameters is found again. The types of parameters of a typed repository are taken away,
 * and inferred anew; each is compared with what stood there.
 *
 *     npm run bench -- types CLONE[:TSCONFIG].. [--share 1] [--list]
 */
const args = process.argv.slice(2)
const option = (name: string, otherwise: string) =>
  args.includes(name) ? args[args.indexOf(name) + 1]! : otherwise
const clones = args.filter((word, at) => !word.startsWith('--') && args[at - 1] !== '--share')
const share = Number(option('--share', '1'))
const isListed = args.includes('--list')
if (!clones.length) throw new Error('usage: npm run bench -- types CLONE[:TSCONFIG].. [--share 1] [--list]')

const compiler = await loadCompiler()
for (const clone of clones) measure(clone)

type Truth = { text: string; shown: string; holdsAny: boolean; name: string }

function measure(clone: string): void {
  const [dir = '', config = 'tsconfig.json'] = clone.split(':')
  const tree = realpathSync(dir)
  const host = treeHost(compiler, tree, [], new Map())
  const configs = listTree(tree, path => /(?:^|\/)[tj]sconfig[^/]*\.json$/.test(path))
  const [project] = findProjects(compiler, host, configs, [config]).filter(one => one.path === config)
  if (!project) throw new Error(`${config} covers nothing`)
  const whole = openTypedProject(compiler, host, project, isCode)
  const check = time(() => readKinds(whole))
  const { texts, truths, errors } = strip(whole)
  const stripped = whole.over(texts)
  const before = readKinds(stripped)
  const taken = time(() => inferTypes(stripped, path => texts.has(path)))
  const { inferred, bare, rounds } = taken.value
  const after = whole.over(apply(texts, taken.value))
  const fresh = [...readKinds(after)].filter(
    ([kind, count]) => count > (before.get(kind) ?? 0) && count > (check.value.get(kind) ?? 0),
  )
  const shown = shownTypes(after)
  const byKey = new Map(inferred.map(one => [one.gap.key, one.candidate]))
  const sure = new Set(inferred.filter(isSure).map(({ gap }) => gap.key))
  const untyped = new Map(bare.map(({ gap, refused }) => [gap.key, refused]))
  const wrong: string[] = []
  let [sureExact, sureScored] = [0, 0]
  let [exact, anyTruth, holdsAny, scored, bareCount] = [0, 0, 0, 0, 0]
  for (const [key, truth] of truths) {
    const one = byKey.get(key)
    const refused = untyped.get(key)
    if (one && /\bany\b/.test(one.text)) holdsAny += 1
    if (truth.holdsAny) anyTruth += 1
    else if (refused) {
      scored += 1
      bareCount += 1
      wrong.push(`bare    ${truth.name}: ${truth.text}   refused: ${refused.join(' ; ')}`)
    } else if (one) {
      scored += 1
      const isExact = one.text === truth.text || shown.get(key) === truth.shown
      if (sure.has(key)) {
        sureScored += 1
        if (isExact) sureExact += 1
      }
      if (isExact) exact += 1
      else {
        const because = one.because.map(({ kind, weight }) => `${kind} ${weight.toFixed(1)}`).join(', ')
        wrong.push(
          `${sure.has(key) ? 'wrong' : 'unsure'}   ${truth.name}: ${truth.text}   <> ${one.text}  [${because}] = ${one.score.toFixed(1)}`,
        )
      }
    }
  }
  if (isListed) for (const line of wrong) console.log(`  ${line}`)
  if (isListed) for (const [kind, count] of fresh) console.log(`  new ${count} ${kind}`)
  const percent = (count: number, of: number) => `${((100 * count) / of).toFixed(1)} %`
  console.log(
    `${basename(dir)}: ${truths.size} stripped, ${anyTruth} with any, ${scored} scored (${truths.size - anyTruth - scored} have a type without): ${exact} exact (${percent(exact, scored)}), ${scored - exact - bareCount} other, ${bareCount} bare; proposed ${sureScored}, exact ${percent(sureExact, sureScored)}; ${holdsAny} any; ${fresh.length} new kinds of diagnostics; ${rounds} rounds; ${(taken.ms / check.ms).toFixed(1)} x a check of ${check.ms.toFixed(0)} ms; ${errors} before`,
  )
}

function time<T>(task: () => T): { value: T; ms: number } {
  const began = performance.now()
  const value = task()
  return { value, ms: performance.now() - began }
}

function strip(project: TypedProject): {
  texts: Map<Path, string>
  truths: Map<string, Truth>
  errors: number
} {
  const checker = project.program.getTypeChecker()
  const texts = new Map<Path, string>()
  const truths = new Map<string, Truth>()
  for (const { path, file } of ownFiles(project)) {
    if (/\.[cm]?jsx?$/.test(path) || isTestPath(path)) continue
    const cuts: [number, number][] = []
    let ordinal = 0
    const visit = (node: ts.Node) => {
      if (isWritten(node)) {
        const number = ordinal++
        if ('body' in node && node.body && !ts.isSetAccessor(node))
          node.parameters.forEach((one, index) => {
            if (!one.type || one.name.getText() === 'this') return
            const key = keyOf(path, number, index)
            if (share < 1 && hash(key) >= share) return
            const text = one.type.getText().replace(/\s+/g, ' ')
            truths.set(key, {
              text,
              shown: show(one, checker),
              holdsAny: /\bany\b/.test(text),
              name: `${path}:${file.getLineAndCharacterOfPosition(one.getStart()).line + 1} ${one.name.getText()}`,
            })
            cuts.push([(one.questionToken ?? one.name).getEnd(), one.type.getEnd()])
          })
      }
      ts.forEachChild(node, visit)
    }
    visit(file)
    if (!cuts.length) continue
    let { text } = file
    for (const [start, end] of cuts.sort((a, b) => b[0] - a[0])) text = text.slice(0, start) + text.slice(end)
    texts.set(path, text)
  }
  return { texts, truths, errors: readKinds(project).size }
}

function hash(key: string): number {
  let sum = 2166136261
  for (const one of key) sum = Math.imul(sum ^ one.charCodeAt(0), 16777619) >>> 0
  return sum / 2 ** 32
}

/** A type in words that do not depend on who wrote it: members of a union in one order, names of types for what they stand for. */
function show(one: ts.ParameterDeclaration, checker: ts.TypeChecker): string {
  const flags = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.InTypeAlias
  const type = checker.getTypeAtLocation(one)
  const words = (of: ts.Type) => checker.typeToString(of, undefined, flags)
  return type.isUnion() ? type.types.map(words).sort().join(' | ') : words(type)
}

function shownTypes(project: TypedProject): Map<string, string> {
  const checker = project.program.getTypeChecker()
  const shown = new Map<string, string>()
  for (const { path, file } of ownFiles(project)) {
    let ordinal = 0
    const visit = (node: ts.Node) => {
      if (isWritten(node)) {
        const number = ordinal++
        for (const [index, one] of node.parameters.entries())
          shown.set(keyOf(path, number, index), show(one, checker))
      }
      ts.forEachChild(node, visit)
    }
    visit(file)
  }
  return shown
}

function apply(texts: Map<Path, string>, { inferred }: Inference): Map<Path, string> {
  const now = new Map(texts)
  for (const [path, text] of texts) {
    const puts = inferred.filter(({ gap }) => gap.path === path).flatMap(one => one.puts)
    now.set(path, withPuts(text, puts))
  }
  return now
}
