import type { Agent, Pattern } from './agent.ts'

/** What of a commit can carry a mark; `lines` are its message's, without indentation. */
export type Marked = {
  author: { name: string; email: string }
  committer: { name: string; email: string }
  lines: readonly string[]
}

/** One mark that was found: whose, where it stood, and the text itself for a person to look at. */
export type AgentMark = { agent: Agent; where: 'author' | 'committer' | 'trailer' | 'message'; text: string }

/**
 * Prepares a search for the marks of these agents. Matching knows no case, and takes an address or a
 * line as a whole, a name or the value of a trailer in any part: the way `Agent` states its facts.
 * @returns a function that gives every mark of a commit, in the order of the agents.
 */
export function agentMarks(agents: readonly Agent[]): (commit: Marked) => AgentMark[] {
  const finders = agents.map(agent => finderFor(agent))
  return commit => finders.flatMap(find => find(commit))
}

function finderFor(agent: Agent): (commit: Marked) => AgentMark[] {
  const emails = agent.emails.map(whole)
  const names = agent.names.map(part)
  const marks = agent.marks.map(whole)
  const trailers = agent.trailers.map(({ key, value }) => ({ key: key.toLowerCase(), value: part(value) }))
  return ({ author, committer, lines }) => {
    const found: AgentMark[] = []
    for (const [where, { name, email }] of [
      ['author', author],
      ['committer', committer],
    ] as const) {
      if (emails.some(pattern => pattern.test(email)) || names.some(pattern => pattern.test(name)))
        found.push({ agent, where, text: `${name} <${email}>` })
    }
    for (const line of lines) {
      const [, key, value = ''] = /^([A-Za-z0-9-]+)[ \t]*:[ \t]*(.*)$/.exec(line) ?? []
      const lower = key?.toLowerCase()
      if (lower && trailers.some(trailer => trailer.key === lower && trailer.value.test(value)))
        found.push({ agent, where: 'trailer', text: line })
      else if (marks.some(pattern => pattern.test(line))) found.push({ agent, where: 'message', text: line })
    }
    return found
  }
}

// No `u` flag: with it, letters outside ASCII would match ASCII ones without regard to case.
function whole(pattern: Pattern): RegExp {
  return new RegExp(`^(?:${pattern})$`, 'i')
}

function part(pattern: Pattern): RegExp {
  return new RegExp(pattern, 'i')
}
