import type { Agent } from './agent.ts'

/** The command line adds no mark of its own; its sister on GitHub commits as a bot. */
export const geminiCli: Agent = {
  name: 'Gemini CLI',
  kind: 'agent',
  emails: ['([0-9]+\\+)?gemini-(code-assist|cli)\\[bot\\]@users\\.noreply\\.github\\.com'],
  trailers: [
    {
      key: 'Co-authored-by',
      value: '<([0-9]+\\+)?gemini-(code-assist|cli)\\[bot\\]@users\\.noreply\\.github\\.com>',
    },
  ],
  marks: [],
  names: [],
  environment: ['GEMINI_CLI'],
  commands: ['gemini'],
  sources: [
    'https://github.com/google-gemini/gemini-cli/blob/main/docs/tools/shell.md',
    'https://github.com/google-gemini/gemini-cli/issues/12419',
    'https://github.com/chaoss/ai-detection-action/blob/main/detection/committer/committer.go',
    'https://github.com/google-gemini/gemini-cli/blob/main/packages/core/src/services/shellExecutionService.ts',
    'https://github.com/google-gemini/gemini-cli/commit/363854172f740596c7e15588a09e35c225aaeda1',
    'https://github.com/google-gemini/gemini-cli/blob/main/README.md',
  ],
}
