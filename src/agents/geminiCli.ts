import type { Agent } from './agent.ts'

/** The command line adds no mark of its own; its sister on GitHub commits as a bot. */
export const geminiCli: Agent = {
  name: 'Gemini CLI',
  kind: 'agent',
  emails: ['[0-9]+\\+gemini-code-assist\\[bot\\]@users\\.noreply\\.github\\.com'],
  trailers: [
    {
      key: 'Co-authored-by',
      value: '<[0-9]+\\+gemini-code-assist\\[bot\\]@users\\.noreply\\.github\\.com>',
    },
  ],
  marks: [],
  names: [],
  environment: ['GEMINI_CLI'],
  sources: [
    'https://github.com/google-gemini/gemini-cli/blob/main/docs/tools/shell.md',
    'https://github.com/google-gemini/gemini-cli/issues/12419',
    'https://github.com/chaoss/ai-detection-action/blob/main/detection/committer/committer.go',
  ],
}
