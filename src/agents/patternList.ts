import type { Agent, Pattern } from './agent.ts'

/**
 * Extended regular expressions for `LC_ALL=C grep -aiE -f` that let a shell say *surely none of these
 * agents*: whatever one of them would match in a message, an address or a name is matched here too.
 * They take more than that, and then somebody looks closer. Automation is left out.
 */
export function patternList(agents: readonly Agent[]): string[] {
  const patterns = agents.filter(({ kind }) => kind === 'agent').flatMap(patternsOf)
  return [...new Set(patterns)].sort()
}

/** Lines that the hooks write themselves for grep to find, and what Node must see whoever made it. */
const OWN = [
  '^Initiated-by:',
  '^improver-(author|committer): .*<git-improver(\\[bot\\])?@',
  '^improver-unreadable$',
  '^:[0-7]{6} [0-7]{6} [0-9a-f]{40}',
]

/** The file `hooks/gate/patterns`: by it the sh hooks tell whether anything needs a closer look. */
export function hookPatterns(agents: readonly Agent[]): string {
  return [...OWN, ...patternList(agents)].map(pattern => `${pattern}\n`).join('')
}

function patternsOf({ emails, names, marks, trailers }: Agent): string[] {
  const values = trailers.map(({ key, value }) =>
    // People have co-authors too, so there the address has to be looked for. It stands alone in the
    // pattern because a folded trailer has it on the next line, and other keys give credit as well.
    key === 'Co-authored-by' ? unbracketed(unanchored(value)) : `${key}[[:blank:]]*:`,
  )
  return [...emails, ...names, ...marks, ...values].map(unanchored)
}

/** An address in angle brackets is the same one without, and most stand in both forms. */
function unbracketed(pattern: Pattern): string {
  return pattern.replace(/^<([^<>]*)>$/, '$1').replace(/^<\?([^<>]*)>\?$/, '$1')
}

/** grep sees a line of the log and not the field alone: nothing may hang on where the field ends. */
function unanchored(pattern: Pattern): string {
  return pattern.replace(/^\^/, '').replace(/(?<!\\)\$$/, '')
}
