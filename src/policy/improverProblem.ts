/** What the improvers are called that come with this package, or will. */
const TAKEN = ['repair', 'docs', 'types', 'lint', 'patterns', 'tests', 'performance', 'external']

/** What is wrong with the path of an improver, in words, or null. Its file's name is what it is called. */
export function improverProblem(path: string): string | null {
  if (!/^\.\/[\w@./-]+$/.test(path) || path.split('/').includes('..'))
    return 'must be a path from the top of the repository, as ./improvers/no-todo.ts'
  const [, name] = /\/([a-z][a-z\d-]{0,39})\.(?:ts|mts|js|mjs)$/.exec(path) ?? []
  if (name === undefined)
    return 'must end in a name of small letters, digits and dashes, with .ts, .mts, .js or .mjs'
  return TAKEN.includes(name) ? `can't be called ${name}: an improver of git-improver is` : null
}

/** What is wrong with where patterns are read from, in words, or null. */
export function patternsProblem(from: string): string | null {
  const isPath = /^\.\/[\w@./-]+$/.test(from) && !from.split('/').includes('..')
  const isPackage = /^(?:@[a-z\d][\w.-]*\/)?[a-z\d][\w.-]*$/.test(from)
  return isPath || isPackage
    ? null
    : 'must be a path from the top of the repository, as ./codemods, or the name of a package'
}
