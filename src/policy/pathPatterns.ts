import picomatch from 'picomatch'
import { oddCharacter, shown } from './oddCharacter.ts'

/**
 * `flags: 's'` since `.` would not match a line feed, and a file named with one would slip out of a rule;
 * `windows: false` since git's paths are the same on every system.
 */
const OPTIONS = { dot: true, windows: false, nonegate: true, noextglob: true, flags: 's' }

const compiled = new Map<string, (path: string) => boolean>()

/**
 * Whether a glob of the policy names a path of the repository. `*` and `?` stay within one folder,
 * `**` crosses folders, `{a,b}` is either, `[ab]` one of these or the literal text (as in `[id].tsx`);
 * brackets and bars are themselves. Files that begin with a dot are files like any other.
 * A glob that `globProblem` would refuse names nothing.
 */
export function matchesPath(glob: string, path: string): boolean {
  let matcher = compiled.get(glob)
  if (!matcher) {
    matcher = globProblem(glob) === null ? picomatch(literalParentheses(glob), OPTIONS) : () => false
    compiled.set(glob, matcher)
  }
  return matcher(path)
}

/** What is wrong with a glob, in words, or null. */
export function globProblem(glob: string): string | null {
  const odd = oddCharacter(glob, 'ascii')
  if (odd) return `a glob must be ASCII, and this one contains ${odd.name}; * or ? can stand for it`
  if (glob === '') return 'is empty; ** names every file'
  if (glob.length > 250) return 'is longer than 250 characters'
  if (glob.startsWith('!')) return 'a glob can\'t be negated with "!": list what is meant'
  if (glob.startsWith('/')) return `paths begin at the top of the repository: write "${shown(glob.slice(1))}"`
  if (glob.endsWith('/')) return `names no file; the files in it are "${shown(glob)}**"`
  if (/\\(?![*?[\]{}()|!\\])/.test(glob) || glob.endsWith('\\'))
    return 'folders are separated by "/"; "\\" only takes the meaning from one of * ? [ ] { } ( ) | !'
  if (glob.split('/').some(part => part === '' || part === '.' || part === '..'))
    return 'git\'s paths have no empty, "." or ".." parts'
  const run = /(?:^|[^/{,*\\])\*\*|\*\*(?=[^/},])/.exec(glob)
  if (run) return '"**" crosses folders only when it stands alone between slashes: **/*.ts'
  if ((glob.match(/\*+/g) ?? []).length > 12) return 'has more than 12 stars'
  return unbalanced(glob)
}

/** Brackets and braces must close; picomatch would silently match something else, or nothing. */
function unbalanced(glob: string): string | null {
  let closing = ''
  for (const char of glob.replace(/\\./g, '')) {
    if (closing === ']' ? char === ']' : char === closing) closing = ''
    else if (closing === '' && (char === '[' || char === '{')) closing = char === '[' ? ']' : '}'
    else if (closing === '}' && char === '{') return "braces can't stand in braces"
    else if (closing !== ']' && (char === ']' || char === '}')) return `"${char}" closes nothing`
  }
  return closing === '' ? null : `"${closing}" is missing`
}

/** `app/(auth)/**` is a folder of that name, not a group of a regular expression. */
function literalParentheses(glob: string): string {
  return glob.replace(/\\.|[()|]/g, sign => (sign.length > 1 ? sign : `\\${sign}`))
}
