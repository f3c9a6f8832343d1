import type { SourceFile } from '../../model/finding.ts'
import { type Assertions, readAssertions } from './assertions.ts'

export type Runner = 'node' | 'vitest' | 'jest' | 'mocha' | 'ava' | 'tap'

/** How the tests of a repository are written, read from one of them. */
export type TestStyle = {
  runner: Runner
  /** Whether modules are had by `require`. */
  cjs: boolean
  quote: '"' | "'"
  semicolons: boolean
  indent: string
  width: number
  /** `{ a }` and not `{a}`. */
  spaced: boolean
  /** `(value) => value` and not `value => value`. */
  parens: boolean
  trailing: 'all' | 'lists' | 'none'
  /** Whether tests stand in a `describe`. */
  suite: boolean
  test: 'it' | 'test'
  /** Whether names begin with `should`. */
  should: boolean
  /** Where the runner's names come from; null where they are global. `alone`: by its default export. */
  from: { specifier: string; alone: boolean; name: string } | null
  assertions: Assertions
}

const FROM: [Runner, RegExp][] = [
  ['node', /^(?:node:)?test$/],
  ['vitest', /^vitest$/],
  ['jest', /^@jest\/globals$/],
  ['ava', /^ava$/],
  ['tap', /^(?:tap|@tapjs\/core)$/],
]

/** One import or `require` of a file. */
export type Imported = { clause: string; specifier: string; cjs: boolean; at: number }

/** What a file imports, by the words that it does it with. */
export function importsOf(text: string): Imported[] {
  const found: Imported[] = []
  for (const one of text.matchAll(/^import\s+(?!type\b)([^'";]*?)\s+from\s*['"]([^'"]+)['"]/gm))
    found.push({ clause: one[1]!, specifier: one[2]!, cjs: false, at: one.index })
  for (const one of text.matchAll(
    /^(?:const|let|var)\s+(\{[^}]*\}|[\w$]+)\s*=\s*require\(\s*['"]([^'"]+)['"]\s*\)(\.[\w.]+)?/gm,
  ))
    found.push({ clause: `${one[1]}${one[3] ?? ''}`, specifier: one[2]!, cjs: true, at: one.index })
  return found
}

/**
 * Reads the style of one test file.
 * @param runner what ran it, for those whose names are global.
 * @returns null where it is written for no runner that is known, or states things in no way that is known.
 */
export function readStyle({ text }: SourceFile, runner: Runner | null): TestStyle | null {
  const code = text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
  const imports = importsOf(code)
  const imported = imports.flatMap(one => {
    const known = FROM.find(([, pattern]) => pattern.test(one.specifier))
    return known ? [{ runner: known[0], ...one }] : []
  })[0]
  const own = imported?.runner ?? runner
  if (own === null || (!imported && !/\b(?:it|test)\s*\(/.test(code))) return null
  const cjs = imports.length > 0 && imports.every(one => one.cjs)
  const assertions = readAssertions(own, imports, code)
  if (assertions === null) return null
  const test = count(code, /\bit\(/g) > count(code, /(?<![.\w])test\(/g) ? 'it' : 'test'
  return {
    runner: own,
    cjs,
    ...formOf(code),
    // ava has none, and of tap's own nested tests none are written.
    suite: own !== 'ava' && own !== 'tap' && /(?<![.\w])describe\(/.test(code),
    test: own === 'ava' ? 'test' : test,
    should: count(code, /\b(?:it|test)\(\s*['"`]should /g) * 2 > count(code, /\b(?:it|test)\(\s*['"`]/g),
    from: imported
      ? {
          specifier: imported.specifier,
          alone: !imported.clause.startsWith('{'),
          name: /^[\w$]+/.exec(imported.clause)?.[0] ?? 'test',
        }
      : null,
    assertions,
  }
}

export function formOf(
  code: string,
): Pick<TestStyle, 'quote' | 'semicolons' | 'indent' | 'width' | 'spaced' | 'parens' | 'trailing'> {
  const lines = code.split('\n')
  const ended = lines.filter(line => /[)\]'"\w];?$/.test(line) && !/[{(,[]$/.test(line))
  const indented = lines.map(line => /^[ \t]+/.exec(line)?.[0] ?? '').filter(Boolean)
  const smallest = Math.min(...indented.filter(one => !one.startsWith('\t')).map(one => one.length), 8)
  const lengths = lines.map(line => line.length).sort((a, b) => a - b)
  const most = lengths[Math.floor(lengths.length * 0.97)] ?? 0
  return {
    quote: count(code, /'[^'\n"]*'/g) >= count(code, /"[^"\n']*"/g) ? "'" : '"',
    semicolons: ended.filter(line => line.endsWith(';')).length * 2 > ended.length,
    indent: indented.some(one => one.startsWith('\t')) ? '\t' : ' '.repeat(smallest === 8 ? 2 : smallest),
    width: [80, 100, 120].find(width => most <= width) ?? 120,
    spaced: count(code, /\{ \S/g) >= count(code, /\{[\w'"]/g),
    parens: count(code, /\([\w$]+\) =>/g) >= count(code, /(?<![\w$(])[\w$]+ =>/g),
    trailing: trailingOf(code),
  }
}

/** A text between backticks that ends on a line of its own is none of a list. */
function trailingOf(code: string): TestStyle['trailing'] {
  const calls = [count(code, /,\n\s*\)/g), count(code, /[^,(`;\s]\n\s*\)/g)] as const
  const lists = [count(code, /,\n\s*[\]}]/g), count(code, /[^,[`;\s]\n\s*\]/g)] as const
  if (lists[1] > lists[0]) return 'none'
  return calls[1] > calls[0] ? 'lists' : 'all'
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}
