import type { Agent, Pattern } from './agent.ts'

/** What of a commit can carry a mark; `lines` are its message's, without indentation. */
export type Marked = {
  author: { name: string; email: string }
  committer: { name: string; email: string }
  lines: readonly string[]
}

/** One mark that was found: whose, where it stood, and the text itself for a person to look at. */
export type AgentMark = { agent: Agent; where: 'author' | 'committer' | 'trailer' | 'message'; text: string }

/** Where a tool is credited; an agent's address in one of them means what it means in `Co-authored-by`. */
export const CREDITS = new Set([
  'co-authored-by',
  'co-developed-by',
  'assisted-by',
  'generated-by',
  'signed-off-by',
])

/**
 * Prepares a search for the marks of these agents. Matching knows no case, and takes an address or a
 * line as a whole, a name or the value of a trailer in any part: the way `Agent` states its facts.
 * @returns a function that gives every mark of a commit, in the order of the agents.
 */
export function agentMarks(agents: readonly Agent[]): (commit: Marked) => AgentMark[] {
  const finders = agents.map(agent => ({ agent, whose: whoseFinder(agent), which: lineFinder(agent) }))
  const mayBeMark = anyLineFinder(agents)
  return ({ author, committer, lines }) => {
    const read = lines.map(readLine).filter(mayBeMark)
    return finders.flatMap(({ agent, whose, which }) => {
      const found: AgentMark[] = []
      if (whose(author)) found.push({ agent, where: 'author', text: `${author.name} <${author.email}>` })
      if (whose(committer))
        found.push({ agent, where: 'committer', text: `${committer.name} <${committer.email}>` })
      for (const line of read) {
        const where = which(line)
        if (where) found.push({ agent, where, text: line.text })
      }
      return found
    })
  }
}

type Line = { text: string; keys: string[]; value: string }

/** The line, and the keys under which it counts when it is a trailer. */
function readLine(text: string): Line {
  const [, key = '', value = ''] = /^([A-Za-z0-9-]+)[ \t]*:[ \t]*(.*)$/.exec(text) ?? []
  const lower = key.toLowerCase()
  if (lower === '') return { text, keys: [], value }
  return { text, keys: CREDITS.has(lower) ? [lower, 'co-authored-by'] : [lower], value }
}

function whoseFinder({ emails, names }: Agent): (who: Marked['author']) => boolean {
  const addresses = emails.map(whole)
  const parts = names.map(part)
  return ({ name, email }) =>
    addresses.some(pattern => pattern.test(email)) || parts.some(pattern => pattern.test(name))
}

function lineFinder({ marks, trailers }: Agent): (line: Line) => 'trailer' | 'message' | null {
  const wholes = marks.map(whole)
  const facts = trailers.map(({ key, value }) => ({ key: key.toLowerCase(), pattern: part(value) }))
  return ({ text, keys, value }) => {
    if (facts.some(({ key, pattern }) => keys.includes(key) && pattern.test(value))) return 'trailer'
    return wholes.some(pattern => pattern.test(text)) ? 'message' : null
  }
}

/** Almost no line of a message can be a mark, and it takes less to see that once than once for each agent. */
function anyLineFinder(agents: readonly Agent[]): (line: Line) => boolean {
  const known = new Set(agents.flatMap(({ trailers }) => trailers.map(({ key }) => key.toLowerCase())))
  const wholes = agents.flatMap(({ marks }) => marks.map(whole))
  return ({ text, keys }) => keys.some(key => known.has(key)) || wholes.some(pattern => pattern.test(text))
}

// No `u` flag: with it, letters outside ASCII would match ASCII ones without regard to case.
function whole(pattern: Pattern): RegExp {
  return new RegExp(`^(?:${pattern})$`, 'i')
}

function part(pattern: Pattern): RegExp {
  return new RegExp(pattern, 'i')
}
