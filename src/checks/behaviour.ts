import type { Path } from '../model/change.ts'
import type { Candidate } from '../model/check.ts'
import { kindOf, readTreeFile } from '../sandbox/readTreeFile.ts'
import type { Check, CheckContext } from './check.ts'
import { remember } from './checkCache.ts'
import { type Compiler, loadCompiler } from './compiler.ts'
import { sameCompileTimeFace } from './compileTimeFace.ts'
import { OutOfTime } from './deadline.ts'
import { tryOut } from './differ/tryOut.ts'
import { directives, isForLinters } from './directives.ts'
import { type Emitted, emitFile, emitProject } from './emitProgram.ts'
import { listTree } from './listTree.ts'
import { outsideOfProgram } from './outsideOfProgram.ts'
import { programForm } from './programForm.ts'
import { findProjects, type Project } from './projects.ts'
import { inconclusive, passed } from './result.ts'
import { sameMinified } from './sameMinified.ts'
import { sameWords } from './sameWords.ts'
import { type ParsedFiles, type TreeHost, treeHost } from './treeHost.ts'

const CODE = /\.(?:[cm]?[jt]s|[jt]sx)$/
const DECLARATIONS = /\.d\.(?:[^./]+\.)?[cm]?ts$/

/**
 * The same program: both whole programs emitted with the project's own options and compared statement by
 * statement, and in the changed files the comments that tools act on, with the node each stands before.
 * Another program may behave the same: then both are tried out beside each other.
 */
export const behaviour: Check = {
  name: 'behaviour',
  cost: 10,
  async run(candidate, context) {
    const compiler = await loadCompiler()
    const { program, apart } = outsideOfProgram(compiler, candidate)
    const evidence = { compared: program.length, outside: apart }
    const visible = program.map(path => visibleDifference(candidate, path)).find(Boolean)
    if (visible) return inconclusive(`not the same program: ${visible}`, evidence)
    if (program.length === 0) return passed('no changed file belongs to the program', evidence)
    const first = (find: (path: Path) => string | null) => program.map(find).find(Boolean)
    try {
      const moved = first(path => newOrGone(candidate, path))
      const judge = openJudge(compiler)
      const difference = moved
        ? `not the same program: ${moved}`
        : await compare(compiler, judge, candidate, context, program)
      const same = difference === null && !judge.minified
      const comment = first(path => commentDifference(compiler, candidate, path, same))
      if (comment) return inconclusive(`not the same program: ${comment}`, evidence)
      if (same) return passed('the same program, statement by statement', evidence)
      if (difference === null) return passed('the same program, once both are minified', evidence)
      const tried = await tryOut(compiler, candidate, context, program, difference)
      return { ...tried, evidence: { ...evidence, difference, ...tried.evidence } }
    } catch (error) {
      if (error instanceof OutOfTime) return inconclusive(error.message, evidence)
      // The compiler's own walks are recursive, and V8 unwinds them cleanly.
      if (error instanceof RangeError) return inconclusive('nested too deeply to be compared', evidence)
      throw error
    }
  },
}

function newOrGone({ base, head }: Candidate, path: Path): string | null {
  if (kindOf(base, path) === null) return `${path} is new`
  return kindOf(head, path) === null ? `${path} is gone` : null
}

