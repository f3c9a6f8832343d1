import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { cpus, platform, release } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ts } from 'ts-morph'
import { isCode, isTestPath } from '../../src/flow/run/collectSource.ts'
import { type Claim, createDocs, recheck } from '../../src/improvers/docs.ts'
import type { Source, SourceFile } from '../../src/model/finding.ts'
import { type Documented, documentedIn, isBlank, saysMore } from './docs/says.ts'

/**
 * What doc comments say that are written by us, and by `eslint --fix` with eslint-plugin-jsdoc's `require-jsdoc` on the same
 * files where a folder has both installed (`npm install eslint eslint-plugin-jsdoc`). A sentence holds when it is read again from the text that
 * has the comment; a new comment says something when it has a word that is neither in its signature nor empty (`docs/says.ts`). Beside it, what it costs next
 * to one full type check of the same repository, in turns.
 *
 *     npm run bench -- docs CLONE[:TSCONFIG].. [--list 20] [--peer FOLDER]
 */
const args = process.argv.slice(2)
const option = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined)
const clones = args.filter((word, at) => !word.startsWith('--') && !/^--/.test(args[at - 1] ?? ''))
const listed = Number(option('--list') ?? 0)
const peer = option('--peer')
if (!clones.length)
  throw new Error('usage: npm run bench -- docs CLONE[:TSCONFIG].. [--list 20] [--peer FOLDER]')
const digest = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`
const ROUNDS = 5

console.log(
  `${platform()} ${release()}, ${cpus().length} x ${cpus()[0]?.model.trim()}, node ${process.version}\n`,
)
console.log('| repository | by | comments | sentences | hold | say something | blank | x a type check |')
console.log('|---|---|---|---|---|---|---|---|')
for (const clone of clones) {
  const [folder = '', config = 'tsconfig.json'] = clone.split(':')
  await measure(resolve(folder), config)
}

async function measure(clone: string, config: string): Promise<void> {
  const source = sourceOf(clone)
  const { texts, claims } = ours(source)
  const held = claims.filter(claim => recheck(claim, textOf(claim.path, texts, source)))
  // Of comments that people wrote only what is put in is ours: they are no measure of us.
  const written = newIn(source, ours(source, 'comment').texts)
  row(
    clone,
    'git-improver',
    written,
    `${claims.length}`,
    share(held.length, claims.length),
    cost(clone, config, source),
  )
  for (const one of written.filter(each => !saysMore(each)).slice(0, listed))
    console.log(`echo: ${one.place}: ${one.comment.replace(/\s+/g, ' ')}`)
  const theirs = await byEslint(source)
  if (theirs) row(clone, 'eslint-plugin-jsdoc', newIn(source, theirs), '', '', '')
}

function row(
  clone: string,
  by: string,
  all: Documented[],
  sentences: string,
  hold: string,
  times: string,
): void {
  const cells = [basename(clone), by, all.length, sentences, hold]
  const more = share(all.filter(saysMore).length, all.length)
  console.log(`| ${[...cells, more, share(all.filter(isBlank).length, all.length), times].join(' | ')} |`)
}

function share(some: number, all: number): string {
  return all ? `${((100 * some) / all).toFixed(1)} %` : ''
}

function sourceOf(clone: string): Source {
  const paths = execFileSync('git', ['-C', clone, 'ls-files'], { encoding: 'utf8', maxBuffer: 2 ** 28 })
    .split('\n')
    .filter(isCode)
  const read = (path: string): SourceFile => ({ path, text: readFileSync(join(clone, path), 'utf8') })
  return {
    files: paths.filter(path => !isTestPath(path)).map(read),
    tests: paths.filter(isTestPath).map(read),
    settings: [],
  }
}

/** All files with everything that is proposed, and all that is stated in it. */
function ours(source: Source, only?: string): { texts: Map<string, string>; claims: Claim[] } {
  const docs = createDocs(digest)
  const findings = [...docs.find(source, [])].filter(one => !only || one.rewrite === only)
  const edits = findings.flatMap(finding => docs.edit(finding, source)).sort((a, b) => b.start - a.start)
  const texts = new Map(source.files.map(({ path, text }) => [path, text]))
  for (const { path, start, end, text } of edits) {
    const was = texts.get(path)!
    texts.set(path, was.slice(0, start) + text + was.slice(end))
  }
  return { texts, claims: findings.flatMap(({ data }) => data.claims as Claim[]) }
}

function textOf(path: string, texts: Map<string, string>, { tests }: Source): string {
  return texts.get(path) ?? tests.find(one => one.path === path)?.text ?? ''
}

/** Doc comments that were not there before. */
function newIn({ files }: Source, texts: Map<string, string>): Documented[] {
  return files.flatMap(({ path, text }) => {
    const now = texts.get(path) ?? text
    if (now === text) return []
    const known = new Set(documentedIn(path, text).map(({ comment }) => comment))
    return documentedIn(path, now)
      .filter(({ comment }) => !known.has(comment))
      .map(one => ({ ...one, place: path }))
  })
}

/** Processor time of finding and writing everything, beside one type check by the same compiler: medians. */
function cost(clone: string, config: string, source: Source): string {
  const { config: told } = ts.readConfigFile(join(clone, config), ts.sys.readFile)
  const { fileNames, options } = ts.parseJsonConfigFileContent(told ?? {}, ts.sys, clone)
  if (!told || !fileNames.length) return 'no such project'
  const [looking, checking]: [number[], number[]] = [[], []]
  for (let round = 0; round < ROUNDS; round++) {
    looking.push(processor(() => ours({ ...source })))
    checking.push(
      processor(() => {
        ts.getPreEmitDiagnostics(ts.createProgram(fileNames, { ...options, noEmit: true }))
      }),
    )
  }
  const median = (all: number[]) => all.sort((a, b) => a - b)[all.length >> 1]!
  return (median(looking) / median(checking)).toFixed(2)
}

function processor(run: () => unknown): number {
  const start = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(start)
  return user + system
}

/** What `eslint --fix` writes with the peer's rule for all that it knows; null where no folder has it. */
async function byEslint({ files }: Source): Promise<Map<string, string> | null> {
  if (!peer) return null
  const theirs = createRequire(resolve(peer, 'peer.js'))
  const load = async (name: string) => (await import(pathToFileURL(theirs.resolve(name)).href)).default
  const [eslint, jsdoc] = [await load('eslint'), await load('eslint-plugin-jsdoc')]
  const parser = (await import('@typescript-eslint/parser')) as unknown as { default?: unknown }
  const every = { FunctionDeclaration: true, MethodDefinition: true, ClassDeclaration: true }
  const config = {
    files: ['**/*.ts', '**/*.tsx'],
    plugins: { jsdoc },
    languageOptions: { parser: parser.default ?? parser, sourceType: 'module' },
    rules: {
      'jsdoc/require-jsdoc': [
        'error',
        { publicOnly: true, require: { ...every, ArrowFunctionExpression: true } },
      ],
    },
  }
  const linter = new eslint.Linter()
  const texts = new Map<string, string>()
  for (const { path, text } of files) {
    const filename = path.replace(/\.[cm]?[jt]sx?$/, found => (/x$/.test(found) ? '.tsx' : '.ts'))
    texts.set(path, linter.verifyAndFix(text, config, { filename }).output)
  }
  return texts
}
