import type { ts } from 'ts-morph'
import type { Frozen } from '../../model/frozen.ts'
import type { Script } from '../../model/trial.ts'
import type { Compiler } from '../compiler.ts'
import { readLiteral } from './readLiteral.ts'
import type { Surface } from './valueShape.ts'

/** A longer text is data. In characters. */
const MOST_TEXT = 500_000

/**
 * Calls of a module's exports that are written down somewhere, with arguments that can be read off: what those who know a
 * program think worth saying of it, also where nothing of it can be run.
 * @param texts code: of tests, or of examples. What is no code is none of it read.
 */
export function writtenCalls({ ts }: Compiler, texts: string[], surfaces: readonly Surface[]): Script[] {
  const kinds = new Map(surfaces.map(({ path, kind }) => [path.join('.'), kind]))
  const scripts = new Map<string, Script>()
  for (const text of texts.filter(one => one.length <= MOST_TEXT)) {
    let imported = new Map<string, string>()
    const visit = (node: ts.Node, around: Constants): void => {
      const constants = ts.isBlock(node) ? within(around) : around
      if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer)
        constants.set(node.name.text, node.initializer)
      ts.forEachChild(node, inner => visit(inner, constants))
      if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return
      const name = nameOf(ts, node.expression, imported)
      const kind = name === null ? undefined : kinds.get(name)
      const does = ts.isNewExpression(node) ? 'new' : 'call'
      if (name === null || kind !== (does === 'new' ? 'class' : 'function')) return
      const args = (node.arguments ?? []).map(one => readLiteral(ts, one, constants))
      if (args.includes(undefined)) return
      const script: Script = {
        steps: [{ of: null, path: name.split('.'), does, args: args as Frozen[] }],
        waits: true,
      }
      scripts.set(JSON.stringify(script), script)
    }
    try {
      const file = ts.createSourceFile('written.tsx', text, ts.ScriptTarget.ESNext, false, ts.ScriptKind.TSX)
      imported = importedNames(ts, file)
      visit(file, within(new Map()))
    } catch (error) {
      // Nested deeper than the stack: what was read by then will do.
      if (!(error instanceof RangeError)) throw error
    }
  }
  return [...scripts.values()]
}

/** What names stand for in a block, and around it. */
type Constants = Pick<Map<string, ts.Expression>, 'get' | 'set'>

function within(around: Pick<Constants, 'get'>): Constants {
  const own = new Map<string, ts.Expression>()
  return { get: name => own.get(name) ?? around.get(name), set: (name, value) => own.set(name, value) }
}

/** The code of the examples in a module's comments, one text for all. */
export function examplesIn(text: string): string {
  return (
    commentsIn(text)
      .flatMap(comment => {
        const plain = comment.replace(/^[ \t]*\* ?/gm, '')
        const tagged = [
          ...plain.matchAll(/^@example\b(?:[ \t]*<caption>.*<\/caption>)?([\s\S]*?)(?=^@\w|$(?![\s\S]))/gm),
        ]
        const fenced = [...plain.matchAll(/^```\w*\n([\s\S]*?)^```/gm)]
        return [...tagged, ...fenced].map(([, code = '']) => code.replace(/^```.*$/gm, ''))
      })
      // Each in a block of its own: what one declares is not the next one's.
      .map(code => `{\n${code}\n}\n`)
      .join('')
  )
}

/** What stands in each documentation comment. By hand: for many that begin and never end a pattern takes for ever. */
function commentsIn(text: string): string[] {
  const comments: string[] = []
  for (let start = text.indexOf('/**'); start >= 0; ) {
    const end = text.indexOf('*/', start + 3)
    if (end < 0) break
    comments.push(text.slice(start + 3, end))
    start = text.indexOf('/**', end + 2)
  }
  return comments
}

/** What a file calls the exports of others, by the names it has for them. */
function importedNames(typescript: typeof ts, file: ts.SourceFile): Map<string, string> {
  const names = new Map<string, string>()
  for (const one of file.statements) {
    if (!typescript.isImportDeclaration(one)) continue
    const { name, namedBindings } = one.importClause ?? {}
    if (name) names.set(name.text, 'default')
    if (namedBindings && typescript.isNamedImports(namedBindings))
      for (const { name, propertyName } of namedBindings.elements)
        names.set(name.text, propertyName?.text ?? name.text)
  }
  return names
}

/** The export that an expression names, as far as its words go: `f`, or `f.g`. */
function nameOf(typescript: typeof ts, callee: ts.Expression, imported: Map<string, string>): string | null {
  if (typescript.isIdentifier(callee)) return imported.get(callee.text) ?? callee.text
  if (!typescript.isPropertyAccessExpression(callee)) return null
  const holder = nameOf(typescript, callee.expression, imported)
  return holder === null ? null : `${holder}.${callee.name.text}`
}
