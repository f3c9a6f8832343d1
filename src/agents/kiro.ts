import type { Agent } from './agent.ts'

/** Its editor and its command line set only TERM_PROGRAM, which a person's own terminal has as well. */
export const kiro: Agent = {
  name: 'Kiro',
  kind: 'agent',
  emails: ['(244629292\\+)?kiro-agent(\\[bot\\])?@users\\.noreply\\.github\\.com'],
  trailers: [
    { key: 'Co-authored-by', value: '<([0-9]+\\+)?kiro-agent(\\[bot\\])?@users\\.noreply\\.github\\.com>' },
  ],
  marks: [],
  names: [],
  environment: [],
  commands: ['kiro-cli'],
  sources: [
    'https://kiro.dev/docs/cli/reference/cli-commands/',
    'https://github.com/vercel/detect-agent/blob/main/agents.json',
    'https://github.com/ryancormack/strands-acp/commit/6c58a8dadd',
  ],
}
