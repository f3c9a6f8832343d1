import { lineAt } from './lineAt.ts'
import { beginsOneOf, namesOfFunctions } from './namesInTokens.ts'
import type { Tokens } from './readTokens.ts'
import { namedReader, TYPE_READERS } from './typeReaders.ts'

/** Files whose types are the program, or what is tested. */
const PATHS =
  /(?:^|\/)assembly\/|[-.](?:test|spec)-d\.|\.tst\.|(?:^|\/)Native[A-Z][^/]*\.tsx?$|NativeComponent\.tsx?$/
/** Packages that make something of types: a program, or a test of the types themselves. */
const TESTERS = 'tsd|@tsd/[a-z-]+|tsafe|expect-type|conditional-type-checks|ts-expect'
const PACKAGES = new RegExp(`^${namedReader(`${TYPE_READERS}|${TESTERS}|react-native`)}$`)
/** Functions that do so by their names, wherever they come from. */
const FUNCTIONS = new Set([
  ...['expectTypeOf', 'assertType', 'expectType', 'expectError', 'expectAssignable', 'expectNotType'],
  ...['defineProps', 'defineEmits', 'defineModel', 'defineSlots', 'withDefaults', 'defineComponent'],
])

const begins = beginsOneOf([...FUNCTIONS, 'toString'])

/** Why the types of a file may be its program to somebody: what reads them is known by path, package or name. */
export function refuseTypeReaders(path: string, tokens: Tokens): { why: string; line: number } | null {
  if (PATHS.test(path)) return { why: 'a kind of file whose types are what counts', line: 1 }
  const { text, starts, ends, comments } = tokens
  const unchecked = comments.find(({ start, end }) => text.slice(start, end).includes('@ts-nocheck'))
  if (unchecked) return { why: '@ts-nocheck: nobody checks its types', line: lineAt(text, unchecked.start) }
  let functions: Set<string> | null = null
  const word = (token: number) => (token < 0 ? '' : text.slice(starts[token], ends[token]))
  for (let token = 0; token < starts.length; token += 1) {
    const first = text.charCodeAt(starts[token]!)
    const isString = first === 34 || first === 39
    // Most tokens are seen by their first letter to be none of these.
    if (!isString && !begins(first)) continue
    const own = word(token)
    const line = () => lineAt(text, starts[token]!)
    if (FUNCTIONS.has(own) || (isString && PACKAGES.test(own.slice(1, -1)) && isImported(word(token - 1))))
      return {
        why: `${isString ? own.slice(1, -1) : own} makes something of types at run time`,
        line: line(),
      }
    if (own !== 'toString' || word(token - 1) !== '.') continue
    // Where types are only blanked, the text of a function has other blanks than before.
    functions ??= namesOfFunctions(tokens)
    if (functions.has(word(token - 2))) return { why: `the text of ${word(token - 2)} is read`, line: line() }
  }
  return null
}

const isImported = (before: string) => before === 'from' || before === 'import' || before === '('
