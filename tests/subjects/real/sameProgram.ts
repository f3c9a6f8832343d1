import { transformSync } from 'esbuild'
import ts from 'typescript'
import { git } from './shell.ts'

const TYPESCRIPT = /\.([cm]?ts|tsx)$/
const JAVASCRIPT = /\.([cm]?js|jsx)$/

/**
 * Compares two commits file by file and gives what differs in words, nothing when the programs are the same:
 * TypeScript prints each TypeScript file without its types and comments, esbuild each JavaScript file without
 * comments and with one layout; and the tokens of each file that both read must be the same. Files of any
 * other kind, and declarations, must not differ in a byte. It shares no code with the tool under test.
 */
export function differences(dir: string, base: string, head: string): string[] {
  const found: string[] = []
  const raw = git(dir, 'diff-tree', '-r', '-z', '--no-renames', '--no-commit-id', base, head).split('\0')
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const [oldMode = '', newMode = '', oldBlob = '', newBlob = '', status = ''] = (raw[index] ?? '')
      .slice(1)
      .split(' ')
    const path = raw[index + 1] ?? ''
    if (status !== 'M' || oldMode !== newMode || !newMode.startsWith('100')) {
      found.push(`${path}: ${status}, mode ${oldMode} to ${newMode}`)
      continue
    }
    const before = git(dir, 'cat-file', 'blob', oldBlob)
    const after = git(dir, 'cat-file', 'blob', newBlob)
    const why = differs(path, before, after)
    if (why) found.push(`${path}: ${why}`)
  }
  return found
}

/** Why two texts of one file are not the same program, or null when they are. */
export function differs(path: string, before: string, after: string): string | null {
  if (/\.d\.[cm]?ts$/.test(path) || !(TYPESCRIPT.test(path) || JAVASCRIPT.test(path)))
    return 'neither TypeScript nor JavaScript, and its bytes differ'
  try {
    if (emitted(path, before) !== emitted(path, after)) return 'what runs differs'
    const [a, b] = [tokens(path, before), tokens(path, after)]
    const at = a.findIndex((token, index) => token !== b[index])
    if (at >= 0 || a.length !== b.length)
      return `token ${at < 0 ? a.length : at} differs: ${a[at]} and ${b[at]}`
    return null
  } catch (error) {
    return `it cannot be compared: ${(error as Error).message.split('\n')[0]}`
  }
}

function emitted(path: string, text: string): string {
  if (JAVASCRIPT.test(path)) {
    const loader = path.endsWith('x') ? 'jsx' : 'js'
    // Only layout is normalised; nothing is renamed, folded or dropped but comments.
    return transformSync(text, { loader, legalComments: 'none', minifyWhitespace: true, sourcefile: path })
      .code
  }
  const { outputText, diagnostics = [] } = ts.transpileModule(text, {
    fileName: path,
    reportDiagnostics: true,
    compilerOptions: {
      target: ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.ESNext,
      jsx: ts.JsxEmit.Preserve,
      removeComments: true,
      verbatimModuleSyntax: true,
      experimentalDecorators: true,
    },
  })
  const [problem] = diagnostics.filter(one => one.category === ts.DiagnosticCategory.Error && one.code < 2000)
  if (problem) throw new Error(ts.flattenDiagnosticMessageText(problem.messageText, ' '))
  return outputText
}

/** Every token of a file in order, types among them, comments and space left out. */
function tokens(path: string, text: string): string[] {
  const kind = /x$/.test(path)
    ? ts.ScriptKind.TSX
    : JAVASCRIPT.test(path)
      ? ts.ScriptKind.JS
      : ts.ScriptKind.TS
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind)
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isJSDoc(node)) return
    const children = node.getChildren(file)
    if (children.length === 0) found.push(`${ts.SyntaxKind[node.kind]} ${node.getText(file)}`)
    for (const child of children) visit(child)
  }
  visit(file)
  return found
}
