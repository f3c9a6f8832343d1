import type { ts } from 'ts-morph'
import type { Path } from '../../../model/change.ts'
import type { Compiler } from '../../compiler.ts'

export const CODE = /\.(?:[cm]?[jt]s|[jt]sx)$/i

/** A parsed file whose names are resolved within this file alone. */
export type ParsedCode = {
  ts: Compiler['ts']
  file: ts.SourceFile
  /** What declares a name where it stands; undefined for globals, since nothing is loaded that would. */
  symbolOf(name: ts.Identifier): ts.Symbol | undefined
}

/** The part of the compiler that finds what each scope declares. A checker does too, and takes ten times as long. */
type Binder = { bindSourceFile(file: ts.SourceFile, options: ts.CompilerOptions): void }
type Scope = ts.Node & { locals?: ReadonlyMap<string, ts.Symbol>; symbol?: ts.Symbol }

/**
 * Parses one file and binds its names, without libraries, imports or configuration.
 * @throws RangeError when the code is nested too deeply for the compiler.
 */
export function parseCode({ ts }: Compiler, path: Path, text: string): ParsedCode {
  const [ending = '.js'] = /\.[^./]+$/.exec(path.toLowerCase()) ?? []
  const parsing = {
    languageVersion: ts.ScriptTarget.ESNext,
    jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
  }
  const file = ts.createSourceFile(`/file${ending}`, text, parsing, true)
  const { bindSourceFile } = ts as unknown as Partial<Binder>
  // Should a later compiler rename it, nothing may pass for free of names.
  if (!bindSourceFile) throw new Error('this TypeScript does not bind a file')
  bindSourceFile(file, { allowJs: true, target: ts.ScriptTarget.ESNext })
  return { ts, file, symbolOf: name => find(ts, name) }
}

function find(ts: Compiler['ts'], name: ts.Identifier): ts.Symbol | undefined {
  for (let scope: Scope = name.parent; scope; scope = scope.parent) {
    const local = scope.locals?.get(name.text)
    if (local?.declarations?.some(one => isThere(ts, one))) return local
    // A function or class expression is known by its name inside of it.
    const node: ts.Node = scope
    const names = ts.isFunctionExpression(node) || ts.isClassExpression(node)
    if (names && node.name !== name && node.name?.text === name.text) return scope.symbol
  }
  return undefined
}

/** Whether a declaration is there when the code runs: `declare const fetch` and `type fetch` leave the global one. */
function isThere(ts: Compiler['ts'], node: ts.Declaration): boolean {
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return false
  return (
    !ts.isTypeParameterDeclaration(node) &&
    (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Ambient) === 0
  )
}
