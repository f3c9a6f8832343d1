import type { CodeOwners } from './ownerRule.ts'
import { parseGithub } from './parseGithub.ts'
import { isSectionHeading, parseGitlab } from './parseGitlab.ts'

/** GitHub loads no file over 3 MB (docs.github.com, "CODEOWNERS file size"). */
export const LARGEST_CODEOWNERS = 3 * 1024 * 1024

/** The longest real ones have about 10,000 rules. */
const MOST_LINES = 100_000

/**
 * Reads a CODEOWNERS file, in the syntax of the forge that looks where it stands: `.github/` is GitHub's, `.gitlab/` is
 * GitLab's; in the root and in `docs/`, where both look, it is GitLab's when it has section headings.
 * @param file where it stands, one of `CODEOWNERS_PLACES`.
 * @returns the rules and the lines that were skipped, or in words why nothing can be read from it.
 */
export function parseCodeOwners(text: string, file: string): CodeOwners | string {
  if (text.length > LARGEST_CODEOWNERS) return `it is larger than ${LARGEST_CODEOWNERS >> 20} MB`
  if (text.includes('\0')) return 'it is no text'
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/)
  if (lines.length > MOST_LINES) return `it has more than ${MOST_LINES} lines`
  if (file.startsWith('.github/')) return { file, forge: 'github', ...parseGithub(lines) }
  if (file.startsWith('.gitlab/')) return { file, forge: 'gitlab', ...parseGitlab(lines) }
  const sections = lines.some(isSectionHeading)
  return { file, forge: sections ? 'gitlab' : null, ...(sections ? parseGitlab(lines) : parseGithub(lines)) }
}
