import type { ts } from 'ts-morph'
import type { Compiler } from '../compiler.ts'

/** What a program's own text says about the inputs that matter to it. */
export type Harvest = {
  strings: string[]
  numbers: number[]
  /** Sources of its regular expressions. */
  patterns: string[]
  /** Names of properties that it reads. */
  names: string[]
}

const MOST = 60

export const NO_WORDS: Harvest = { strings: [], numbers: [], patterns: [], names: [] }

/**
 * Gathers literals, regular expressions and names of properties of a file, each once, in their order.
 * @param lines only what stands on these, counted from 0; all of it when left out.
 */
export function harvest({ ts }: Compiler, file: ts.SourceFile, lines?: ReadonlySet<number>): Harvest {
  const found = {
    strings: new Set<string>(),
    numbers: new Set<number>(),
    patterns: new Set<string>(),
    names: new Set<string>(),
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return
    if (!lines || lines.has(file.getLineAndCharacterOfPosition(node.getStart(file)).line)) take(node)
    ts.forEachChild(node, visit)
  }
  const take = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) && node.text.length <= 80) found.strings.add(node.text)
    else if (ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)) {
      if (node.text && node.text.length <= 80) found.strings.add(node.text)
    } else if (ts.isNumericLiteral(node)) found.numbers.add(Number(node.text))
    else if (ts.isRegularExpressionLiteral(node))
      found.patterns.add(node.text.slice(1, node.text.lastIndexOf('/')))
    else if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression))
      found.names.add(node.name.text)
    else if (ts.isBindingElement(node) && ts.isIdentifier(node.name)) found.names.add(node.name.text)
  }
  visit(file)
  return {
    strings: [...found.strings].slice(0, MOST),
    numbers: [...found.numbers].slice(0, MOST),
    patterns: [...found.patterns].slice(0, MOST),
    names: [...found.names].slice(0, MOST),
  }
}

/** Both together, each thing once. */
export function together(a: Harvest, b: Harvest): Harvest {
  const both = <T>(one: T[], other: T[]) => [...new Set([...one, ...other])]
  return {
    strings: both(a.strings, b.strings),
    numbers: both(a.numbers, b.numbers),
    patterns: both(a.patterns, b.patterns),
    names: both(a.names, b.names),
  }
}