/** What can be said without compiling anything, and what no trial could tell apart. */
function visibleDifference({ base, head }: Candidate, path: Path): string | null {
  const [before, after] = [kindOf(base, path), kindOf(head, path)]
  const there = before ?? after
  const code = CODE.test(path) && !DECLARATIONS.test(path) && /^(?:file|executable)$/.test(there ?? '')
  if (code && (before === null || after === null)) return null
  if (before === null) return `${path} is new`
  if (after === null) return `${path} is gone`
  if (before !== after) return `${path} was a ${before} and is a ${after}`
  if (!/^(?:file|executable)$/.test(after)) return `${path} is a ${after}`
  if (!CODE.test(path) || DECLARATIONS.test(path)) return `${path} is nothing that is compiled`
  const [was, is] = [base, head].map(tree => /^#![^\n]*/.exec(readTreeFile(tree, path) ?? '')?.[0])
  return was === is ? null : `${path} is run by ${is ?? 'no interpreter of its own'}`
}

/**
 * The first comment that tools act on and that is not what it was. In the same program each must stand where it stood; in
 * another one nothing does, and those that only speak to linters and formatters say nothing of what it does.
 */
function commentDifference(
  compiler: Compiler,
  { base, head }: Candidate,
  path: Path,
  sameProgram: boolean,
): string | null {
  const [was, is] = [base, head].map(tree => {
    const all = directives(compiler, path, readTreeFile(tree, path) ?? '')
    return sameProgram ? all : all.filter(one => !isForLinters(one)).map(({ text }) => ({ text }))
  })
  const at = is!.findIndex((one, index) => JSON.stringify(one) !== JSON.stringify(was![index]))
  const odd = is![at] ?? (was!.length > is!.length ? was![is!.length] : undefined)
  return odd ? `${path}: the comment ${odd.text.slice(0, 80)} is new, gone or moved` : null
}

/** The first difference in words, or null. */
async function compare(
  compiler: Compiler,
  judge: Judge,
  candidate: Candidate,
  context: CheckContext,
  program: Path[],
): Promise<string | null> {
  for (const path of program) {
    const plain = await plainDifference(compiler, judge, candidate, path)
    if (plain) return plain
  }
  const parsed = await remember(
    context.cache,
    'parsed:behaviour',
    async (): Promise<Map<string, ParsedFiles>> => new Map(),
  )
  const configs = listTree(candidate.head, path => /(?:^|\/)[tj]sconfig[^/]*\.json$/.test(path))
  const hosts = (files: ParsedFiles) => ({
    base: treeHost(compiler, candidate.base, context.readable, files),
    head: treeHost(compiler, candidate.head, context.readable, files),
  })
  const projects = findProjects(compiler, hosts(new Map()).head, configs, program)
  const seen = new Set<Path>()
  // Where not a word changed, an import that leads nowhere leads to the same on both sides, whatever that is.
  const blind = program.every(path => sameWords(candidate, path))
  const isAlone = openIsAlone(compiler, candidate, program)
  for (const project of projects) {
    const files = parsed.get(project.path) ?? new Map()
    parsed.set(project.path, files)
    const { base, head } = hosts(files)
    const only = isAlone(project) ? new Set(program) : null
    const emit = async (host: TreeHost) =>
      emitProject(compiler, host, again(compiler, host, project), only, context.limits.timeoutMs)
    const key = `emit:${context.baseKey}:${project.path}:${only ? [...only].join('\n') : ''}`
    const before = await remember(context.cache, key, () => emit(base))
    const after = await emit(head)
    for (const path of after.files.keys()) seen.add(path)
    const [nowhere] = only || blind ? [] : [...after.unresolved, ...before.unresolved]
    if (nowhere)
      return `${project.path}: cannot be compared, an import leads nowhere (${nowhere}); are the dependencies installed?`
    const difference = await firstDifference(judge, before, after)
    if (difference !== null) return `${project.path}: ${difference}`
  }
  for (const path of program.filter(path => !seen.has(path))) {
    const [was = '', is = ''] = [candidate.base, candidate.head].map(tree =>
      emitFile(compiler, path, readTreeFile(tree, path) ?? ''),
    )
    const difference = await judge.differs(path, was, is)
    if (difference !== null) return difference
  }
  return null
}

/**
 * Whether what a project makes of the changed files is all that can be another: where each of them shows the others the same at compile
 * time, these are compiled as they were, whatever lies between, known or not. Then they need not be compiled to know it.
 */
function openIsAlone(
  compiler: Compiler,
  candidate: Candidate,
  program: Path[],
): (project: Project) => boolean {
  let faces: boolean | undefined
  return ({ command: { options } }) => {
    if (options.emitDecoratorMetadata || options.outFile) return false
    // Declarations beside the program, as those of tests, may be seen by all.
    const code = candidate.changed.filter(path => CODE.test(path))
    faces ??=
      program.every(path => CODE.test(path)) &&
      code.every(path => sameCompileTimeFace(compiler, candidate, path))
    return faces
  }
}

/**
 * A difference that needs no whole program to be seen: in a statement whose output no other file has a say in. What other files
 * may decide is left to the whole program: imports and exports from elsewhere, decorators, enums.
 */
async function plainDifference(
  compiler: Compiler,
  judge: Judge,
  { base, head }: Candidate,
  path: Path,
): Promise<string | null> {
  const [was, is] = [base, head].map(tree => emitFile(compiler, path, readTreeFile(tree, path) ?? ''))
  const difference = await judge.differs(path, was ?? '', is ?? '')
  const others = /\bimport\b|\bexport\b[^;]*\bfrom\b|^\s*export\s*\{/
  const alone = [base, head].every(
    tree => !/\benum\b|^\s*@|\bnamespace\b/m.test(readTreeFile(tree, path) ?? ''),
  )
  return difference !== null && alone && !others.test(difference) ? difference : null
}

/** The same tsconfig, read in another tree. */
function again(compiler: Compiler, host: TreeHost, project: Project): Project {
  return findProjects(compiler, host, [project.path], [project.path])[0] ?? project
}

async function firstDifference(judge: Judge, before: Emitted, after: Emitted): Promise<string | null> {
  for (const [path, text] of after.files) {
    const was = before.files.get(path)
    if (was === undefined) return `${path} is only emitted after the change`
    const difference = await judge.differs(path, was, text)
    if (difference !== null) return difference
  }
  for (const path of before.files.keys())
    if (!after.files.has(path)) return `${path} is only emitted before the change`
  return null
}

/** Compares what files are emitted to. `minified` says whether one had to be rewritten to be the same. */
type Judge = { minified: boolean; differs(path: Path, before: string, after: string): Promise<string | null> }

function openJudge(compiler: Compiler): Judge {
  const judge: Judge = {
    minified: false,
    async differs(path, before, after) {
      if (before === after) return null
      const isJsx = /\.[jt]sx$/.test(path)
      const difference = formDifference(compiler, path, isJsx, before, after)
      if (difference === null || !(await sameMinified(compiler, before, after, isJsx))) return difference
      judge.minified = true
      return null
    },
  }
  return judge
}

function formDifference(
  compiler: Compiler,
  path: Path,
  isJsx: boolean,
  before: string,
  after: string,
): string | null {
  const name = isJsx ? 'emitted.jsx' : 'emitted.js'
  const [was, is] = [programForm(compiler, name, before), programForm(compiler, name, after)]
  const length = Math.max(was.length, is.length)
  for (let at = 0; at < length; at++) {
    if (was[at]?.form === is[at]?.form) continue
    const line = (is[at] ?? was[at])?.text.split('\n')[0]?.slice(0, 100)
    return `not the same program: ${path} at: ${line}`
  }
  return null
}
