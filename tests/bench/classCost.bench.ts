import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { ts } from 'ts-morph'
import { classifyFile } from '../../src/source/classifyFile.ts'
import { parseSource } from '../../src/source/parseSource.ts'
import { asBuilt } from './asBuilt.ts'

/**
 * What deriving a class costs beside parsing both texts with the same parser: of real commits of clones, the last 300 that change code, and
 * of files that were edited in hundreds of places, this project's own and zod's, or those that are given. Interleaved, processor
 * time, medians of 15.
 *
 *     npm run bench -- classCost [CLONE..] [FILE..]
 */
const RUNS = 15
await asBuilt(import.meta.url)
const isFolder = (path: string) => statSync(path).isDirectory()
const clones = process.argv.slice(2).filter(isFolder)
const given = process.argv.slice(2).filter(path => !isFolder(path))
const zod = [
  'core/schemas',
  'classic/schemas',
  'core/util',
  'core/to-json-schema',
  'classic/tests/string.test',
]
const usual = [
  ...zod.map(name => `node_modules/zod/src/v4/${name}.ts`),
  ...readdirSync('src/source').map(name => `src/source/${name}`),
]

type Edit = (path: string, text: string) => string

/** What is done to a file, and the class that comes of it. */
const EDITS: Record<string, Edit> = {
  'every second declaration documented': (path, text) =>
    edited(path, text, node => {
      const isDeclared =
        ts.isFunctionDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isVariableStatement(node)
      const start = node.getStart()
      const isBare = node.pos > 0 && !/\/[/*]/.test(text.slice(node.pos, start))
      return isDeclared && isBare && node.parent === node.getSourceFile()
        ? { at: start, put: '/** Says what it is. */\n' }
        : null
    }),
  'every second parameter typed otherwise': (path, text) =>
    edited(path, text, node =>
      ts.isParameter(node) && node.type && !ts.isTypePredicateNode(node.parent)
        ? { at: node.type.end, put: ' | undefined' }
        : null,
    ),
  'every second statement moved in': (path, text) =>
    edited(path, text, node => {
      const start = node.getStart()
      const isFirst =
        /\n[ \t]*$/.test(text.slice(node.pos, start)) && !/\/[/*]/.test(text.slice(node.pos, start))
      return ts.isStatement(node) && !ts.isBlock(node) && isFirst ? { at: start, put: '  ' } : null
    }),
  'one statement more': (_, text) => `${text}\nconsole.log('more')\n`,
}

/** A text with something put before every second node that is chosen. */
function edited(
  path: string,
  text: string,
  choose: (node: ts.Node) => { at: number; put: string } | null,
): string {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true)
  const edits: { at: number; put: string }[] = []
  const visit = (node: ts.Node): void => {
    const edit = choose(node)
    if (edit) edits.push(edit)
    ts.forEachChild(node, visit)
  }
  ts.forEachChild(tree, visit)
  return edits
    .filter((_, index) => index % 2 === 0)
    .sort((a, b) => b.at - a.at)
    .reduce((out, { at, put }) => out.slice(0, at) + put + out.slice(at), text)
}

function milliseconds(run: () => unknown): number {
  // Processor time: wall time measures the neighbours.
  const start = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] ?? 0

type Change = { path: string; before: string; after: string }

function measure(files: Change[]) {
  const parsing: number[] = []
  const deriving: number[] = []
  for (let run = 0; run < RUNS + 3; run++) {
    const parse = milliseconds(() => {
      for (const { path, before, after } of files) {
        parseSource(path, before)
        parseSource(path, after)
      }
    })
    const derive = milliseconds(() => {
      for (const { path, before, after } of files) classifyFile(path, before, after)
    })
    if (run < 3) continue
    parsing.push(parse)
    deriving.push(derive)
  }
  return { parse: median(parsing), derive: median(deriving) }
}

/** Both sides of the code that the last commits of a clone changed. */
function changesOf(clone: string): Change[] {
  const git = (args: string[], input = '') =>
    execFileSync('git', args, { cwd: clone, input, maxBuffer: 2 ** 30, stdio: ['pipe', 'pipe', 'ignore'] })
  const log = git([
    ...['log', '-300', '--no-merges', '--diff-filter=M', '--raw', '--no-renames', '--no-abbrev'],
    '--format=',
  ])
  const pairs = log
    .toString()
    .split('\n')
    .flatMap(line => {
      const [, old, now, path] =
        /^:100644 100644 ([0-9a-f]+) ([0-9a-f]+) M\t(.*\.[cm]?[jt]sx?)$/.exec(line) ?? []
      return old && now && path ? [{ path, old, now }] : []
    })
  const texts = blobs(git(['cat-file', '--batch'], pairs.map(({ old, now }) => `${old}\n${now}\n`).join('')))
  return pairs.map(({ path }, at) => ({ path, before: texts[2 * at] ?? '', after: texts[2 * at + 1] ?? '' }))
}

/** What `git cat-file --batch` prints: a line with the size at its end, as many bytes, and the end of a line. */
function blobs(printed: Buffer): string[] {
  const texts: string[] = []
  for (let at = 0; at < printed.length; ) {
    const start = printed.indexOf('\n', at) + 1
    const end = start + Number(printed.toString('latin1', at, start).split(' ')[2])
    texts.push(printed.toString('utf8', start, end))
    at = end + 1
  }
  return texts
}

function tell(what: string, files: Change[]): void {
  const { parse, derive } = measure(files)
  const classes = new Map<string, number>()
  for (const { path, before, after } of files) {
    const found = classifyFile(path, before, after)
    const name = 'class' in found ? found.class : 'no class'
    classes.set(name, (classes.get(name) ?? 0) + 1)
  }
  const told = [...classes].map(([name, count]) => `${count} ${name}`).join(', ')
  console.log(
    `${what.padEnd(40)}${(derive / parse).toFixed(2)} x parsing both (${parse.toFixed(0)} and ${derive.toFixed(0)} ms): ${told}`,
  )
}

for (const clone of clones) tell(`real commits of ${basename(clone)}`, changesOf(clone))
const texts = (given.length ? given : usual).map(path => ({ path, before: readFileSync(path, 'utf8') }))
if (given.length || !clones.length)
  for (const [what, edit] of Object.entries(EDITS))
    tell(
      what,
      texts.map(one => ({ ...one, after: edit(one.path, one.before) })),
    )
