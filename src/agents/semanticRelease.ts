import type { Agent } from './agent.ts'

/** The author of release commits where the environment names no other. */
export const semanticRelease: Agent = {
  name: 'semantic-release',
  kind: 'automation',
  emails: ['semantic-release-bot@martynus\\.net'],
  trailers: [],
  marks: [],
  names: [],
  environment: [],
  commands: [],
  sources: ['https://github.com/semantic-release/semantic-release/blob/master/lib/definitions/constants.js'],
}
