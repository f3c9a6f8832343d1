import type { Agent } from './agent.ts'

/** It leaves nothing in messages. Not GOOSE_PROVIDER, which people set to choose a model. */
export const goose: Agent = {
  name: 'Goose',
  kind: 'agent',
  emails: [],
  trailers: [],
  marks: [],
  names: [],
  environment: ['GOOSE_TERMINAL'],
  commands: ['goose'],
  sources: [
    'https://github.com/jfrog/jfrog-cli-core/blob/dev/common/commands/execution_context.go',
    'https://mintlify.com/block/goose/guides/cli-usage',
    'https://github.com/aaif-goose/goose/pull/4205',
    'https://github.com/aaif-goose/goose/pull/7017',
  ],
}
