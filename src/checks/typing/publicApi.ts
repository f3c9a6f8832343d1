import type { ts } from 'ts-morph'
import type { Path } from '../../model/change.ts'
import type { CheckContext } from '../check.ts'
import { remember } from '../checkCache.ts'
import type { Compiler } from '../compiler.ts'
import { deadline } from '../deadline.ts'
import { findProjects, type Project } from '../projects.ts'
import { type ParsedFiles, TREE, treeHost } from '../treeHost.ts'

/** What a package gives away: `file: name`, and its type in words. */
export type Api = Map<string, string>

/**
 * Reads the types of what some files export, as our compiler sees them. Types of named parts stand by their names, except
 * for the members of what is exported itself.
 * @throws OutOfTime
 */
export async function readApi(
  compiler: Compiler,
  tree: string,
  { path }: Project,
  entries: Path[],
  context: CheckContext,
): Promise<Api> {
  const until = deadline(context.limits.timeoutMs)
  const parsed = await remember(context.cache, 'parsed:types', async (): Promise<ParsedFiles> => new Map())
  const host = treeHost(compiler, tree, context.readable, parsed)
  const [project] = findProjects(compiler, host, [path], [path])
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
      api.set(`${entry}: ${symbol.name}`, textOf(ts, checker, file!, symbol))
    }
  }
  return api
}

function textOf(ts: Compiler['ts'], checker: ts.TypeChecker, at: ts.Node, symbol: ts.Symbol): string {
  const own = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
  const whole = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.WriteArrowStyleSignature
  const write = (type: ts.Type, more = 0) =>
    checker.typeToString(type, at, whole | more).replaceAll(`${TREE}/`, '')
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
  } else if (own.flags & ts.SymbolFlags.Type)
    texts.push(write(checker.getDeclaredTypeOfSymbol(own), ts.TypeFormatFlags.InTypeAlias))
  return texts.join(' & ') || own.name
}

function isPublic(ts: Compiler['ts']) {
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected
  return (symbol: ts.Symbol) =>
    !symbol.name.startsWith('__#') &&
    !(symbol.declarations ?? []).some(one => ts.getCombinedModifierFlags(one as ts.Declaration) & hidden)
}
