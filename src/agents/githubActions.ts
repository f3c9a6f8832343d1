import type { Agent } from './agent.ts'

/** Workflows that commit with the token of their run. */
export const githubActions: Agent = {
  name: 'github-actions',
  kind: 'automation',
  emails: ['([0-9]+\\+)?github-actions\\[bot\\]@users\\.noreply\\.github\\.com'],
  trailers: [],
  marks: [],
  names: [],
  environment: [],
  commands: [],
  sources: [
    'https://github.com/actions/checkout/pull/1707',
    'https://github.com/nextcloud/appstore/pull/1381',
  ],
}
