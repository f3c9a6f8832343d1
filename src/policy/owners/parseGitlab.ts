import { shown } from '../oddCharacter.ts'
import { gitlabPattern } from './gitlabPattern.ts'
import { isOwnerName } from './ownerName.ts'
import type { OwnerProblem, OwnerSection } from './ownerRule.ts'

/** `[Name]`, `^[Name]`, `[Name][2]`, each with default owners after it. */
const HEADING = /^(\^)?\[([^\]]+)\](?:\[([^\]]*)\])?(?:\s+(.*))?$/s

/** Whether a line begins a section of GitLab's syntax. */
export function isSectionHeading(line: string): boolean {
  return HEADING.test(line.trim())
}

/**
 * Reads GitLab's syntax: sections, each judged for itself, in each of which the last pattern that fits wins; default
 * owners; approvals; `^` for optional; `!` for paths that need no owner in a section, whatever else it says of them.
 * Sections of one name, in any case, are one; it is optional when all its headings say so. Owners that are none
 * are left out and told; so is a rule without any (docs.gitlab.com, "Syntax of CODEOWNERS file" and "Advanced
 * CODEOWNERS configuration", "Error handling"). Of several numbers of approvals for one name the highest counts.
 * @param lines numbered from 1 by their place.
 */
export function parseGitlab(lines: string[]): { sections: OwnerSection[]; problems: OwnerProblem[] } {
  const problems: OwnerProblem[] = []
  const unnamed: OwnerSection = { name: null, required: 1, rules: [], exclusions: [] }
  const sections = new Map<string, OwnerSection>([['', unnamed]])
  let current = unnamed
  let defaults: string[] = []
  for (const [index, raw] of lines.entries()) {
    const line = index + 1
    const text = raw.trim()
    if (!text || text.startsWith('#')) continue
    const heading = HEADING.exec(text)
    if (heading) {
      const [, optional, name = '', approvals = '', owners = ''] = heading
      defaults = ownersIn(owners, line, problems)
      // 0 and what is no number mean 1, as GitLab has it.
      const required = optional ? 0 : /^\d{1,4}$/.test(approvals) ? Math.max(1, Number(approvals)) : 1
      current = sections.get(name.toLowerCase()) ?? { name, required: 0, rules: [], exclusions: [] }
      current.required = Math.max(current.required, required)
      sections.set(name.toLowerCase(), current)
      continue
    }
    const [, written = '', rest = ''] = /^((?:\\.|[^\s\\]|\\$)+)\s*(.*)$/s.exec(text) ?? []
    if (written.startsWith('!')) {
      current.exclusions.push(gitlabPattern(written.slice(1)))
      continue
    }
    const own = ownersIn(rest, line, problems)
    const owners = /^(?:#|$)/.test(rest) && !own.length ? defaults : own
    if (!owners.length)
      problems.push({ line, what: `"${shown(written)}" has no owners, and asks for nobody's review` })
    current.rules.push({ pattern: gitlabPattern(written), owners, line })
  }
  return { sections: [...sections.values()], problems }
}

/** There are no comments behind owners: GitLab takes every owner that stands in one. */
function ownersIn(text: string, line: number, problems: OwnerProblem[]): string[] {
  let comment = false
  return text.split(/\s+/).filter(word => {
    if (word.startsWith('#')) comment = true
    const owner = isOwnerName(word, 'gitlab')
    if (word && !owner && !comment)
      problems.push({ line, what: `"${shown(word)}" is no @user, @group or address, and is left out` })
    return owner
  })
}
