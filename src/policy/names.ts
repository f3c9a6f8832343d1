import { oddCharacter, shown } from './oddCharacter.ts'

/** A name that things are found by: ASCII, so that no two names look the same and differ. */
export function nameProblem(name: string): string | null {
  const odd = oddCharacter(name, 'ascii')
  if (odd) return `a name must be ASCII, and this one contains ${odd.name}`
  if (!/^[A-Za-z0-9][A-Za-z0-9 ._@+[\]-]{0,99}$/.test(name) || name.endsWith(' '))
    return `a name is up to 100 letters, digits and . _ @ + - [ ], not "${shown(name)}"`
  return null
}

/** An account of a forge (`github:jane`) or a team (`org/team`). */
export function wordProblem(word: string): string | null {
  const odd = oddCharacter(word, 'ascii')
  if (odd) return `must be ASCII, and this one contains ${odd.name}`
  return /^[^\s]{1,200}$/.test(word) ? null : 'must be one word'
}

/** A person's name, which may hold spaces, or a team. */
export function wordsProblem(words: string): string | null {
  return nameProblem(words) === null ? null : wordProblem(words)
}

/** A remote by its name: an address could hold a password, or start a command (`ext::`). */
export function remoteProblem(name: string): string | null {
  if (/^[A-Za-z0-9][A-Za-z0-9._/-]*$/.test(name) && !/\.\.|\/\/|\/$/.test(name)) return null
  return `must be the name of a remote, such as origin, not "${shown(name)}"`
}

/** A command line, in any language, that shows all that it holds. */
export function commandProblem(command: string): string | null {
  const odd = oddCharacter(command, 'visible')
  if (odd) return `contains ${odd.name}; a command must show all that it does`
  return command.trim() === '' ? 'is empty; null means the test script of package.json' : null
}
