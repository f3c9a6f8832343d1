import type { Agent } from './agent.ts'

/** The hosted app, and the default author of a self-hosted one. */
export const renovate: Agent = {
  name: 'Renovate',
  kind: 'automation',
  emails: ['[0-9]+\\+renovate\\[bot\\]@users\\.noreply\\.github\\.com', 'renovate@whitesourcesoftware\\.com'],
  trailers: [],
  marks: [],
  names: [],
  environment: [],
  commands: [],
  sources: [
    'https://github.com/AlexRogalskiy/github-action-json-fields/pull/829',
    'https://github.com/renovatebot/renovate/tree/main/lib/util/git',
  ],
}
