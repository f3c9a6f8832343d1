import type { Agent } from './agent.ts'

export const augment: Agent = {
  name: 'Augment',
  kind: 'agent',
  emails: ['182802480\\+augment-app-staging\\[bot\\]@users\\.noreply\\.github\\.com'],
  trailers: [
    {
      key: 'Co-authored-by',
      value: '<([0-9]+\\+)?augment-app-staging\\[bot\\]@users\\.noreply\\.github\\.com>',
    },
  ],
  marks: [],
  names: [],
  environment: ['AUGMENT_AGENT'],
  commands: ['auggie'],
  sources: [
    'https://github.com/vercel/detect-agent/blob/main/agents.json',
    'https://github.com/jfrog/jfrog-cli-core/blob/dev/common/commands/execution_context.go',
    'https://docs.augmentcode.com/cli/interactive',
    'https://github.com/augmentcode/auggie/commit/9be3c172e6acce77b7414142f0a08d8c7c8b7108',
    'https://github.com/ascorbic/am-i-vibing/pull/73',
  ],
}
