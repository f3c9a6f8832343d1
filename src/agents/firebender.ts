import type { Agent } from './agent.ts'

export const firebender: Agent = {
  name: 'Firebender',
  kind: 'agent',
  emails: [],
  trailers: [{ key: 'Co-authored-by', value: '<help@firebender\\.com>' }],
  marks: ['[^a-z]*generated with \\[firebender\\]\\(https?://(www\\.)?firebender\\.com[^ )]*\\)[ .]*'],
  names: [],
  environment: [],
  commands: [],
  sources: ['https://github.com/git-ai-project/git-ai/commit/b8bbdb69c7'],
}
