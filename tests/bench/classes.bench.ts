import { execFileSync } from 'node:child_process'
import { basename, dirname } from 'node:path'
import { type Loader, transform } from 'esbuild'
import { ts } from 'ts-morph'
import { classOf } from '../../src/flow/gatherClass.ts'
import { readChange } from '../../src/git/changes.ts'
import { readCommits } from '../../src/git/history.ts'
import { openObjects } from '../../src/git/objects.ts'
import { openRepository } from '../../src/git/repository.ts'
import { tempDir } from '../helpers/gitRepository.ts'

/**
 * How many of the changes that leave the program as it was get a class that may be automatic. Every commit of a history that changes
 * TypeScript and JavaScript alone is compiled by esbuild, file by file, before and after, without white space and comments; where that
 * gives the same texts the gate is asked for its class. What it refuses is listed with its reason, and apart how much of it a rule sends to
 * a person on purpose, whatever the compiler makes of it.
 *
 *     npm run bench -- classes CLONE.. [--list]
 */
const clones = process.argv.slice(2).filter(word => !word.startsWith('--'))
if (!clones.length) throw new Error('usage: npm run bench -- classes CLONE.. [--list]')
const isListed = process.argv.includes('--list')
const CODE = /(?<!\.d)\.([cm]?[jt]s|[jt]sx)$/

/** What goes to a person by a rule, and not because it could not be told. */
const BY_RULE: Record<string, RegExp> = {
  'code in comments, which tools may run': /\ban example in |@example (?:without|with)/,
  'what was removed from comments': /\bremoved\b|a comment (?:came, )?went|came, went or changed/,
  'tags that tools read': /^@\w+ in a comment is no prose|beside @\w+, which may read it/,
  'comments that steer tools, and what stands beside them':
    /steers|that a tool may read|no word$|no sentence$/,
  'comments within functions and expressions, and beside code':
    /inside (?:a function|an expression)|beside code|neither \/\*\*/,
  'the first comment of a file': /^a doc comment that is not before/,
  'types that are tested, or read at run time': /at run time$|^an enum$|constant enum$/,
  'code that reads its own text': /text .*is read|reads the text/,
  'hidden files, which configure tools': /^steers hidden/,
}

for (const clone of clones) await measure(clone)

async function measure(clone: string): Promise<void> {
  const dir = `${tempDir()}/copy.git`
  execFileSync('git', ['clone', '-q', '--bare', '--shared', clone, dir])
  const repo = await openRepository(dir)
  const objects = openObjects(repo)
  const counts = new Map<string, number>()
  const reasons = new Map<string, number>()
  let same = 0
  const said = { same: 0, classed: 0 }
  for await (const commit of readCommits(repo, ['HEAD'])) {
    if (commit.parents.length !== 1) continue
    const { files } = await readChange(repo, commit.parents[0]!, commit.tree)
    const isCode = files.length && files.every(({ path, old, new: now }) => CODE.test(path) && old && now)
    if (!isCode) continue
    const texts = async (oid: string) => Buffer.from((await objects.get(oid))?.bytes ?? []).toString('utf8')
    let isSame = true
    let isSaid = true
    for (const { path, old, new: now } of files) {
      if (!isSame) break
      const [was, is] = await Promise.all([old!.oid, now!.oid].map(texts))
      isSame = (await emitted(path, was!)) === (await emitted(path, is!))
      isSaid &&= isSame && withComments(path, was!) === withComments(path, is!)
    }
    if (!isSame) continue
    same += 1
    if (isSaid) said.same += 1
    const found = await classOf(repo, objects, commit, files, null, async () => true)
    count(counts, found.class)
    if (isSaid && found.class !== 'algorithm_change') said.classed += 1
    if (found.class !== 'algorithm_change') continue
    const why = found.why.replace(/^\S+?:(?:\d+:)? /, '').replace(/"[^"]*"|\d+/g, '_')
    count(reasons, why)
    if (isListed)
      console.log(`  ${commit.oid.slice(0, 10)} ${isSaid ? 'same with comments: ' : ''}${found.why}`)
  }
  objects.close()
  const name = basename(clone) === 'repo' ? basename(dirname(clone)) : basename(clone)
  const refused = counts.get('algorithm_change') ?? 0
  const share = ((100 * (same - refused)) / Math.max(1, same)).toFixed(1)
  console.log(
    `${name}: ${same} commits of code that leave the program as it was; ${share} % have a class of their own`,
  )
  const byRule = new Map<string, number>()
  for (const [why, number] of reasons) {
    const rule = Object.keys(BY_RULE).find(name => BY_RULE[name]!.test(why))
    if (rule !== undefined) byRule.set(rule, (byRule.get(rule) ?? 0) + number)
  }
  const asked = [...byRule.values()].reduce((sum, number) => sum + number, 0)
  const told = ((100 * (same - refused)) / Math.max(1, same - asked)).toFixed(1)
  console.log(`  ${asked} go to a person by a rule; of the others ${told} % have a class of their own`)
  const kept = ((100 * said.classed) / Math.max(1, said.same)).toFixed(1)
  console.log(`  ${said.same} leave the compiler's output as it was with its comments: ${kept} % of these`)
  for (const [what, number] of byRule) console.log(`    ${number} ${what}`)
  for (const [what, number] of [...counts].sort((a, b) => b[1] - a[1])) console.log(`  ${number} ${what}`)
  console.log('  refused because:')
  for (const [what, number] of [...reasons].sort((a, b) => b[1] - a[1])) console.log(`    ${number} ${what}`)
}

function count(map: Map<string, number>, what: string): void {
  map.set(what, (map.get(what) ?? 0) + 1)
}

/** The program of one file; its own text where that is none. */
async function emitted(path: string, text: string): Promise<string> {
  const ending = CODE.exec(path)?.[1] ?? 'js'
  const loader = (ending.replace(/^[cm]/, '') === 'js' ? 'jsx' : ending.replace(/^[cm]/, '')) as Loader
  const options = {
    loader,
    jsx: 'preserve',
    minifyWhitespace: true,
    legalComments: 'none',
    logLevel: 'silent',
  } as const
  return (await transform(text, options).catch(() => ({ code: text }))).code
}

/** What the compiler makes of one file, comments and all. */
function withComments(fileName: string, text: string): string {
  const compilerOptions = {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    jsx: ts.JsxEmit.Preserve,
  }
  return ts.transpileModule(text, { fileName, compilerOptions }).outputText
}
