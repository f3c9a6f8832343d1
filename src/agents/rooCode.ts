import type { Agent } from './agent.ts'

/** Roomote is its agent in the cloud, whose app has had several names under one number. */
export const rooCode: Agent = {
  name: 'Roo Code',
  kind: 'agent',
  emails: ['219738659\\+[a-z0-9-]+\\[bot\\]@users\\.noreply\\.github\\.com', 'roomote@roocode\\.com'],
  trailers: [
    { key: 'Co-authored-by', value: '<roomote@roocode\\.com>' },
    { key: 'Co-authored-by', value: '<219738659\\+[a-z0-9-]+\\[bot\\]@users\\.noreply\\.github\\.com>' },
  ],
  marks: [],
  names: [],
  environment: ['ROO_ACTIVE'],
  commands: ['roo'],
  sources: [
    'https://github.com/RooCodeInc/Roo-Code/pull/11862',
    'https://github.com/RooCodeInc/Roo-Code/blob/main/apps/cli/package.json',
    'https://github.com/RooCodeInc/Roo-Code/commit/319b5576c7b84325115057fee855896c8b337fcb',
    'https://github.com/RooCodeInc/Roo-Code/commit/193053110bc8d0f5f8c43011d9711b89bb0b3baf',
    'https://github.com/git-ai-project/git-ai/blob/main/src/authorship/agent_detection.rs',
  ],
}
