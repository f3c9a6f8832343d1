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
  bundle: 1,
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
  // Syntax answers all that is asked here; the checker would read the libraries too, which takes ten times as long.
  skipFileDependencyResolution: true,
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
function modulesOf(file: SourceFile): { text: string; target: SourceFile | undefined }[] {
  const declared = [...file.getImportDeclarations(), ...file.getExportDeclarations()].map(one =>
    one.getModuleSpecifierValue(),
  )
  const dynamic = file
    .getDescendantsOfKind(SyntaxKind.CallExpression)
    .filter(call => call.getExpression().getKind() === SyntaxKind.ImportKeyword)
    .map(call => call.getArguments()[0])
    .map(one => (Node.isStringLiteral(one) ? one.getLiteralValue() : undefined))
  return [...declared, ...dynamic]
    .filter(text => text !== undefined)
    .map(text => {
      const path = join(file.getDirectoryPath(), text)
      return { text, target: text.startsWith('.') ? project.getSourceFile(path) : undefined }
    })
}

/** Uses of globals, as names and calls: the same words in a string, a comment or a property mean nothing. */
function impureUses(file: SourceFile): string[] {
  const names = file.getDescendantsOfKind(SyntaxKind.Identifier).filter(name => IMPURE.has(name.getText()))
  const globals = names.filter(name => {
    const parent = name.getParent()
    if (Node.isPropertyAccessExpression(parent) && parent.getNameNode() === name) return false
    if (Node.isPropertyAssignment(parent) && parent.getNameNode() === name) return false
    if (Node.isPropertySignature(parent)) return false
    // A parameter or an import of that name is another thing.
    return !names.some(other => isDeclaredName(other) && other.getText() === name.getText())
  })
  const calls = [
    ...file.getDescendantsOfKind(SyntaxKind.CallExpression),
    ...file.getDescendantsOfKind(SyntaxKind.NewExpression),
  ].filter(call => IMPURE_CALLS.test(call.getText()))
  return [...globals, ...calls].map(node => node.getText())
}

function isDeclaredName(name: Node): boolean {
  const parent = name.getParent()
  return (
    ((Node.isParameterDeclaration(parent) ||
      Node.isVariableDeclaration(parent) ||
      Node.isBindingElement(parent) ||
      Node.isFunctionDeclaration(parent)) &&
      parent.getNameNode() === name) ||
    Node.isImportSpecifier(parent)
  )
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
    const users = new Map<string, Set<string>>()
    for (const file of files)
      for (const declaration of file.getImportDeclarations())
        for (const named of declaration.getNamedImports()) {
          const key = `${join(file.getDirectoryPath(), declaration.getModuleSpecifierValue())} ${named.getName()}`
          users.set(key, (users.get(key) ?? new Set()).add(place(file).folder))
        }
    const lonely = files
      .filter(file => place(file).folder === 'model')
      .flatMap(file =>
        [...file.getTypeAliases(), ...file.getClasses(), ...file.getInterfaces()]
          .filter(type => type.isExported())
          .filter(type => {
            const folders = users.get(`${file.getFilePath()} ${type.getName()}`) ?? new Set()
            // A type that other types of the model are made of is used wherever they are.
            return folders.size < 2 && !folders.has('model') && !usedInside(type.getName() ?? '', file)
          })
          .map(type => `${place(file).name}: ${type.getName()}`),
      )
    assert.deepEqual(lonely, [])
  })
})

/** Another type of its file is made of it. */
function usedInside(name: string, file: SourceFile): boolean {
  const uses = file.getDescendantsOfKind(SyntaxKind.Identifier).filter(one => one.getText() === name)
  return uses.length > 1
}
