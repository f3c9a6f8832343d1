import type { Agent } from './agent.ts'

export const codex: Agent = {
  name: 'Codex',
  kind: 'agent',
  emails: [
    '(noreply|codex)@openai\\.com',
    '[0-9]+\\+(openai-codex|chatgpt-codex-connector)\\[bot\\]@users\\.noreply\\.github\\.com',
  ],
  trailers: [
    { key: 'Co-authored-by', value: '<(noreply|codex)@openai\\.com>' },
    {
      key: 'Co-authored-by',
      value: '<[0-9]+\\+(openai-codex|chatgpt-codex-connector)\\[bot\\]@users\\.noreply\\.github\\.com>',
    },
  ],
  marks: [],
  names: [],
  environment: ['CODEX_SANDBOX', 'CODEX_THREAD_ID', 'CODEX_CI'],
  commands: ['codex'],
  sources: [
    'https://github.com/openai/codex/pull/11617',
    'https://github.com/chaoss/ai-detection-action/blob/main/detection/committer/committer.go',
    'https://docs.rs/crate/ai_env/0.1.1/source/src/codex.rs',
    'https://socket.dev/npm/package/@vercel/detect-agent/diff/1.2.0',
    'https://github.com/git-ai-project/git-ai/commit/d6e61e21c543236b6776e75a00de6d2f0fea6121',
    'https://github.com/jackin-project/jackin/pull/138',
  ],
}
