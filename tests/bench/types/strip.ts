import { ts } from 'ts-morph'
import { isTestPath } from '../../../src/flow/run/collectSource.ts'
import { isWritten, keyOf } from '../../../src/improvers/types/gaps.ts'
import { ownFiles, type TypedProject } from '../../../src/improvers/types/project.ts'
import type { Path } from '../../../src/model/change.ts'

/** What a parameter's type is: as it is written, and in words that do not depend on who wrote it. */
export type Said = { text: string; shown: string; place: string }

/** Every parameter of the program's own functions, by its key. */
export function* parametersOf(
  project: TypedProject,
): Generator<{ key: string; path: Path; parameter: ts.ParameterDeclaration }> {
  for (const { path, file } of ownFiles(project)) {
    let ordinal = 0
    const found: { key: string; path: Path; parameter: ts.ParameterDeclaration }[] = []
    const visit = (node: ts.Node) => {
      if (isWritten(node)) {
        const number = ordinal++
        for (const [index, parameter] of node.parameters.entries())
          found.push({ key: keyOf(path, number, index), path, parameter })
      }
      ts.forEachChild(node, visit)
    }
    visit(file)
    yield* found
  }
}

/** What is written beside each parameter that has a type. */
export function typesOf(project: TypedProject): Map<string, Said> {
  const checker = project.program.getTypeChecker()
  const said = new Map<string, Said>()
  for (const { key, path, parameter } of parametersOf(project))
    if (parameter.type) {
      const file = parameter.getSourceFile()
      const line = file.getLineAndCharacterOfPosition(parameter.getStart()).line + 1
      said.set(key, {
        text: parameter.type.getText().replace(/\s+/g, ' '),
        shown: show(checker.getTypeAtLocation(parameter), checker),
        place: `${path}:${line} ${parameter.name.getText().replace(/\s+/g, ' ')}`,
      })
    }
  return said
}

/** Members of a union in one order, names of types for what they stand for. */
function show(type: ts.Type, checker: ts.TypeChecker): string {
  const flags = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.InTypeAlias
  const words = (of: ts.Type) => checker.typeToString(of, undefined, flags)
  return type.isUnion() ? type.types.map(words).sort().join(' | ') : words(type)
}

/**
 * Takes the types of parameters away, those of tests and overloads left alone.
 * @param share of the parameters, from 0 to 1; which ones depends on their places alone.
 */
export function strip(project: TypedProject, share: number): { texts: Map<Path, string>; keys: Set<string> } {
  const texts = new Map<Path, string>()
  const keys = new Set<string>()
  const cuts = new Map<ts.SourceFile, [number, number][]>()
  for (const { key, path, parameter } of parametersOf(project)) {
    const { type, parent } = parameter
    if (!type || /\.[cm]?jsx?$/.test(path) || isTestPath(path)) continue
    if (!('body' in parent && parent.body) || ts.isSetAccessor(parent) || parameter.name.getText() === 'this')
      continue
    if (share < 1 && fraction(key) >= share) continue
    keys.add(key)
    const file = parameter.getSourceFile()
    const list = cuts.get(file) ?? []
    cuts.set(file, list)
    list.push([(parameter.questionToken ?? parameter.name).getEnd(), type.getEnd()])
  }
  for (const [file, list] of cuts) {
    let { text } = file
    // From the end, since a type can hold a parameter with a type.
    for (const [start, end] of list.sort((a, b) => b[0] - a[0])) text = text.slice(0, start) + text.slice(end)
    texts.set(project.pathOf(file)!, text)
  }
  return { texts, keys }
}

/** A number in [0, 1) for a text (FNV-1a). */
function fraction(text: string): number {
  let sum = 2166136261
  for (const one of text) sum = Math.imul(sum ^ one.charCodeAt(0), 16777619) >>> 0
  return sum / 2 ** 32
}
