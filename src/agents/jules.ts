import type { Agent } from './agent.ts'

/** Jules alone is a person's name: only the name of its app counts. */
export const jules: Agent = {
  name: 'Jules',
  kind: 'agent',
  emails: ['([0-9]+\\+)?google-labs-jules\\[bot\\]@users\\.noreply\\.github\\.com'],
  trailers: [
    {
      key: 'Co-authored-by',
      value: '<([0-9]+\\+)?google-labs-jules\\[bot\\]@users\\.noreply\\.github\\.com>',
    },
  ],
  marks: [],
  names: [],
  environment: [],
  commands: [],
  sources: [
    'https://jules.google/docs/changelog/2026-02-19',
    'https://github.com/commit-check/commit-check/blob/main/commit_check/ai_signatures_data.py',
  ],
}
