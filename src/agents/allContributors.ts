import type { Agent } from './agent.ts'

export const allContributors: Agent = {
  name: 'All Contributors',
  kind: 'automation',
  emails: ['46447321\\+allcontributors\\[bot\\]@users\\.noreply\\.github\\.com'],
  trailers: [],
  marks: [],
  names: [],
  environment: [],
  commands: [],
  sources: ['https://github.com/chaos-genius/chaos_genius/commit/9617d2b219c1c2fc278569abb279a8766e39588c'],
}
