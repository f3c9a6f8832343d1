import type { Agent } from './agent.ts'

/** Its action commits as GitHub Actions does; nothing in such a commit is its own. */
export const changesets: Agent = {
  name: 'changesets',
  kind: 'automation',
  emails: ['41898282\\+github-actions\\[bot\\]@users\\.noreply\\.github\\.com'],
  trailers: [],
  marks: [],
  names: [],
  environment: [],
  commands: [],
  sources: ['https://github.com/changesets/action/blob/main/README.md'],
}
