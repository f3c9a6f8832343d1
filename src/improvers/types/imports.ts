import { posix } from 'node:path'
import { ts } from 'ts-morph'
import type { Put } from './place.ts'
import type { Need } from './print.ts'
import { ownFiles, type TypedProject } from './project.ts'
import { target } from './symbols.ts'

/** A type that a file has to import, and what from, as the file would write it. */
export type Import = { name: string; specifier: string }

/** Says how a file can import what it needs, or that it can't. */
export type Importer = (needs: Need[], at: ts.Node) => Import[] | null

const EXTENSIONS = ['', '.ts', '.tsx', '.mts', '.cts', '/index.ts', '/index.tsx']
const IS_TEST = /(?:^|\/)(?:tests?|__tests__|__mocks__|fixtures?|examples?)\/|\.(?:test|spec|bench)\.[^/]*$/

/** Reads once how the files of a program import. */
export function createImporter(project: TypedProject): Importer {
  const checker = project.program.getTypeChecker()
  const files = new Map(ownFiles(project).map(({ path, file }) => [file.fileName, { path, file }]))
  const find = (module: string) => {
    const plain = module.replace(/\.([cm]?)js(x?)$/, '.$1ts$2')
    for (const start of [module, plain])
      for (const end of EXTENSIONS) {
        const found = files.get(start + end)
        if (found) return found
      }
    return undefined
  }
  const importOf = ({ name, module }: Need, at: ts.Node): Import | null => {
    const from = find(module)
    const file = at.getSourceFile()
    const to = files.get(file.fileName)
    if (!from || !to || from.file === file || !exportsType(from.file, name, checker)) return null
    if (!importsOf(file).length) return null
    const known = importsOf(file).find(
      one => moduleOf(one, checker) === from.file && !isBare(one.moduleSpecifier),
    )
    if (known) return { name, specifier: (known.moduleSpecifier as ts.StringLiteral).text }
    if (packageOf(from.path) !== packageOf(to.path) || (IS_TEST.test(from.path) && !IS_TEST.test(to.path)))
      return null
    const ending = endingOf(file, checker) ?? firstOf([...files.values()], one => endingOf(one.file, checker))
    if (ending === undefined) return null
    return { name, specifier: specifierOf(to.path, from.path, ending) }
  }
  return (needs, at) => {
    const imports = needs.map(need => importOf(need, at))
    return imports.every(one => one !== null) ? imports : null
  }
}

const importsOf = (file: ts.SourceFile) =>
  file.statements.filter((one): one is ts.ImportDeclaration => ts.isImportDeclaration(one))

function moduleOf(one: ts.ImportDeclaration, checker: ts.TypeChecker): ts.Node | undefined {
  return checker.getSymbolAtLocation(one.moduleSpecifier)?.valueDeclaration
}

const isBare = (specifier: ts.Expression) => !ts.isStringLiteral(specifier) || /[?!]/.test(specifier.text)

/** Whether a module itself exports a type of that name. */
function exportsType(file: ts.SourceFile, name: string, checker: ts.TypeChecker): boolean {
  const module = checker.getSymbolAtLocation(file)
  const found = module && checker.getExportsOfModule(module).find(one => one.name === name)
  const real = target(found, checker)
  return real !== undefined && (real.flags & (ts.SymbolFlags.Type | ts.SymbolFlags.Namespace)) !== 0
}

/** The package of a workspace that a path is in, as most are laid out. */
const packageOf = (path: string) =>
  /^(?:packages|apps|libs|modules|plugins|crates|services)\/[^/]+/.exec(path)?.[0] ?? ''

/** What stands in a file's relative imports for the extension of others: nothing, `.js` or `.ts`; undefined where it has none. */
function endingOf(file: ts.SourceFile, checker: ts.TypeChecker): 'none' | 'js' | 'ts' | undefined {
  for (const one of importsOf(file)) {
    const { text } = one.moduleSpecifier as ts.StringLiteral
    const from = moduleOf(one, checker)
    if (!/^\.\.?\//.test(text) || !from || !ts.isSourceFile(from) || from.isDeclarationFile) continue
    if (/\.[cm]?tsx?$/.test(text)) return 'ts'
    return /\.[cm]?jsx?$/.test(text) ? 'js' : 'none'
  }
  return undefined
}

function firstOf<T, R>(all: T[], of: (one: T) => R | undefined): R | undefined {
  for (const one of all) {
    const found = of(one)
    if (found !== undefined) return found
  }
  return undefined
}

function specifierOf(from: string, to: string, ending: 'none' | 'js' | 'ts'): string {
  const relative = posix.relative(posix.dirname(from), to)
  const whole = relative.startsWith('.') ? relative : `./${relative}`
  if (ending === 'ts') return whole
  if (ending === 'js') return whole.replace(/\.([cm]?)tsx?$/, '.$1js')
  const short = whole.replace(/(?:\/index)?\.[cm]?tsx?$/, '')
  return short === '.' || short === '..' ? `${short}/index` : short
}

/** What has to be written for a file to import these. */
export function importPuts(file: ts.SourceFile, imports: Import[]): Put[] {
  const bySpecifier = new Map<string, Set<string>>()
  for (const { name, specifier } of imports)
    bySpecifier.set(specifier, (bySpecifier.get(specifier) ?? new Set()).add(name))
  return [...bySpecifier].map(([specifier, names]) => importPut(file, specifier, [...names].sort()))
}

function importPut(file: ts.SourceFile, specifier: string, names: string[]): Put {
  const all = importsOf(file)
  const inline = all.some(one => elementsOf(one).some(({ isTypeOnly }) => isTypeOnly))
  const same = all.filter(one => (one.moduleSpecifier as ts.StringLiteral).text === specifier)
  const isTypeOnly = (one: ts.ImportDeclaration) => one.importClause?.isTypeOnly === true
  const known =
    same.find(one => isTypeOnly(one) && elementsOf(one).length > 0) ??
    (inline ? same.find(one => elementsOf(one).length > 0) : undefined)
  const last = known && elementsOf(known).at(-1)
  if (known && last) {
    const said = names.map(name => (isTypeOnly(known) ? name : `type ${name}`)).join(', ')
    return { start: last.getEnd(), end: last.getEnd(), text: `, ${said}` }
  }
  const before = all.at(-1)!
  const [quote] = before.moduleSpecifier.getText(file)
  const end = before.getText(file).endsWith(';') ? ';' : ''
  const line = file.text.includes('\r\n') ? '\r\n' : '\n'
  const at =
    before.getEnd() +
    (/^[ \t]*(?:\/\/.*|\/\*[^\n]*\*\/[ \t]*)?(?=\r?\n|$)/.exec(file.text.slice(before.getEnd()))?.[0]
      .length ?? 0)
  return {
    start: at,
    end: at,
    text: `${line}import type { ${names.join(', ')} } from ${quote}${specifier}${quote}${end}`,
  }
}

function elementsOf(one: ts.ImportDeclaration): readonly ts.ImportSpecifier[] {
  const named = one.importClause?.namedBindings
  return named && ts.isNamedImports(named) ? named.elements : []
}
