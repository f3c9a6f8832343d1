import type { Agent } from './agent.ts'

/** Devin is also a given name: only its bot's address counts. */
export const devin: Agent = {
  name: 'Devin',
  kind: 'agent',
  emails: ['([0-9]+\\+)?devin-ai-integration\\[bot\\]@users\\.noreply\\.github\\.com'],
  trailers: [
    {
      key: 'Co-authored-by',
      value: '<([0-9]+\\+)?devin-ai-integration\\[bot\\]@users\\.noreply\\.github\\.com>',
    },
  ],
  marks: [],
  names: [],
  environment: [],
  sources: ['https://github.com/chaoss/ai-detection-action/blob/main/detection/committer/committer.go'],
}
