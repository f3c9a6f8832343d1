import type { Agent } from './agent.ts'

/** It leaves nothing in messages. */
export const antigravity: Agent = {
  name: 'Antigravity',
  kind: 'agent',
  emails: [],
  trailers: [],
  marks: [],
  names: [],
  environment: ['ANTIGRAVITY_AGENT'],
  commands: [],
  sources: [
    'https://github.com/vercel/vercel/pull/15413',
    'https://github.com/vercel/detect-agent/blob/main/agents.json',
  ],
}
