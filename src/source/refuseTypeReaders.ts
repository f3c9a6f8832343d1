import { lineAt } from './lineAt.ts'
import type { Tokens } from './readTokens.ts'

/** Files whose types are the program, or what is tested. */
const PATHS =
  /(?:^|\/)assembly\/|[-.](?:test|spec)-d\.|\.tst\.|(?:^|\/)Native[A-Z][^/]*\.tsx?$|NativeComponent\.tsx?$/
/** Packages that make a program of types: they check, list or keep them at run time. */
const PACKAGES =
  /^(?:typia|tsd|tsafe|expect-type|conditional-type-checks|ts-expect|ts-auto-mock|ts-reflection|ts-runtime-checks|tst-reflect|react-native|runtypes-generator|vite-plugin-typia)$|^@deepkit\/|^ts-transformer-|^@typia\/|^@tsd\//
/** Functions that do so by their names, wherever they come from. */
const FUNCTIONS = new Set([
  ...['expectTypeOf', 'assertType', 'expectType', 'expectError', 'expectAssignable', 'expectNotType'],
  ...['defineProps', 'defineEmits', 'defineModel', 'defineSlots', 'withDefaults', 'defineComponent'],
])

/** Why the types of a file may be its program to somebody: what reads them is known by path, package or name. */
export function refuseTypeReaders(path: string, tokens: Tokens): { why: string; line: number } | null {
  if (PATHS.test(path)) return { why: 'a kind of file whose types are what counts', line: 1 }
  const { text, starts, ends, comments } = tokens
  const unchecked = comments.find(({ start, end }) => text.slice(start, end).includes('@ts-nocheck'))
  if (unchecked) return { why: '@ts-nocheck: nobody checks its types', line: lineAt(text, unchecked.start) }
  const functions = new Set<string>()
  let [last, before, first] = ['', '', '']
  for (let token = 0; token < starts.length; token += 1) {
    const word = text.slice(starts[token], ends[token])
    const from = last === 'from' || last === 'import' || last === '('
    const named = from && /^["']/.test(word) ? word.slice(1, -1) : null
    if (FUNCTIONS.has(word) || (named !== null && PACKAGES.test(named)))
      return {
        why: `${named ?? word} makes something of types at run time`,
        line: lineAt(text, starts[token]!),
      }
    // Where types are only blanked, the text of a function has other blanks than before.
    if (word === 'toString' && last === '.' && functions.has(before))
      return { why: `the text of ${before} is read`, line: lineAt(text, starts[token]!) }
    if (last === 'function') functions.add(word)
    if (last === '=' && /^(?:const|let|var)$/.test(first) && /^(?:\(|async|function)$/.test(word))
      functions.add(before)
    first = before
    before = last
    last = word
  }
  return null
}
