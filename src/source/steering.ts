import { foldPath } from './foldPath.ts'
import { STEERING } from './steeringNames.ts'

/**
 * Whether a path steers tools: CI, hooks, policy, dependencies, agents, linters, builds. Such a file
 * is never changed automatically, whatever the change amounts to.
 * Names are compared as a case-insensitive, forgiving file system would, and look-alikes count too.
 * @param path a path inside a repository, as git stores it.
 * @returns what it steers, in a few words for a person; null when it steers nothing that we know of.
 */
export function isSteering(path: string): string | null {
  const odd = oddness(path)
  if (odd) return odd
  const folded = foldPath(path)
  for (const { why, paths } of STEERING) {
    if (paths.some(pattern => pattern.test(folded))) {
      return folded === path.toLowerCase() ? why : `${why} (by a name that passes for ${folded})`
    }
  }
  return null
}

/** Names that git itself should refuse, or that some file system opens as another file. */
function oddness(path: string): string | null {
  if (path === '') return 'who knows what: an empty path'
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffd]/.test(path))
    return 'who knows what: control characters in its name'
  if (/(?:^|[/\\])(?:\.{0,2})(?:[/\\]|$)/.test(path)) return 'who knows what: an empty, . or .. part'
  // Windows opens PACKAG~1.JSO as package.json, and GIT~1 as .git.
  if (/~\d+(?:\.[^/\\]{0,3})?(?:[/\\]|$)/.test(path)) return 'another file, by its short name on Windows'
  return null
}
