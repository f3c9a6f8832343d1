import { LineCounter, parseAllDocuments } from 'yaml'
import type { Path } from '../../model/change.ts'
import type { Json } from '../../model/entry.ts'
import { isJsonObject } from '../../model/entry.ts'
import type { Pattern, PatternLanguage, PatternTest } from '../../model/pattern.ts'
import { globProblem } from '../../policy/globProblem.ts'

/** What a file of patterns holds; `problems` says where in it what is wrong, and what is wrong is none of the others. */
export type ReadPatterns = { patterns: Pattern[]; tests: PatternTest[]; problems: string[] }

/** Nobody writes more by hand; a text made to be slow takes under a second at this length. */
const MOST_CHARACTERS = 100_000
const LANGUAGES: Record<string, PatternLanguage> = {
  typescript: 'TypeScript',
  ts: 'TypeScript',
  tsx: 'Tsx',
  javascript: 'JavaScript',
  js: 'JavaScript',
  jsx: 'JavaScript',
}
/** Keys of ast-grep's rule files. Those that only speak to a reader are read over. */
const ASKED = ['rule', 'constraints', 'utils', 'transform']
const READ = ['id', 'language', 'message', 'note', 'severity', 'fix', 'files', 'ignores']
const SILENT = ['url', 'metadata', 'labels', '$schema']
const TEST_KEYS = ['id', 'valid', 'invalid', 'fixed']

/** A name that can stand in a commit message, a branch and a file's name. */
export const PATTERN_ID = /^[\w@][\w@.-]{0,79}$/

/**
 * Reads a YAML file with rules as ast-grep has them, and tests of such: one each document. A document with `valid` or `invalid` is a test;
 * its `fixed` lists what becomes of the `invalid` ones, in their order (`null` for one that is of no interest).
 */
export function readPatterns(text: string, from: Path): ReadPatterns {
  const read: ReadPatterns = { patterns: [], tests: [], problems: [] }
  if (text.length > MOST_CHARACTERS) {
    read.problems.push(`${from}: is ${text.length} characters long; at most ${MOST_CHARACTERS} are read`)
    return read
  }
  const lines = new LineCounter()
  const documents = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false })
  for (const document of 'empty' in documents ? [] : documents) {
    const line = lines.linePos(document.contents?.range?.[0] ?? 0).line
    const tell = (what: string) => read.problems.push(`${from}:${line}: ${what}`)
    const [error] = document.errors
    if (error) {
      read.problems.push(`${from}:${lines.linePos(error.pos[0]).line}: ${error.message}`)
      continue
    }
    let value: Json
    try {
      value = document.toJS({ maxAliasCount: 0 }) as Json
    } catch {
      tell('uses an alias of YAML: write it out')
      continue
    }
    if (value === null) continue
    if (!isJsonObject(value)) tell('is neither a rule nor a test of one')
    else if ('valid' in value || 'invalid' in value) take(readTest(value, from), read.tests, tell)
    else take(readPattern(value, from), read.patterns, tell)
  }
  return read
}

function take<T>(made: T | string | null, list: T[], tell: (what: string) => void): void {
  if (typeof made === 'string') tell(made)
  else if (made !== null) list.push(made)
}

type Fields = { [key: string]: Json }

/** @returns what is wrong with it, in words; null for one that is switched off. */
function readPattern(value: Fields, from: Path): Pattern | string | null {
  const { id } = value
  if (typeof id !== 'string' || !PATTERN_ID.test(id)) return wrongId(id)
  const known = [...ASKED, ...READ, ...SILENT]
  const unknown = Object.keys(value).find(key => !known.includes(key))
  if (unknown !== undefined) return `${id} has ${unknown}, which is not known here`
  const name = typeof value.language === 'string' ? value.language.toLowerCase() : ''
  const language = Object.hasOwn(LANGUAGES, name) ? LANGUAGES[name] : undefined
  if (language === undefined)
    return `${id} is of language ${JSON.stringify(value.language ?? null)}: TypeScript, Tsx or JavaScript`
  if (!isJsonObject(value.rule ?? null)) return `${id} has no rule`
  if (value.severity === 'off') return null
  const fix = readFix(value.fix ?? null)
  if (fix === undefined) return `${id}: a fix is a text, or has one as its template and nothing else`
  const globs = [value.files ?? [], value.ignores ?? []].map(listOfTexts)
  const [files, ignores] = globs
  if (!files || !ignores) return `${id}: files and ignores are lists of globs`
  for (const glob of [...files, ...ignores]) {
    const problem = globProblem(glob)
    if (problem !== null) return `${id}: ${JSON.stringify(glob)} ${problem}`
  }
  const words = [value.message, value.note].find(one => typeof one === 'string' && one.trim() !== '')
  return {
    id,
    language,
    message: typeof words === 'string' ? words.trim() : id,
    files: 'files' in value ? files : null,
    ignores,
    fix,
    matcher: Object.fromEntries(ASKED.flatMap(key => (key in value ? [[key, value[key]!]] : []))),
    from,
  }
}

function readTest(value: Fields, from: Path): PatternTest | string {
  const { id } = value
  if (typeof id !== 'string' || !PATTERN_ID.test(id)) return wrongId(id)
  const unknown = Object.keys(value).find(key => !TEST_KEYS.includes(key))
  if (unknown !== undefined) return `the test of ${id} has ${unknown}: it takes valid, invalid and fixed`
  const [valid, invalid] = [value.valid ?? [], value.invalid ?? []].map(listOfTexts)
  if (!valid || !invalid) return `the test of ${id}: valid and invalid are lists of texts`
  const fixed = value.fixed ?? []
  const isList = Array.isArray(fixed) && fixed.every(one => one === null || typeof one === 'string')
  if (!isList || fixed.length > invalid.length)
    return `the test of ${id}: fixed lists a text for each of invalid, in their order`
  const pairs = invalid.map((text, at) => ({ text, fixed: (fixed[at] as string | null | undefined) ?? null }))
  return { id, valid, invalid: pairs, from }
}

function wrongId(id: Json | undefined): string {
  return id === undefined
    ? 'has no id'
    : `${JSON.stringify(id).slice(0, 60)} is no id: letters, digits, dashes and dots, at most 80`
}

/** A text, or an object with nothing but one; undefined for what else ast-grep knows. */
function readFix(value: Json): string | null | undefined {
  if (value === null || typeof value === 'string') return value
  if (!isJsonObject(value)) return undefined
  return Object.keys(value).length === 1 && typeof value.template === 'string' ? value.template : undefined
}

function listOfTexts(value: Json): string[] | null {
  return Array.isArray(value) && value.every(one => typeof one === 'string') ? (value as string[]) : null
}
