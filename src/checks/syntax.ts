import type { Path } from '../model/change.ts'
import { readTreeFile } from '../sandbox/readTreeFile.ts'
import type { Check } from './check.ts'
import { type Compiler, loadCompiler } from './compiler.ts'
import { failed, notRun, passed } from './result.ts'

const CODE = /\.(?:[cm]?[jt]s|[jt]sx)$/
/** JSON that its tools read with comments and trailing commas. */
const LENIENT =
  /(?:^|\/)(?:[tj]sconfig[^/]*\.json|\.(?:babelrc|eslintrc|swcrc)(?:\.json)?)$|\.jsonc$|(?:^|\/)\.vscode\//

/**
 * The changed files parse: JavaScript and TypeScript by TypeScript's parser, JSON by the rules of JSON.
 * A file that was broken before in the same way (a fixture of a parser) is no new error.
 */
export const syntax: Check = {
  name: 'syntax',
  cost: 1,
  async run(candidate) {
    const { ts } = await loadCompiler()
    const parsed: Path[] = []
    const skipped: Path[] = []
    for (const path of candidate.changed) {
      const text = readTreeFile(candidate.head, path)
      const find = text === null ? null : parserOf(path)
      if (text === null || find === null) {
        skipped.push(path)
        continue
      }
      parsed.push(path)
      const before = readTreeFile(candidate.base, path)
      const known = new Set(before === null ? [] : find(ts, path, before).map(error => error.what))
      const error = find(ts, path, text).find(one => !known.has(one.what))
      if (error) return failed(`${path}:${error.line} does not parse: ${error.what}`, { path, ...error })
    }
    const evidence = { files: parsed.length, skipped }
    if (parsed.length === 0)
      return notRun('no changed file is JavaScript, TypeScript or JSON that still exists', evidence)
    return passed(`${parsed.length} changed file${parsed.length === 1 ? '' : 's'} parse`, evidence)
  },
}

type SyntaxError = { line: number; what: string }
type Ts = Compiler['ts']
type Parser = (ts: Ts, path: Path, text: string) => SyntaxError[]

function parserOf(path: Path): Parser | null {
  if (CODE.test(path)) return codeErrors
  if (LENIENT.test(path)) return lenientErrors
  return path.endsWith('.json') ? jsonErrors : null
}

/** A program of this one file, since only a program reports types written in a JavaScript file. */
function codeErrors(ts: Ts, path: Path, text: string): SyntaxError[] {
  const name = `/${path}`
  const options = { noResolve: true, noLib: true, allowJs: true, target: ts.ScriptTarget.ESNext }
  const file = ts.createSourceFile(name, text, { languageVersion: options.target }, true)
  const program = ts.createProgram([name], options, {
    getSourceFile: asked => (asked === name ? file : undefined),
    getDefaultLibFileName: () => '/lib.d.ts',
    writeFile: () => {},
    getCurrentDirectory: () => '/',
    getCanonicalFileName: file => file,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    fileExists: asked => asked === name,
    readFile: () => undefined,
  })
  return program.getSyntacticDiagnostics(file).map(found => ({
    line: file.getLineAndCharacterOfPosition(found.start ?? 0).line + 1,
    what: ts.flattenDiagnosticMessageText(found.messageText, ' '),
  }))
}

function lenientErrors(ts: Ts, path: Path, text: string): SyntaxError[] {
  const { error } = ts.parseConfigFileTextToJson(path, text)
  if (!error) return []
  const line = text.slice(0, error.start ?? 0).split('\n').length
  return [{ line, what: ts.flattenDiagnosticMessageText(error.messageText, ' ') }]
}

function jsonErrors(_ts: Ts, _path: Path, text: string): SyntaxError[] {
  try {
    JSON.parse(text.replace(/^\uFEFF/, ''))
    return []
  } catch (error) {
    const [, at] = /position (\d+)/.exec((error as Error).message) ?? []
    const line = at === undefined ? 1 : text.slice(0, Number(at)).split('\n').length
    return [{ line, what: 'this is not JSON' }]
  }
}
