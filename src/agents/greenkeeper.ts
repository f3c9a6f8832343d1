import type { Agent } from './agent.ts'

/** It ended in 2020; histories still hold it. */
export const greenkeeper: Agent = {
  name: 'Greenkeeper',
  kind: 'automation',
  emails: ['(23040076\\+)?greenkeeper\\[bot\\]@users\\.noreply\\.github\\.com'],
  trailers: [],
  marks: [],
  names: [],
  environment: [],
  commands: [],
  sources: ['https://github.com/Munter/subfont/pull/63'],
}
