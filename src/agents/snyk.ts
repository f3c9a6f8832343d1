import type { Agent } from './agent.ts'

/** Its older pull requests; a newer one may come from whoever asked for it. */
export const snyk: Agent = {
  name: 'Snyk',
  kind: 'automation',
  emails: ['snyk-bot@snyk\\.io'],
  trailers: [],
  marks: [],
  names: [],
  environment: [],
  commands: [],
  sources: ['https://github.com/continuedev/continue/commit/dc3dbbf7c3a0fbe29c4336d81fdd2c5a0578c7fb'],
}
