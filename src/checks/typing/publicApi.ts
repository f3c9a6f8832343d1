import { createHash } from 'node:crypto'
import type { ts } from 'ts-morph'
import type { Path } from '../../model/change.ts'
import type { Compiler } from '../compiler.ts'
import { deadline } from '../deadline.ts'
import { findProjects } from '../projects.ts'
import { type ParsedFiles, TREE, treeHost } from '../treeHost.ts'
import type { Sight } from './sight.ts'

/** What a package gives away: `file: name`, and its type in words. */
export type Api = Map<string, string>

/** Longer texts are told apart by a digest: one type may take a million characters, and a package have hundreds of them. */
const LONGEST = 20_000

/**
 * Reads the types of what some files export, as our compiler sees them. Types of named parts stand by their names, except
 * for the members of what is exported itself; an alias stands as it is written, since what it comes to may have no end; what it comes to is
 * added, cut off, where it is taken from a value.
 * @throws OutOfTime
 */
export function readApi(
  compiler: Compiler,
  { tree, readable, config, timeoutMs }: Sight,
  entries: Path[],
  parsed: ParsedFiles,
): Api {
  const until = deadline(timeoutMs)
  const host = treeHost(compiler, tree, readable, parsed)
  const [project] = findProjects(compiler, host, [config], [config])
  const api: Api = new Map()
  if (!project) return api
  const { ts } = compiler
  const options: ts.CompilerOptions = { ...project.command.options, noEmit: true }
  const ambient = project.command.fileNames.filter(file => /\.d\.[cm]?ts$/.test(file))
  const rootNames = [...entries.map(entry => `${TREE}/${entry}`), ...ambient]
  const program = ts.createProgram({ rootNames, options, host: host.compiler(options, () => {}) })
  const checker = program.getTypeChecker()
  for (const entry of entries) {
    const file = program.getSourceFile(`${TREE}/${entry}`)
    const module = file && checker.getSymbolAtLocation(file)
    for (const symbol of module ? checker.getExportsOfModule(module) : []) {
      until.throwIfCancellationRequested()
      api.set(`${entry}: ${symbol.name}`, bounded(textOf(ts, checker, file!, symbol)))
    }
  }
  return api
}

function textOf(ts: Compiler['ts'], checker: ts.TypeChecker, at: ts.Node, symbol: ts.Symbol): string {
  const own = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
  const whole = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.WriteArrowStyleSignature
  const write = (type: ts.Type) => typeInWords(ts, checker, type, at)
  const membersOf = (type: ts.Type) => {
    const members = checker.getPropertiesOfType(type).filter(isPublic(ts))
    const parts = members.map(one => {
      const optional = one.flags & ts.SymbolFlags.Optional ? '?' : ''
      return `${one.name}${optional}: ${write(checker.getTypeOfSymbolAtLocation(one, at))}`
    })
    for (const kind of [ts.SignatureKind.Call, ts.SignatureKind.Construct])
      for (const one of checker.getSignaturesOfType(type, kind))
        parts.push((kind === ts.SignatureKind.Call ? '' : 'new ') + checker.signatureToString(one, at, whole))
    for (const { keyType, type: value } of checker.getIndexInfosOfType(type))
      parts.push(`[${write(keyType)}]: ${write(value)}`)
    return `{ ${parts.sort().join('; ')} }`
  }
  const texts: string[] = []
  if (own.flags & ts.SymbolFlags.Value) {
    const type = checker.getTypeOfSymbolAtLocation(own, at)
    const isClass = own.flags & ts.SymbolFlags.Class
    texts.push(isClass ? membersOf(type) : write(type))
  }
  if (own.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.Class)) {
    const type = checker.getDeclaredTypeOfSymbol(own)
    texts.push(`${write(type)} ${membersOf(type)}`)
  } else if (own.flags & ts.SymbolFlags.Type) {
    const written = asWritten(ts, own)
    const type = checker.getDeclaredTypeOfSymbol(own)
    texts.push(...written)
    // What is taken from a value says nothing by itself; cut off by the compiler where it grows long.
    if (written.length === 0 || written.some(text => /\btypeof /.test(text)))
      texts.push(checker.typeToString(type, at, ts.TypeFormatFlags.InTypeAlias))
  }
  return texts.join(' & ') || own.name
}

type WriteType = (
  type: ts.Type,
  at: ts.Node,
  flags: ts.TypeFormatFlags,
  writer: object,
  most: number,
) => string

/** As the checker prints it, cut off at `LONGEST`: it can do that, though its types only know all or 160 characters. */
function typeInWords(ts: Compiler['ts'], checker: ts.TypeChecker, type: ts.Type, at: ts.Node): string {
  const { writeType } = checker as unknown as { writeType: WriteType }
  const { createTextWriter } = ts as unknown as { createTextWriter(newLine: string): object }
  const flags = ts.TypeFormatFlags.WriteArrowStyleSignature
  return writeType(type, at, flags, createTextWriter(''), LONGEST).replaceAll(`${TREE}/`, '')
}

/** What aliases say, without comments, and however it is laid out and quoted. */
function asWritten(ts: Compiler['ts'], symbol: ts.Symbol): string[] {
  const printer = ts.createPrinter({ removeComments: true })
  return (symbol.declarations ?? []).filter(ts.isTypeAliasDeclaration).map(one => {
    const print = (node: ts.Node) =>
      printer
        .printNode(ts.EmitHint.Unspecified, node, one.getSourceFile())
        .replace(/\s+/g, ' ')
        .replace(/'([^'"\\]*)'/g, '"$1"')
        .replace(/^\| /, '')
    const parameters = (one.typeParameters ?? []).map(print)
    return `${parameters.length > 0 ? `<${parameters.join(', ')}>` : ''}${print(one.type)}`
  })
}

function bounded(text: string): string {
  if (text.length <= LONGEST) return text
  return `${text.slice(0, LONGEST)}... ${createHash('sha256').update(text).digest('hex')}`
}

function isPublic(ts: Compiler['ts']) {
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected
  return (symbol: ts.Symbol) =>
    !symbol.name.startsWith('__#') &&
    !(symbol.declarations ?? []).some(one => ts.getCombinedModifierFlags(one as ts.Declaration) & hidden)
}
