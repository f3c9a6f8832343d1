import type { ts } from 'ts-morph'
import { loadEsbuild } from '../bundle/loadEsbuild.ts'
import { Failure } from '../model/failure.ts'
import { canonicalText } from './canonical/canonicalText.ts'
import type { Compiler } from './compiler.ts'

/** Programs that look at their own text, where a minifier promises nothing. */
const READS_ITSELF = /\beval\b|\bFunction\s*\(|Function\.prototype\.toString|\.callee\b|\bwith\s*\(/

/**
 * Whether two emitted programs become one text when a minifier has rewritten both and what is left is written in one way
 * (`canonicalText`): needless variables, nested conditions, turned ones, other names, other orders of branches and the like are gone
 * then. What the minifier rewrites keeps its meaning, with the names of functions; it takes no hint that something has no effect
 * (`@__PURE__`).
 * @param isJsx whether the texts hold JSX, which stays as it is.
 * @returns false also where esbuild is not installed: nothing is known then.
 */
export async function sameMinified(
  compiler: Compiler,
  before: string,
  after: string,
  isJsx: boolean,
): Promise<boolean> {
  if (READS_ITSELF.test(before) || READS_ITSELF.test(after)) return false
  const [was, is] = await Promise.all([before, after].map(text => minify(text, isJsx)))
  if (was == null || is == null) return false
  try {
    // esbuild prints `("use strict")` as a directive, which it was not.
    const [said, says] = [before, after].map(text => bareStrings(compiler, text, isJsx))
    if (said !== says) return false
    if (was === is) return true
    return canonicalText(compiler, was, isJsx) === canonicalText(compiler, is, isJsx)
  } catch (error) {
    // Too deep for the walk: then nothing is claimed.
    if (error instanceof RangeError) return false
    throw error
  }
}

async function minify(text: string, isJsx: boolean): Promise<string | null> {
  const esbuild = await loadEsbuild('tells whether two programs are the same once minified').catch(notThere)
  if (!esbuild) return null
  try {
    const { code } = await esbuild.transform(text, {
      loader: isJsx ? 'jsx' : 'js',
      jsx: 'preserve',
      target: 'esnext',
      legalComments: 'none',
      ignoreAnnotations: true,
      treeShaking: false,
      minifyWhitespace: true,
      minifySyntax: true,
      keepNames: true,
      logLevel: 'silent',
    })
    return code
  } catch {
    return null
  }
}

/** Statements that are nothing but a string, with or without parentheses, in their order. */
function bareStrings({ ts }: Compiler, text: string, isJsx: boolean): string {
  const kind = isJsx ? ts.ScriptKind.JSX : ts.ScriptKind.JS
  const file = ts.createSourceFile('a.js', text, ts.ScriptTarget.ESNext, false, kind)
  const found: string[] = []
  const unwrap = (node: ts.Expression): ts.Expression =>
    ts.isParenthesizedExpression(node) ? unwrap(node.expression) : node
  const visit = (node: ts.Node): void => {
    if (ts.isExpressionStatement(node) && ts.isStringLiteralLike(unwrap(node.expression)))
      found.push(text.slice(node.expression.pos, node.expression.end).trim())
    ts.forEachChild(node, visit)
  }
  visit(file)
  return JSON.stringify(found)
}

function notThere(error: unknown): null {
  if (error instanceof Failure) return null
  throw error
}
