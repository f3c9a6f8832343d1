import { expandBraces } from './expandBraces.ts'
import { oddCharacter, shown } from './oddCharacter.ts'

/** What is wrong with a glob, in words, or null. A glob that quietly names nothing is wrong too. */
export function globProblem(glob: string): string | null {
  const odd = oddCharacter(glob, 'ascii')
  if (odd) return `a glob must be ASCII, and this one contains ${odd.name}; * or ? can stand for it`
  if (glob.length > 250) return 'is longer than 250 characters'
  if (glob.startsWith('!')) return 'a glob can\'t be negated with "!": list what is meant'
  if (/\\(?![*?[\]{}()!\\,])/.test(glob.replace(/\\\\/g, '')))
    return 'folders are separated by "/"; "\\" takes the meaning from one of * ? { } , [ ] ( ) ! \\'
  if (/\[[!^]|\[[^\]]*(?:a-z|A-Z|0-9)[^\]]*\]/.test(glob.replace(/\\./g, '')))
    return 'knows no sets of characters: brackets are themselves here; write {a,b}, or \\[ for the bracket'
  return braceProblem(glob) ?? firstOf(expandBraces(glob), plainProblem)
}

function braceProblem(glob: string): string | null {
  const signs = glob.replace(/\\./g, '').replace(/[^{}]/g, '')
  if (/\{\{/.test(signs)) return "braces can't stand in braces"
  if (signs.replaceAll('{}', '') !== '') return 'each "{" needs its "}"; write \\{ or \\} for the sign itself'
  if (/\{(?:\\.|[^\\,{}])*\}/.test(glob.replace(/\\[{}]/g, '')))
    return 'braces hold two or more choices: {a,b}'
  if (choicesIn(glob.replace(/\\./g, '')) > 200) return 'has more than 200 choices'
  return null
}

function choicesIn(glob: string): number {
  const braces = glob.match(/\{[^}]*\}/g) ?? []
  return braces.reduce((size, brace) => size * brace.split(',').length, 1)
}

/** One choice, without braces. */
function plainProblem(glob: string): string | null {
  if (glob === '') return 'is empty, or has an empty choice; ** names every file'
  if (glob.startsWith('/')) return `paths begin at the top of the repository: write "${shown(glob.slice(1))}"`
  if (glob.endsWith('/')) return `names no file; the files in it are "${shown(glob)}**"`
  const parts = glob.split('/')
  if (parts.some(part => part === '' || part === '.' || part === '..'))
    return 'git\'s paths have no empty, "." or ".." parts'
  if (parts.some(part => part !== '**' && part.replace(/\\./g, '').includes('**')))
    return '"**" crosses folders only when it stands alone between slashes: **/*.ts'
  return null
}

function firstOf(globs: string[], problemOf: (glob: string) => string | null): string | null {
  for (const glob of globs) {
    const problem = problemOf(glob)
    if (problem !== null) return problem
  }
  return null
}
