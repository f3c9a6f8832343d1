import type { ts } from 'ts-morph'
import type { Path } from '../../model/change.ts'
import type { Script } from '../../model/trial.ts'
import { readTreeFile } from '../../sandbox/readTreeFile.ts'
import type { CheckContext } from '../check.ts'
import type { Compiler } from '../compiler.ts'
import { openModules } from '../differ/moduleProgram.ts'
import { describeSurface } from '../inputs/describeSurface.ts'
import { describeType, type TypeReader } from '../inputs/describeType.ts'
import { type Harvest, harvest } from '../inputs/harvest.ts'
import type { Surface, ValueShape } from '../inputs/valueShape.ts'
import { examplesIn, writtenCalls } from '../inputs/writtenCalls.ts'
import { isNamesake, testFiles } from '../testing/testFiles.ts'
import { type WrittenResult, writtenResults } from './writtenResults.ts'

/** So many files of tests are read for one module. */
const MOST_TESTS = 6

/** A function or class that a module declares and exports. */
export type ExportedCode = {
  name: string
  surface: Surface
  /** Numbers of the lines that it is declared in, from 0, and where it begins. */
  lines: Set<number>
  start: number
  /** Its documentation comment, or nothing. */
  doc: string
  /** What its author says that it gives; null where that is not said. */
  returns: ValueShape | null
  /** Names by which V8 knows it, and what belongs to it. */
  names: string[]
}

/** A module with what can be called of it, and what is known to call it with. */
export type OpenedModule = {
  module: Path
  exports: ExportedCode[]
  surfaces: Surface[]
  harvest: Harvest
  written: Script[]
  /** What the comments of its exports say that calls give. */
  results: ReadonlyMap<string, WrittenResult[]>
}

/**
 * Opens modules of a tree for their exported functions and classes. What they hand on from elsewhere is another module's.
 * @param modules files of code.
 */
export function openExports(
  compiler: Compiler,
  tree: string,
  context: Pick<CheckContext, 'readable'>,
  modules: Path[],
): OpenedModule[] {
  if (!modules.length) return []
  const reader = openModules(compiler, tree, context, modules, new Map())
  const tests = testFiles(tree)
  return modules.flatMap(module => {
    const file = reader.file(module)
    if (!file) return []
    const surfaces = describeSurface(reader, file)
    const about = tests.filter(path => isNamesake(path, module)).slice(0, MOST_TESTS)
    const texts = [examplesIn(file.text), ...about.map(path => readTreeFile(tree, path) ?? '')]
    const exports = onceEach(surfaces.flatMap(surface => exportOf(reader, file, surface) ?? []))
    const written = writtenCalls(compiler, texts, surfaces)
    const results = new Map(exports.map(one => [one.name, writtenResults(compiler, one, { surfaces })]))
    return [{ module, exports, surfaces, harvest: harvest(compiler, file), written, results }]
  })
}

function exportOf(reader: TypeReader, file: ts.SourceFile, surface: Surface): ExportedCode | null {
  const { ts, checker } = reader
  const [name = ''] = surface.path
  const isName = surface.path.length === 1 && /^[A-Za-z_$][\w$]*$/.test(name)
  if (surface.kind === 'value' || !isName) return null
  const module = checker.getSymbolAtLocation(file) ?? (file as { symbol?: ts.Symbol }).symbol
  const found = module && checker.getExportsOfModule(module).find(one => one.name === name)
  const symbol = found && found.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(found) : found
  const node = symbol?.declarations?.find(one => one.getSourceFile() === file && hasCode(ts, one))
  if (!node) return null
  const whole = ts.isVariableDeclaration(node) ? node.parent.parent : node
  const [from, to] = [node.getStart(file), node.getEnd()].map(
    at => file.getLineAndCharacterOfPosition(at).line,
  ) as [number, number]
  const own = ownNames(ts, node)
  // What has no name in the code gets one from whatever compiles it, by which nobody can tell whether it was called.
  if (!own.length) return null
  return {
    name,
    surface,
    lines: new Set(Array.from({ length: to - from + 1 }, (_, at) => from + at)),
    start: whole.getStart(file),
    doc: docOf(ts, file, whole),
    returns: returnsOf(reader, node),
    names: [name, ...own, ...surface.members.flatMap(({ path }) => path.at(-1) ?? [])],
  }
}

/** What is exported by two names is one thing; a name of its own says more than that it is the default. */
function onceEach(exports: ExportedCode[]): ExportedCode[] {
  const named = new Set(exports.filter(one => one.name !== 'default').map(one => one.start))
  return exports.filter(one => one.name !== 'default' || !named.has(one.start))
}

/** The names that a declaration has in the code; a function that is a value may have one beside that of its variable. */
function ownNames(typescript: typeof ts, node: ts.Declaration): string[] {
  const value = typescript.isVariableDeclaration(node) ? node.initializer : undefined
  const names = [node, value].map(one => one && typescript.getNameOfDeclaration(one as ts.Declaration))
  return names.flatMap(one => (one && typescript.isIdentifier(one) ? one.text : []))
}

/** Whether a declaration is one of code that is run when it is called. */
function hasCode(typescript: typeof ts, node: ts.Declaration): boolean {
  if (typescript.isFunctionDeclaration(node)) return node.body !== undefined
  if (typescript.isClassDeclaration(node)) return true
  const value = typescript.isVariableDeclaration(node) ? node.initializer : null
  return !!value && (typescript.isArrowFunction(value) || typescript.isFunctionExpression(value))
}

function docOf(typescript: typeof ts, file: ts.SourceFile, node: ts.Node): string {
  const ranges = typescript.getLeadingCommentRanges(file.text, node.getFullStart()) ?? []
  const text = ranges.map(({ pos, end }) => file.text.slice(pos, end)).findLast(one => one.startsWith('/**'))
  return text ?? ''
}

/** Only what is written down: what the compiler finds by itself is what the code does, right or wrong. */
function returnsOf(reader: TypeReader, node: ts.Declaration): ValueShape | null {
  const { ts, checker } = reader
  const code = ts.isVariableDeclaration(node) ? node.initializer : node
  if (!code || !ts.isFunctionLike(code) || !code.type || ts.isTypePredicateNode(code.type)) return null
  const type = checker.getTypeFromTypeNode(code.type)
  return describeType(reader, checker.getAwaitedType(type) ?? type)
}
