import type { Agent } from './agent.ts'

/** Its extension and its command line set a variable, and leave nothing in messages; its cloud commits as an app. */
export const cline: Agent = {
  name: 'Cline',
  kind: 'agent',
  emails: [
    'cline-agent@users\\.noreply\\.github\\.com',
    '276134852\\+cline-cloud\\[bot\\]@users\\.noreply\\.github\\.com',
    '205137888\\+cline\\[bot\\]@users\\.noreply\\.github\\.com',
  ],
  trailers: [
    { key: 'Co-authored-by', value: '<([0-9]+\\+)?cline(-cloud)?\\[bot\\]@users\\.noreply\\.github\\.com>' },
    { key: 'Co-authored-by', value: '<cline-agent@users\\.noreply\\.github\\.com>' },
  ],
  marks: [],
  names: [],
  environment: ['CLINE_ACTIVE'],
  commands: ['cline'],
  sources: [
    'https://github.com/cline/cline/commit/9b03cb878d',
    'https://github.com/cline/cline/pull/5367',
    'https://github.com/cline/cline/blob/main/apps/cli/package.json',
    'https://github.com/cline/cline/commit/80b3b0348e694bafc48e3dcd70154de3cf4289d9',
    'https://github.com/cline/cline/commit/c18d9478bae502b291d3ba997e86630630ceed13',
    'https://github.com/chaoss/ai-detection-action/blob/main/detection/committer/committer.go',
  ],
}
