import type { Agent } from './agent.ts'

/**
 * The coding agent authors commits; VS Code and the command line add a co-author, and so does a
 * suggestion of its review that somebody took. VS Code sets no variable of its own.
 */
export const githubCopilot: Agent = {
  name: 'GitHub Copilot',
  kind: 'agent',
  emails: [
    '198982749\\+copilot@users\\.noreply\\.github\\.com',
    '167198135\\+copilot\\[bot\\]@users\\.noreply\\.github\\.com',
    'copilot@github\\.com',
  ],
  trailers: [
    { key: 'Co-authored-by', value: '<([0-9]+\\+)?copilot(\\[bot\\])?@users\\.noreply\\.github\\.com>' },
    { key: 'Co-authored-by', value: '^copilot autofix powered by ai <' },
    { key: 'Agent-Logs-Url', value: 'https://github\\.com/[^ ]+/sessions/' },
    { key: 'Co-authored-by', value: '<?copilot@github\\.com>?' },
  ],
  marks: [],
  names: [],
  environment: ['COPILOT_CLI'],
  commands: ['copilot'],
  sources: [
    'https://github.com/All-Hands-AI/OpenHands/commit/7ae3494ccc',
    'https://github.com/copilot-coding-agent/user-feedback/issues/76',
    'https://github.com/microsoft/vscode/issues/313064',
    'https://github.com/microsoft/vscode/pull/296435',
    'https://github.com/github/copilot-cli/issues/3177',
    'https://github.com/chaoss/ai-detection-action/blob/main/detection/committer/committer.go',
    'https://github.com/aws/aws-cdk-cli/blob/main/packages/aws-cdk/lib/cli/util/detect-agent.ts',
    'https://github.com/github/copilot-cli/blob/main/changelog.md',
    'https://github.com/gui-cs/Terminal.Gui/commit/b270d5d6159a3790e29b3e68089d2d60d5729fa2',
    'https://github.com/github/copilot-cli/blob/main/README.md',
  ],
}
