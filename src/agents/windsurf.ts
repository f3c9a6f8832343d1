import type { Agent } from './agent.ts'

/**
 * It writes no trailer by itself; people have it add a co-author with an address of its makers.
 * Its editor's variable stands in a person's own terminal as well.
 */
export const windsurf: Agent = {
  name: 'Windsurf',
  kind: 'agent',
  emails: [],
  trailers: [{ key: 'Co-authored-by', value: '^windsurf <[^>@]+@(codeium|windsurf)\\.(com|ai)>$' }],
  marks: [],
  names: [],
  environment: [],
  commands: [],
  sources: [
    'https://github.com/commit-check/commit-check/blob/main/commit_check/ai_signatures_data.py',
    'https://github.com/ascorbic/am-i-vibing/blob/main/packages/am-i-vibing/src/providers.ts',
  ],
}
