import type { Agent } from './agent.ts'

/** It sets variables for its own hooks only, none for the commands that it runs. */
export const factoryDroid: Agent = {
  name: 'Factory Droid',
  kind: 'agent',
  emails: ['138933559\\+factory-droid\\[bot\\]@users\\.noreply\\.github\\.com'],
  trailers: [
    { key: 'Co-authored-by', value: '<([0-9]+\\+)?factory-droid\\[bot\\]@users\\.noreply\\.github\\.com>' },
  ],
  marks: [],
  names: [],
  environment: [],
  commands: ['droid'],
  sources: [
    'https://github.com/git-ai-project/git-ai/commit/82e515439601db6d8127d9c1b41e4be1077cbb18',
    'https://github.com/Mubder/kazma/commit/3c420e45c619539583e0b889a37f33793e69584e',
    'https://docs.factory.ai/reference/cli-reference',
    'https://github.com/ascorbic/am-i-vibing/blob/main/packages/am-i-vibing/src/providers.ts',
  ],
}
