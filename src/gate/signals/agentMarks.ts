import { markLines } from './improverTrailers.ts'
import { compile, compileWhole } from './matchAgent.ts'
import type { Signal } from './signal.ts'

/** The marks that other tools leave in messages: `Assisted-by`, `Co-authored-by` of an agent, and so on. */
export const agentMarks: Signal = {
  id: 'agent-marks',
  strength: 'tagged',
  of(commit, known) {
    const lines = markLines(commit.message)
    for (const agent of known.agents) {
      if (agent.kind !== 'agent') continue
      const line = lines.find(
        text =>
          agent.marks.some(mark => compileWhole(mark).test(text)) ||
          agent.trailers.some(
            ({ key, value }) =>
              compile(`^${key}\\s*:\\s*(?=\\S)`).test(text) &&
              compile(value).test(text.slice(text.indexOf(':') + 1).trim()),
          ),
      )
      if (line)
        return { signal: 'agent-marks', strength: 'tagged', what: `the message says ${line} (${agent.name})` }
    }
    return null
  },
}
