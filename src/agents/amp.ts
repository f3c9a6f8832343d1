import type { Agent } from './agent.ts'

/** Its other variable is AGENT=amp, a name that anything else may use. */
export const amp: Agent = {
  name: 'Amp',
  kind: 'agent',
  emails: ['amp@ampcode\\.com'],
  trailers: [
    { key: 'Co-authored-by', value: '<amp@ampcode\\.com>' },
    { key: 'Amp-Thread-ID', value: 'https://ampcode\\.com/threads/' },
  ],
  marks: [],
  names: [],
  environment: ['AMP_CURRENT_THREAD_ID'],
  commands: ['amp'],
  sources: [
    'https://github.com/continuedev/continue/commit/1ba9a669d6f9c432a3f17e2f6aa045442458df90',
    'https://github.com/ascorbic/am-i-vibing/blob/main/packages/am-i-vibing/src/providers.ts',
    'https://github.com/jfrog/jfrog-cli-core/blob/dev/common/commands/execution_context.go',
    'https://github.com/git-ai-project/git-ai/blob/main/src/mdm/agents/amp.rs',
    'https://github.com/jackin-project/jackin/pull/138',
    'https://github.com/ascorbic/am-i-vibing/pull/73',
  ],
}
