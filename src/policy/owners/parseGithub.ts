import { shown } from '../oddCharacter.ts'
import { githubPattern } from './githubPattern.ts'
import { isOwnerName } from './ownerName.ts'
import type { OwnerProblem, OwnerRule, OwnerSection } from './ownerRule.ts'

/**
 * Reads GitHub's syntax: a pattern and its owners on a line, the last pattern that fits wins, and one without owners
 * takes them away. A line that GitHub calls invalid is skipped, all of it, and told. `#` begins a comment, at the
 * beginning of a line or after a space (docs.github.com, "About code owners", "CODEOWNERS syntax").
 * @param lines numbered from 1 by their place.
 */
export function parseGithub(lines: string[]): { sections: OwnerSection[]; problems: OwnerProblem[] } {
  const problems: OwnerProblem[] = []
  const rules: OwnerRule[] = []
  for (const [index, text] of lines.entries()) {
    const line = index + 1
    const words = wordsOf(text)
    const [written, ...owners] = words
    if (written === undefined) continue
    const pattern = githubPattern(written)
    const stranger = owners.find(owner => !isOwnerName(owner, 'github'))
    if (typeof pattern === 'string')
      problems.push({ line, what: `the pattern "${shown(written)}" is skipped: ${pattern}` })
    else if (stranger !== undefined)
      problems.push({ line, what: `is skipped: "${shown(stranger)}" is no @user, @org/team or address` })
    else rules.push({ pattern, owners, line })
  }
  return { sections: [{ name: null, required: 1, rules, exclusions: [] }], problems }
}

/** Up to a comment, at spaces that are not escaped. */
function wordsOf(text: string): string[] {
  const words: string[] = []
  for (const word of text.match(/(?:\\.|[^\s\\]|\\$)+/gs) ?? []) {
    if (word.startsWith('#')) break
    words.push(word)
  }
  return words
}
