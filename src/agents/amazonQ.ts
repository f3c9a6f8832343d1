import type { Agent } from './agent.ts'

/** Its command line shows itself only inside the value of AWS_EXECUTION_ENV, which others set too. */
export const amazonQ: Agent = {
  name: 'Amazon Q Developer',
  kind: 'agent',
  emails: ['[0-9]+\\+amazon-q-developer\\[bot\\]@users\\.noreply\\.github\\.com'],
  trailers: [
    {
      key: 'Co-authored-by',
      value: '<[0-9]+\\+amazon-q-developer\\[bot\\]@users\\.noreply\\.github\\.com>',
    },
  ],
  marks: [],
  names: [],
  environment: [],
  commands: [],
  sources: [
    'https://github.com/chaoss/ai-detection-action/blob/main/detection/committer/committer.go',
    'https://github.com/aws/aws-cdk-cli/blob/main/packages/aws-cdk/lib/cli/util/detect-agent.ts',
  ],
}
