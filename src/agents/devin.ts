import type { Agent } from './agent.ts'

/**
 * Devin is also a given name: only its bot's address and its own footer count. Its command line sets
 * variables for its own hooks only, none for the commands that it runs.
 */
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
  marks: [
    '[^a-z]*generated with devin \\(https://devin\\.ai[^ )]*\\)[ .]*',
    '[^a-z]*generated with \\[devin\\]\\(https?://[^ )]*\\)[ .]*',
  ],
  names: [],
  environment: [],
  commands: ['devin'],
  sources: [
    'https://github.com/chaoss/ai-detection-action/blob/main/detection/committer/committer.go',
    'https://github.com/Mubder/kazma/commit/81f8efd1c03fe15e963d91379e8e2771db977212',
    'https://github.com/ascorbic/am-i-vibing/pull/73',
  ],
}
