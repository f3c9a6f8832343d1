import type { Agent } from './agent.ts'

export const qwenCode: Agent = {
  name: 'Qwen Code',
  kind: 'agent',
  emails: ['qwen-coder@alibabacloud\\.com', 'qwenlm-intl@service\\.alibaba\\.com'],
  trailers: [{ key: 'Co-authored-by', value: '<qwen-coder@alibabacloud\\.com>' }],
  marks: [],
  names: [],
  environment: ['QWEN_CODE'],
  commands: ['qwen'],
  sources: [
    'https://github.com/QwenLM/qwen-code/pull/13481',
    'https://github.com/Mubder/kazma/commit/ba181bb8a226cd770d45df79cd9fdf0b2e34a844',
    'https://github.com/ascorbic/am-i-vibing/blob/main/packages/am-i-vibing/src/providers.ts',
    'https://github.com/jfrog/jfrog-cli-core/blob/dev/common/commands/execution_context.go',
    'https://github.com/raphaelmansuy/digital_palace/blob/main/concepts/qwen-code.md',
  ],
}
