import { type AgentMark, agentMarks as prepare } from '../../agents/agentMarks.ts'
import { markLines } from '../../git/trailers.ts'
import type { Known, Signal } from './signal.ts'

type Search = ReturnType<typeof prepare>
const searches = new WeakMap<Known, Search>()
const NOBODY = { name: '', email: '' }

/** The marks that other tools leave in messages: `Assisted-by`, `Co-authored-by` of an agent, and so on. */
export const agentMarks: Signal = {
  id: 'agent-marks',
  strength: 'tagged',
  of(commit, known) {
    const [found] = marksIn(commit.message, known)
    if (!found) return null
    return {
      signal: 'agent-marks',
      strength: 'tagged',
      what: `the message says ${found.text} (${found.agent.name})`,
    }
  },
}

/** Every mark of every agent in a message. */
export function marksIn(message: string, known: Known): AgentMark[] {
  return searchFor(known)({ author: NOBODY, committer: NOBODY, lines: markLines(message) })
}

/** Our own trailers are a signal apart, and automation is no agent. */
function searchFor(known: Known): Search {
  let search = searches.get(known)
  if (!search) {
    search = prepare(known.agents.filter(({ kind, name }) => kind === 'agent' && name !== 'git-improver'))
    searches.set(known, search)
  }
  return search
}
