import type { Signal } from './signal.ts'

/** What stands beside a commit and not in it: a tag in a note, a note of git-ai, a record of Agent Trace. */
export const agentNotes: Signal = {
  id: 'agent-notes',
  strength: 'tagged',
  of({ notes }) {
    const found = notes?.[0]
    return found
      ? { signal: 'agent-notes', strength: 'tagged', what: `${found.where} says ${found.agent}` }
      : null
  },
}
