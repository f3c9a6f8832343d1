import type { ts } from 'ts-morph'
import type { Path } from '../../model/change.ts'
import type { Candidate } from '../../model/check.ts'
import { kindOf } from '../../sandbox/readTreeFile.ts'
import type { CheckContext } from '../check.ts'
import type { Compiler } from '../compiler.ts'
import { describeSurface } from '../inputs/describeSurface.ts'
import { type Harvest, harvest, together } from '../inputs/harvest.ts'
import type { Surface } from '../inputs/valueShape.ts'
import type { ParsedFiles } from '../treeHost.ts'
import { type ModuleProgram, openModules } from './moduleProgram.ts'

/** A module that is there before and after, and what a caller can do with it. */
export type Subject = {
  module: Path
  /** What both sides have, as the base declares it. */
  surfaces: Surface[]
  /** Names that only the base has. */
  gone: string[]
  harvest: Harvest
  /** Names of properties that are nobody's business but the module's own. */
  hidden: string[]
}

/**
 * What can be tried of modules: the exports that both sides have.
 * @param modules files that are code on both sides.
 */
export function findSubjects(
  compiler: Compiler,
  { base, head }: Candidate,
  context: Pick<CheckContext, 'readable'>,
  modules: Path[],
  parsed: ParsedFiles,
): Subject[] {
  const both = modules.filter(path =>
    [base, head].every(tree => /file|executable/.test(kindOf(tree, path) ?? '')),
  )
  if (!both.length) return []
  const before = openModules(compiler, base, context, both, parsed)
  const after = openModules(compiler, head, context, both, parsed)
  return both.flatMap(module => {
    const [was, is] = [before.file(module), after.file(module)]
    if (!was || !is) return []
    const surfaces = describeSurface(before, was)
    const names = new Set(describeSurface(after, is).map(nameOf))
    return [
      {
        module,
        surfaces: surfaces.filter(one => names.has(nameOf(one))),
        gone: surfaces.map(nameOf).filter(name => !names.has(name)),
        harvest: together(harvest(compiler, was), harvest(compiler, is)),
        hidden: [...new Set([...privateNames(before, was), ...privateNames(after, is)])],
      },
    ]
  })
}

const nameOf = ({ path }: Surface) => path.join('.')

/** Members that are private, protected, or begin with an underline, as many write it in JavaScript. */
function privateNames({ ts }: ModuleProgram, file: ts.SourceFile): string[] {
  const names: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword) {
      if (node.name.text.startsWith('_')) names.push(node.name.text)
    } else if (ts.isClassElement(node) || ts.isParameter(node)) {
      const flags = ts.getCombinedModifierFlags(node as ts.Declaration)
      const kept = flags & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)
      if (
        node.name &&
        ts.isIdentifier(node.name) &&
        (kept || (ts.isClassElement(node) && node.name.text.startsWith('_')))
      )
        names.push(node.name.text)
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return names
}
