import type { Agent } from './agent.ts'

/**
 * Our own commits. The author is the policy's bot, so no address is known here. `Reverts-Improvement`
 * is missing on purpose: a person's rollback is a person's commit.
 */
export const gitImprover: Agent = {
  name: 'git-improver',
  kind: 'agent',
  emails: [],
  trailers: [
    { key: 'Improvement-Id', value: '.' },
    { key: 'Improver', value: '.' },
    { key: 'AI-Modified', value: '.' },
  ],
  marks: [],
  names: [],
  environment: [],
  commands: [],
  sources: ['README.md'],
}
