import type { Tokens } from './readTokens.ts'

/**
 * Why the words of types that came or went may be more than types: letters that look like others, the type of a value
 * from elsewhere (which may be a constant enum, whose members are written in), or files from outside, by which the
 * compiler's root and so the place of all it writes would move.
 * @param was the words of types before, `is` those after.
 * @param program what is left without types.
 */
export function refuseWords(path: string, was: string[], is: string[], program: Tokens): string | null {
  const [odd, now] = [was.filter(isOdd), is.filter(isOdd)]
  if (odd.join(' ') !== now.join(' ')) return 'letters outside ASCII in a type, which may look like others'
  if (asksForeign(was, is, program)) return 'typeof something from elsewhere, which may be a constant enum'
  const known = new Set(was)
  const outside = is.find(
    (word, at) => !known.has(word) && (isOutside(path, word) || (isModule(is, at) && isAlias(word))),
  )
  return outside === undefined ? null : `a type from outside of its folder of sources (${outside})`
}

function isOdd(word: string): boolean {
  return /[^\t\n\r\x20-\x7e]/.test(word)
}

/** Whether `typeof` names something else than before that this file's program does not declare. */
function asksForeign(was: string[], is: string[], program: Tokens): boolean {
  if (!was.includes('typeof') && !is.includes('typeof')) return false
  const own = wordsOf(program)
  return foreignQueries(was, own).join(' ') !== foreignQueries(is, own).join(' ')
}

/** What `typeof` names in types, where this file's own program does not say `const`, `function`, ... of it. */
function foreignQueries(words: string[], own: ReadonlySet<string>): string[] {
  return words.flatMap((word, at) => {
    const next = words[at + 1] ?? ''
    return word === 'typeof' && !own.has(next) ? [next] : []
  })
}

/** Names that this file declares as values. */
function wordsOf({ text, starts, ends }: Tokens): Set<string> {
  const names = new Set<string>()
  let last = ''
  for (let token = 0; token < starts.length; token += 1) {
    const word = text.slice(starts[token], ends[token])
    if (/^(?:const|let|var|function|class)$/.test(last)) names.add(word)
    last = word
  }
  return names
}

/** Whether a relative name of a module leads out of the folder of sources that its file is in. */
function isOutside(path: string, word: string): boolean {
  const name = /^["'](\.\.?\/.*|\.\.?)["']$/.exec(word)?.[1]
  if (name === undefined) return false
  const folders = path.split('/').slice(0, -1)
  const sources = folders.findLastIndex(folder => /^(?:src|lib|source|sources|app)$/.test(folder))
  const root = sources < 0 ? folders.slice(0, 1) : folders.slice(0, sources + 1)
  const target = [...folders]
  for (const part of name.split('/')) {
    if (part === '..') target.pop()
    else if (part !== '.') target.push(part)
  }
  return root.some((folder, at) => target[at] !== folder) || name.endsWith('.json')
}

/** Whether a word of types is where one is imported from. */
function isModule(words: string[], at: number): boolean {
  return words[at - 1] === 'from' || (words[at - 1] === '(' && words[at - 2] === 'import')
}

/** Names that a setting leads anywhere: `#a`, `@/a`, `~/a`, `$lib/a`; and files that are named by a whole path. */
const isAlias = (word: string) => /^["'](?:[#~$/]|@\/)/.test(word)
