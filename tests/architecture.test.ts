import assert from 'node:assert/strict'
import { join, relative, sep } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { Node, Project, type SourceFile, SyntaxKind } from 'ts-morph'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Folder -> rank. A folder imports only from a lower one; within itself it is free. */
const RANK: Record<string, number> = {
  model: 0,
  agents: 0,
  git: 1,
  source: 1,
  policy: 1,
  sandbox: 1,
  gate: 2,
  improvers: 2,
  probes: 2,
  checks: 2,
  bench: 2,
  forges: 2,
  ledger: 2,
  install: 2,
  report: 2,
  flow: 3,
  cli: 4,
}
const PURE = new Set(['model', 'agents', 'source', 'policy', 'gate', 'improvers', 'report'])

/** Globals that only the machine knows: the clock, chance, the environment, the outside. */
const IMPURE = new Set([
  'process',
  'fetch',
  'crypto',
  'performance',
  'console',
  'setTimeout',
  'setInterval',
  'setImmediate',
])
const IMPURE_CALLS = /^(Date\.now\(\)|new Date\(\)|Date\(\)|Math\.random\(\))$/

const project = new Project({
  tsConfigFilePath: join(root, 'tsconfig.json'),
  skipAddingFilesFromTsConfig: true,
})
project.addSourceFilesAtPaths(join(root, 'src/**/*.ts'))
const files = project.getSourceFiles().filter(file => inSource(file))

function inSource(file: SourceFile): boolean {
  return relative(root, file.getFilePath()).startsWith(`src${sep}`)
}

function place(file: SourceFile): { folder: string; name: string } {
  const [, folder = '', ...rest] = relative(root, file.getFilePath()).split(sep)
  return { folder, name: rest.join('/') }
}

/** Every module that a file names: imports, re-exports and dynamic imports. */
function modulesOf(file: SourceFile): { text: string; target: SourceFile | undefined; typeOnly: boolean }[] {
  const declared = [...file.getImportDeclarations(), ...file.getExportDeclarations()].flatMap(declaration => {
    const text = declaration.getModuleSpecifierValue()
    if (text === undefined) return []
    return [{ text, target: declaration.getModuleSpecifierSourceFile(), typeOnly: declaration.isTypeOnly() }]
  })
  const dynamic = file.getImportStringLiterals().flatMap(literal => {
    const call = literal.getParent()
    if (!call || !Node.isCallExpression(call)) return []
    const text = literal.getLiteralValue()
    const target = text.startsWith('.')
      ? project.getSourceFile(join(file.getDirectoryPath(), text))
      : undefined
    return [{ text, target, typeOnly: false }]
  })
  return [...declared, ...dynamic]
}

/** Uses of globals, as names and calls: the same words in a string, a comment or a property mean nothing. */
function impureUses(file: SourceFile): string[] {
  const globals = file.getDescendantsOfKind(SyntaxKind.Identifier).filter(name => {
    if (!IMPURE.has(name.getText())) return false
    const parent = name.getParent()
    if (Node.isPropertyAccessExpression(parent) && parent.getNameNode() === name) return false
    if (Node.isPropertyAssignment(parent) && parent.getNameNode() === name) return false
    const declared = name.getSymbol()?.getDeclarations() ?? []
    return !declared.some(declaration => inSource(declaration.getSourceFile()))
  })
  const calls = [
    ...file.getDescendantsOfKind(SyntaxKind.CallExpression),
    ...file.getDescendantsOfKind(SyntaxKind.NewExpression),
  ].filter(call => IMPURE_CALLS.test(call.getText()))
  return [...globals, ...calls].map(node => node.getText())
}

describe('import law', () => {
  it('has a rank for every folder of src', () => {
    const folders = new Set(files.map(file => place(file).folder))
    assert.deepEqual(
      [...folders].filter(folder => !(folder in RANK)),
      [],
    )
  })

  it('lets a folder import only from lower ranks and from itself', () => {
    const broken = files.flatMap(file => {
      const from = place(file)
      return modulesOf(file).flatMap(({ text, target }) => {
        if (!target || !inSource(target))
          return text.startsWith('.') && !target ? [`${from.folder}/${from.name}: ${text} is not there`] : []
        const to = place(target)
        const allowed = to.folder === from.folder || (RANK[to.folder] ?? 9) < (RANK[from.folder] ?? 0)
        return allowed ? [] : [`${from.folder}/${from.name} imports ${to.folder}/${to.name}`]
      })
    })
    assert.deepEqual(broken, [])
  })

  it('keeps the pure folders free of node, clock, chance and environment', () => {
    const broken = files
      .filter(file => PURE.has(place(file).folder))
      .flatMap(file => {
        const where = `${place(file).folder}/${place(file).name}`
        const imports = modulesOf(file)
          .filter(({ text }) => text.startsWith('node:') && text !== 'node:path')
          .map(({ text }) => `${where} imports ${text}`)
        return [...imports, ...impureUses(file).map(use => `${where} uses ${use}`)]
      })
    assert.deepEqual(broken, [])
  })

  it('keeps the imports of flow acyclic', () => {
    const flow = files.filter(file => place(file).folder === 'flow')
    const done = new Set<SourceFile>()
    const visit = (file: SourceFile, path: SourceFile[]): string[] => {
      if (path.includes(file)) return [[...path, file].map(one => place(one).name).join(' -> ')]
      if (done.has(file)) return []
      const cycles = modulesOf(file).flatMap(({ target }) =>
        target && flow.includes(target) ? visit(target, [...path, file]) : [],
      )
      done.add(file)
      return cycles
    }
    assert.deepEqual(
      flow.flatMap(file => visit(file, [])),
      [],
    )
  })

  it('gives every type of the model two folders that use it', () => {
    const lonely = files
      .filter(file => place(file).folder === 'model')
      .flatMap(file =>
        [...file.getTypeAliases(), ...file.getClasses(), ...file.getInterfaces()]
          .filter(type => type.isExported())
          .filter(type => {
            const users = new Set(
              type
                .findReferencesAsNodes()
                .map(node => node.getSourceFile())
                .filter(user => inSource(user) && user !== file)
                .map(user => place(user).folder),
            )
            // A type that other model types are made of is used wherever they are.
            return users.size < 2 && !users.has('model')
          })
          .filter(type => !usedInside(type, file))
          .map(type => `${place(file).name}: ${type.getName()}`),
      )
    assert.deepEqual(lonely, [])
  })
})

/** A type that another type of its file is made of is used wherever that one is. */
function usedInside(type: { findReferencesAsNodes(): Node[] }, file: SourceFile): boolean {
  return type.findReferencesAsNodes().some(node => node.getSourceFile() === file)
}
