/** What the improvers are called that come with this package, or will. */
const TAKEN = ['repair', 'docs', 'types', 'lint', 'tests', 'performance', 'external']

/** What is wrong with the path of an improver, in words, or null. Its file's name is what it is called. */
export function improverProblem(path: string): string | null {
  if (!/^\.\/[\w@./-]+$/.test(path) || path.split('/').includes('..'))
    return 'must be a path from the top of the repository, as ./improvers/no-todo.ts'
  const [, name] = /\/([a-z][a-z\d-]{0,39})\.(?:ts|mts|js|mjs)$/.exec(path) ?? []
  if (name === undefined)
    return 'must end in a name of small letters, digits and dashes, with .ts, .mts, .js or .mjs'
  return TAKEN.includes(name) ? `can't be called ${name}: an improver of git-improver is` : null
}
